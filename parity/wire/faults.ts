/** Turns a reply into the steps of an HTTP answer. Every fault the server can play is here, the same for each API. */
import type { Encoder, Frame, MessageReply, Reply } from "./reply.ts";
import { resolveMessage } from "./reply.ts";

/** What the server does, in order. */
export type Step =
  | { readonly do: "head"; readonly status: number; readonly headers: Readonly<Record<string, string>> }
  | { readonly do: "send"; readonly text: string }
  | { readonly do: "wait"; readonly until: Promise<void> }
  | { readonly do: "delay"; readonly ms: number }
  /** Destroys the socket. */
  | { readonly do: "cut" }
  /** Sends nothing more and keeps the connection. */
  | { readonly do: "stall" }
  | { readonly do: "end" };

export interface ReplyContext {
  readonly encoder: Encoder;
  readonly stream: boolean;
  readonly model: string;
  /** Number of the request, from 1. */
  readonly sequence: number;
}

type Place = "after-start" | "after-first-delta" | "after-block" | "in-tool-json" | "before-terminal";

const SSE_HEADERS = { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" };
const JSON_HEADERS = { "content-type": "application/json" };
const HTML = "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>\n";

export function planReply(reply: Reply, context: ReplyContext): Step[] {
  if ("status" in reply) return planError(reply.status, reply.body, reply.headers, context);
  if ("empty" in reply) {
    if (reply.empty === "body") return [head(200, SSE_HEADERS), { do: "end" }];
    return planMessage({ text: [], stop: reply.stop }, context);
  }
  if ("malformed" in reply) return planMalformed(reply, context);
  if ("cut" in reply) {
    if (reply.cut === "before-headers") return [{ do: "cut" }];
    return [...upTo(reply.cut, reply, context), ...waitFor(reply), { do: "cut" }];
  }
  if ("end" in reply) return [...upTo(reply.end, reply, context), ...waitFor(reply), { do: "end" }];
  if ("stall" in reply) {
    if (reply.stall === "before-headers") return [{ do: "stall" }];
    if (reply.stall === "after-headers") return [head(200, SSE_HEADERS), { do: "stall" }];
    return [...upTo(reply.stall, reply, context), { do: "stall" }];
  }
  if ("sseError" in reply) {
    const error: Step = { do: "send", text: context.encoder.errorFrame(reply.sseError) };
    const before =
      reply.sseError.at === "after-first-delta"
        ? upTo("after-first-delta", reply, context)
        : [head(200, SSE_HEADERS)];
    return [...before, ...waitFor(reply), error, { do: "end" }];
  }
  return planMessage(reply, context);
}

function waitFor({ until }: { readonly until?: Promise<void> }): Step[] {
  return until === undefined ? [] : [{ do: "wait", until }];
}

function planMessage(reply: MessageReply, context: ReplyContext): Step[] {
  const message = resolveMessage(reply, { ...context, toolIdPrefix: context.encoder.toolIdPrefix });
  const steps: Step[] = reply.hold instanceof Promise ? [{ do: "wait", until: reply.hold }] : [];
  if (!context.stream) {
    steps.push(head(200, { ...JSON_HEADERS, ...reply.headers }));
    steps.push({ do: "send", text: JSON.stringify(context.encoder.json(message)) }, { do: "end" });
    return steps;
  }
  steps.push(head(200, { ...SSE_HEADERS, ...reply.headers }));
  const hold = reply.hold instanceof Promise ? undefined : reply.hold;
  let deltas = 0;
  const holdHere = () => {
    if (hold !== undefined && deltas === hold.afterDeltas) steps.push({ do: "wait", until: hold.until });
  };
  let held = false;
  for (const frame of context.encoder.frames(message)) {
    const isDelta = frame.kind === "delta" || frame.kind === "tool-delta";
    // With `afterDeltas: 0` the start of the message is still sent.
    if (isDelta && !held) {
      held = true;
      holdHere();
    }
    if (isDelta && reply.tokenDelayMs) steps.push({ do: "delay", ms: reply.tokenDelayMs });
    steps.push({ do: "send", text: frame.text });
    if (isDelta) {
      deltas += 1;
      holdHere();
    }
  }
  steps.push({ do: "end" });
  return steps;
}

/** A stream as far as `place`, without its end. The message is made such that it has this place. */
function upTo(place: Place, reply: MessageReply, context: ReplyContext): Step[] {
  const given = reply.text !== undefined || reply.reasoning !== undefined || reply.toolCalls !== undefined;
  const suitable: MessageReply = given
    ? reply
    : place === "in-tool-json"
      ? { toolCalls: [{ name: "read", input: { path: "notes/today.txt" } }] }
      : { text: "This answer does not reach its end." };
  const message = resolveMessage(suitable, { ...context, toolIdPrefix: context.encoder.toolIdPrefix });
  const frames = context.encoder.frames(message);
  return [
    head(200, { ...SSE_HEADERS, ...reply.headers }),
    ...frames.slice(0, endOf(place, frames)).map((frame): Step => ({ do: "send", text: frame.text })),
  ];
}

function endOf(place: Place, frames: readonly Frame[]): number {
  const after = (kind: Frame["kind"]) => {
    const index = frames.findIndex((frame) => frame.kind === kind);
    if (index < 0) throw new Error(`The scripted message has no place "${place}".`);
    return index + 1;
  };
  switch (place) {
    case "after-start":
      return frames.findLastIndex((frame) => frame.kind === "start") + 1;
    case "after-first-delta":
      return after("delta");
    case "after-block":
      return after("block-end");
    case "in-tool-json":
      return after("tool-delta");
    case "before-terminal":
      return after("terminal") - 1;
  }
}

function planError(
  status: number,
  body: string | object | undefined,
  headers: Readonly<Record<string, string>> | undefined,
  context: ReplyContext,
): Step[] {
  const value = body ?? context.encoder.errorBody(status, `Scripted error ${status}`);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const type = text.startsWith("<") ? { "content-type": "text/html" } : JSON_HEADERS;
  return [head(status, { ...type, ...headers }), { do: "send", text }, { do: "end" }];
}

function planMalformed(reply: Extract<Reply, { malformed: string }>, context: ReplyContext): Step[] {
  const end: Step = { do: "end" };
  switch (reply.malformed) {
    case "html":
      return [head(200, { "content-type": "text/html" }), { do: "send", text: HTML }, end];
    case "not-sse":
      return [
        head(200, SSE_HEADERS),
        { do: "send", text: "\u0000\u0001 this is no event stream \u0002" },
        end,
      ];
    case "broken-json":
      return [
        ...upTo("after-first-delta", reply, context),
        ...waitFor(reply),
        { do: "send", text: 'event: content_block_delta\ndata: {"type":"content_block_delta","ind\n\n' },
        end,
      ];
    case "unknown-event": {
      const steps = planMessage(reply, context);
      const unknown: Step = { do: "send", text: 'event: surprise\ndata: {"type":"surprise"}\n\n' };
      return [...steps.slice(0, 2), unknown, ...steps.slice(2)];
    }
  }
}

function head(status: number, headers: Readonly<Record<string, string>>): Step {
  return { do: "head", status, headers };
}
