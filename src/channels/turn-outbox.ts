/** What one turn sends: the default target, and what arrived. */
import type { EventBody } from "../events/event.ts";
import { sendingMessage } from "../hooks/sending.ts";
import { TandemError } from "../kernel/errors.ts";
import type { TurnFacts } from "../turn/facts.ts";
import type { Outbox } from "./outbox.ts";

/** A message as the model writes it. */
export interface MessageDraft {
  readonly text: string;
  /** Default: the channel that the turn's message came by. */
  readonly channel?: string | undefined;
  /** Default: where the turn's answer goes. */
  readonly target?: string | undefined;
  readonly media?: readonly string[];
  readonly replyTo?: string | undefined;
}

/** A message that a channel took. */
export interface Delivery {
  readonly channel: string;
  readonly target: string | null;
  readonly text: string;
  readonly receipt: string;
  /** Whether it went where the turn's answer goes. */
  readonly isAnswer: boolean;
}

export class TurnOutbox {
  readonly #outbox: Outbox;
  readonly #facts: TurnFacts;
  readonly #emit: (body: EventBody) => void;
  readonly #deliveries: Delivery[] = [];

  constructor(outbox: Outbox, facts: TurnFacts, emit: (body: EventBody) => void) {
    this.#outbox = outbox;
    this.#facts = facts;
    this.#emit = emit;
  }

  /** In the order in which they were sent. */
  get deliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  /** Counts the message once its channel took it. Rejects with TandemError when it has no place to go or was not taken. */
  async send(
    draft: MessageDraft,
    call: { readonly toolCallId: string; readonly signal: AbortSignal },
  ): Promise<Delivery> {
    const { runId, agentId, sessionKey, messaging, request, hooks } = this.#facts;
    const own = messaging.messageChannel ?? null;
    const home = messaging.messageTo ?? messaging.currentChannelId ?? messaging.groupId ?? null;
    const channel = draft.channel ?? own;
    if (channel === null) throw refused("Name a channel: this turn did not come by one.");
    if (request.requireExplicitMessageTarget === true && draft.target === undefined)
      throw refused("Name the target: in this turn nothing is sent without one.");
    const target = draft.target ?? (channel === own ? home : null);
    if (target === null && channel !== own) throw refused(`Name the target on ${channel}.`);
    const isAnswer = channel === own && target === home;
    const { media = [], replyTo = null } = draft;
    const passed = await sendingMessage(hooks, {
      kind: "message",
      text: draft.text,
      channel,
      to: target,
      mediaUrls: media,
    });
    if ("cancelled" in passed) throw refused(passed.cancelled);
    const { text } = passed;
    const { receipt } = await this.#outbox.send(
      {
        channel,
        target,
        threadId: isAnswer ? (messaging.messageThreadId ?? null) : null,
        text,
        media,
        replyTo,
        agentId,
        runId,
        sessionKey,
      },
      call.signal,
    );
    const delivery: Delivery = { channel, target, text, receipt, isAnswer };
    this.#deliveries.push(delivery);
    this.#emit({
      type: "delivery_receipt",
      channel,
      receipt,
      toolCallId: call.toolCallId,
      target,
      text,
      media,
    });
    return delivery;
  }
}

function refused(message: string): TandemError {
  return new TandemError({ code: "tool_error", message: `Nothing was sent. ${message}` });
}
