/** `message`: sends a text of its own, beside the answer. */
import { TandemError } from "../kernel/errors.ts";
import { openInside } from "../safety/open.ts";
import { defineTool } from "../tools/define.ts";
import { textOutput } from "../tools/result.ts";
import type { ToolContext, ToolDefinition } from "../tools/tool.ts";

interface MessageInput {
  readonly action?: "send";
  readonly channel?: string;
  readonly target?: string;
  readonly text: string;
  readonly media?: readonly string[];
  readonly replyTo?: string;
}

/** `channels`: the names to choose from. `explicit`: a target must be named. */
export function messageTool(channels: readonly string[], explicit: boolean): ToolDefinition {
  const target = explicit
    ? "Whom or what to send to, as the channel writes it"
    : "Whom or what to send to, as the channel writes it; default: where your answer goes";
  return defineTool<MessageInput>({
    name: "message",
    description:
      "Sends a message through a channel, at once and by itself: to somebody else, or ahead of your answer. Your answer is sent without " +
      "it; do not repeat there what you sent.",
    inputSchema: {
      type: "object",
      properties: {
        action: { type: "string", enum: ["send"] },
        channel: {
          type: "string",
          enum: [...channels],
          description: "Default: the one this conversation uses",
        },
        target: { type: "string", minLength: 1, maxLength: 200, description: target },
        text: { type: "string", minLength: 1, maxLength: 50_000 },
        media: {
          type: "array",
          items: { type: "string", minLength: 1 },
          maxItems: 10,
          description: "Files of the workspace, or http(s) addresses, to send along",
        },
        replyTo: { type: "string", maxLength: 200, description: "Id of the message that this one answers" },
      },
      required: explicit ? ["text", "target"] : ["text"],
      additionalProperties: false,
    },
    readOnly: false,
    effect: "host",
    origin: "builtin",
    preview: ({ text, channel, target: to, media = [], replyTo = null }, { turn }) => ({
      kind: "message",
      channel: channel ?? turn?.messaging.messageChannel ?? null,
      target: to ?? null,
      text,
      media,
      replyTo,
    }),
    async execute({ action: _, media = [], ...draft }, context) {
      const { outbox } = context;
      if (outbox === undefined)
        throw new TandemError({ code: "tool_error", message: "Messages can only be sent from a turn." });
      const files = await Promise.all(media.map((one) => mediaAt(one, context)));
      const { channel, target, receipt } = await outbox.send({ ...draft, media: files }, context);
      const where = target === null ? channel : `${target} on ${channel}`;
      return textOutput(`Sent to ${where} (receipt ${receipt}).`, { channel, target, receipt });
    },
  });
}

/** An address as it is; a file by its real path, when the turn may read it. */
async function mediaAt(media: string, context: ToolContext): Promise<string> {
  if (/^https?:\/\//i.test(media)) return media;
  const file = await openInside(media, context);
  await file.close();
  return file.path;
}
