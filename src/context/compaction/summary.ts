/** Summarises a conversation in stages with a model, and keeps what must not be lost beside it. */
import { TandemError } from "../../kernel/errors.ts";
import { type Message, textOf, toolCallsOf } from "../../sessions/message.ts";
import { chunks, type Piece } from "./chunks.ts";
import { digestOf } from "./digest.ts";

/** Asks a model once; rejects with TandemError when it gives nothing. */
export type AskModel = (question: { readonly system: string; readonly prompt: string }) => Promise<string>;

export interface SummaryOptions {
  readonly messages: readonly Message[];
  readonly window: number;
  /** What the person wants kept in particular. */
  readonly focus?: string;
  readonly ask: AskModel;
}

export const SUMMARY_SYSTEM = `You summarise a conversation between a user and an assistant that works with tools, so that the work can \
go on without it. Do not continue the conversation and answer none of its questions. Write down, in this order and briefly: what the user wants; \
decisions and constraints; what was done and found, with exact names, paths, numbers and identifiers; what is open and what comes \
next. Write the summary only.`;

const RESULT_CHARS = 2_000;

/** Rejects with TandemError `compaction_failure`; nothing was changed then. */
export async function summarise({ messages, window, focus, ask }: SummaryOptions): Promise<string> {
  const pieces = chunks(messages, window);
  let summary = "";
  for (const piece of pieces) {
    const text = await askFor(ask, promptFor(piece, summary, focus));
    summary = [text.trim(), ...piece.notes].join("\n\n");
  }
  const digest = digestOf(messages);
  return digest === "" ? summary : `${summary}\n\n${digest}`;
}

async function askFor(ask: AskModel, prompt: string): Promise<string> {
  let text: string;
  try {
    text = await ask({ system: SUMMARY_SYSTEM, prompt });
  } catch (cause) {
    const error = TandemError.from(cause);
    if (error.kind === "aborted") throw error;
    throw new TandemError({
      code: "compaction_failure",
      message: `The conversation could not be summarised: ${error.message}`,
      retryable: error.retryable,
      cause,
    });
  }
  if (text.trim() !== "") return text;
  throw new TandemError({
    code: "compaction_failure",
    message: "The model gave an empty summary of the conversation.",
  });
}

function promptFor(piece: Piece, before: string, focus: string | undefined): string {
  const parts = [`<conversation>\n${piece.messages.map(render).join("\n\n")}\n</conversation>`];
  if (before !== "")
    parts.unshift(
      `Summary of what came before; carry over what still matters:\n<summary>\n${before}\n</summary>`,
    );
  if (focus) parts.push(`Pay particular attention to: ${focus}`);
  parts.push("Summarise the conversation above.");
  return parts.join("\n\n");
}

function render(message: Message): string {
  const images = message.content.filter((block) => (block as { type: string }).type === "image").length;
  const shown = images === 0 ? "" : ` [${images} image${images === 1 ? "" : "s"}]`;
  if (message.role === "user") return `User:${shown} ${textOf(message)}`;
  if (message.role === "tool") {
    const text = textOf(message);
    const cut =
      text.length > RESULT_CHARS ? `${text.slice(0, RESULT_CHARS)} … (${text.length} characters)` : text;
    return `Result of ${message.toolName}${message.isError ? " (failed)" : ""}:${shown} ${cut}`;
  }
  const calls = toolCallsOf(message).map(
    ({ name, input }) => `[calls ${name} ${JSON.stringify(input).slice(0, RESULT_CHARS)}]`,
  );
  return ["Assistant:", textOf(message), ...calls].filter((part) => part !== "").join(" ");
}
