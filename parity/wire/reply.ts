/**
 * What the scripted model server answers with: one abstract form for all three wire APIs. A test says what the model does or
 * how the provider fails; the encoders say how that looks on the wire.
 */

/** Why the model stopped, in Tandem's words. */
export type ReplyStop = "stop" | "tool_calls" | "max_tokens" | "refusal" | "stop_sequence";

/** Tokens reported. `input` leaves out cached tokens, `output` includes `reasoning`; each provider's own sums are made from these. */
export interface ReplyUsage {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly reasoning: number;
}

export interface ReplyToolCall {
  /** A fresh id of the provider's form when left out. */
  readonly id?: string;
  readonly name: string;
  readonly input: unknown;
  /** Sent instead of `input`'s JSON, so that it may be truncated or invalid. */
  readonly rawInput?: string;
}

/** A message of the model. Blocks come in this order: reasoning, text, tool calls. */
export interface MessageReply {
  readonly reasoning?: string;
  /** Default: a made-up signature. Empty string: none is sent. */
  readonly reasoningSignature?: string;
  /** An array gives the deltas exactly; a string is cut into a few. An empty array: no text block at all. */
  readonly text?: string | readonly string[];
  readonly toolCalls?: readonly ReplyToolCall[];
  /** Default: `tool_calls` with tool calls, else `stop`. */
  readonly stop?: ReplyStop;
  /** Default: input 100, output 20, nothing else. */
  readonly usage?: Partial<ReplyUsage>;
  /** A promise alone: nothing is sent before it, not even headers. With `afterDeltas`: waits once that many deltas were sent. */
  readonly hold?: Promise<void> | { readonly afterDeltas: number; readonly until: Promise<void> };
  /** Milliseconds before each delta; 0 when left out. */
  readonly tokenDelayMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An HTTP error. Without `body` the provider's usual error JSON for this status is sent; with `""` an empty body. */
export interface ErrorReply {
  readonly status: number;
  readonly body?: string | object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A failure in the middle of a message waits for this first, so that what came before has surely been seen. */
interface MidwayReply extends MessageReply {
  readonly until?: Promise<void>;
}

/** The socket is destroyed there. The message may be given; a suitable one is made up otherwise. */
export interface CutReply extends MidwayReply {
  readonly cut:
    | "before-headers"
    | "after-start"
    | "after-first-delta"
    | "after-block"
    | "in-tool-json"
    | "before-terminal";
}

/** Like a cut, but the body ends in good order: only its events are missing. */
export interface EndReply extends MidwayReply {
  readonly end: "after-start" | "after-first-delta" | "after-block" | "in-tool-json" | "before-terminal";
}

/** Status 200 with something that is no valid stream. */
export interface MalformedReply extends MidwayReply {
  readonly malformed: "html" | "not-sse" | "broken-json" | "unknown-event";
}

/** `body`: status 200 without a byte. `content` (or true): a valid message without blocks. */
export interface EmptyReply {
  readonly empty: true | "content" | "body";
  readonly stop?: ReplyStop;
}

/** The provider's error event inside a 200 stream. */
export interface SseErrorReply extends MidwayReply {
  readonly sseError: {
    /** Default `overloaded_error` (Anthropic), `server_error` (OpenAI). */
    readonly type?: string;
    readonly code?: string;
    readonly message?: string;
    readonly at?: "start" | "after-first-delta";
  };
}

/** Nothing more is sent from there on; the connection stays open until the client leaves. */
export interface StallReply extends MessageReply {
  readonly stall: "before-headers" | "after-headers" | "after-start" | "after-first-delta";
}

export type Reply =
  | MessageReply
  | ErrorReply
  | CutReply
  | EndReply
  | MalformedReply
  | EmptyReply
  | SseErrorReply
  | StallReply;

/** A message with every choice made; what encoders take. */
export interface ResolvedMessage {
  readonly id: string;
  readonly model: string;
  readonly reasoning: string | null;
  readonly signature: string;
  /** `null`: no text block. */
  readonly text: readonly string[] | null;
  readonly toolCalls: readonly { readonly id: string; readonly name: string; readonly json: string }[];
  readonly stop: ReplyStop;
  readonly usage: ReplyUsage;
}

/**
 * One piece of an SSE answer. Faults act on the kind, so they work alike for each API. `text` may be empty: a mark where an API
 * has no event of that kind.
 */
export interface Frame {
  readonly kind: "start" | "block-start" | "delta" | "tool-delta" | "block-end" | "end" | "terminal";
  readonly text: string;
}

/** One wire API. */
export interface Encoder {
  readonly toolIdPrefix: string;
  frames(message: ResolvedMessage): Frame[];
  /** The answer to a request without `stream`. */
  json(message: ResolvedMessage): object;
  errorBody(status: number, message: string): object;
  errorFrame(error: SseErrorReply["sseError"]): string;
}

const DEFAULT_USAGE: ReplyUsage = { input: 100, output: 20, cacheRead: 0, cacheWrite: 0, reasoning: 0 };

/** Fills in what a message reply left open. `sequence` makes ids unique. */
export function resolveMessage(
  reply: MessageReply,
  about: { readonly model: string; readonly sequence: number; readonly toolIdPrefix: string },
): ResolvedMessage {
  const calls = reply.toolCalls ?? [];
  const hasOther = reply.reasoning !== undefined || calls.length > 0;
  const text = reply.text ?? (hasOther ? [] : "ok");
  const deltas = typeof text === "string" ? pieces(text) : text;
  return {
    id: `msg_${about.sequence}`,
    model: about.model,
    reasoning: reply.reasoning ?? null,
    signature: reply.reasoningSignature ?? "c2lnbmF0dXJl",
    text: deltas.length === 0 ? null : deltas,
    toolCalls: calls.map((call, index) => ({
      id: call.id ?? `${about.toolIdPrefix}${about.sequence}_${index + 1}`,
      name: call.name,
      json: call.rawInput ?? JSON.stringify(call.input ?? {}),
    })),
    stop: reply.stop ?? (calls.length > 0 ? "tool_calls" : "stop"),
    usage: { ...DEFAULT_USAGE, ...reply.usage },
  };
}

/** Cuts a text into up to four deltas, never inside a surrogate pair. */
export function pieces(text: string): string[] {
  const characters = Array.from(text);
  const size = Math.max(1, Math.ceil(characters.length / 4));
  const result: string[] = [];
  for (let at = 0; at < characters.length; at += size) result.push(characters.slice(at, at + size).join(""));
  return result.length === 0 ? [""] : result;
}
