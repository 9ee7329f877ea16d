/** Who wrote to the agent and where its answer goes: what a channel knows of a message. */

/**
 * The messaging context of a turn. Set by the receiver of the message, never by its text: `senderIsOwner` in particular is the
 * channel's finding and counts only when it is exactly `true`.
 */
export interface MessagingContext {
  /** Channel the message came in by (`telegram`, `slack`, `local` …). */
  readonly messageChannel?: string;
  /** The channel's provider where several serve one channel. */
  readonly messageProvider?: string;
  /** Whom or what an answer is addressed to, as the channel writes it. */
  readonly messageTo?: string;
  readonly messageThreadId?: string;
  readonly groupId?: string;
  readonly groupChannel?: string;
  readonly groupSpace?: string;
  /** Session key of the session that started this one. */
  readonly spawnedBy?: string;
  readonly senderId?: string;
  readonly senderName?: string;
  readonly senderUsername?: string;
  /** Telephone number in E.164 form. */
  readonly senderE164?: string;
  /** Opens owner-only tools and commands; default `false`. */
  readonly senderIsOwner?: boolean;
  /** Numbers of the owners, shown to the agent. */
  readonly ownerNumbers?: readonly string[];
  /** Which messages of an answer refer to the one they answer. */
  readonly replyToMode?: "off" | "first" | "all";
  readonly currentChannelId?: string;
}

/** The names of {@link MessagingContext}, for passing it on. */
export const MESSAGING_FIELDS = [
  "messageChannel",
  "messageProvider",
  "messageTo",
  "messageThreadId",
  "groupId",
  "groupChannel",
  "groupSpace",
  "spawnedBy",
  "senderId",
  "senderName",
  "senderUsername",
  "senderE164",
  "senderIsOwner",
  "ownerNumbers",
  "replyToMode",
  "currentChannelId",
] as const satisfies readonly (keyof MessagingContext)[];

type Missing = Exclude<keyof MessagingContext, (typeof MESSAGING_FIELDS)[number]>;
/** Fails to compile when a field is left out of the list above. */
export const ALL_MESSAGING_FIELDS: Missing extends never ? true : never = true;

/** The messaging context of something that carries one among other things. */
export function messagingOf(carrier: MessagingContext): MessagingContext {
  return Object.fromEntries(
    MESSAGING_FIELDS.flatMap((name) => (carrier[name] === undefined ? [] : [[name, carrier[name]]])),
  );
}
