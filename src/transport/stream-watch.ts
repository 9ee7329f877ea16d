/**
 * Reads along in a response body as it passes: did it come to its end, did it carry an error, was content shown, what usage did it
 * report. It looks at lines and the first bytes of events and parses no delta, so that it costs about a microsecond an event.
 */
import type { ReportedUsage } from "../cost/attempt-usage.ts";
import type { ApiKind } from "../routing/model.ts";
import { textBytes } from "./text-bytes.ts";
import { reportedBy } from "./usage-report.ts";

/** What became of a body. `open`: nothing to say yet. `error`: the JSON of the provider's error. */
export type Verdict =
  | { readonly type: "open" }
  | { readonly type: "complete" }
  | { readonly type: "error"; readonly json: string }
  | { readonly type: "malformed"; readonly sample: string }
  | { readonly type: "incomplete" }
  | { readonly type: "empty" };

export interface StreamWatch {
  /** Takes the next chunk. After a verdict other than `open`, later calls give `open`. */
  push(chunk: Uint8Array): Verdict;
  /** The body ended in good order. Gives `open` only when a verdict was given before. */
  end(): Verdict;
  /** Whether text, reasoning or a tool call was on its way. */
  readonly content: boolean;
  /** What the provider has reported so far; `null`: nothing. */
  readonly reported: ReportedUsage | null;
  /** Bytes of text, reasoning and tool input so far. */
  readonly receivedBytes: number;
}

const OPEN: Verdict = { type: "open" };
const COMPLETE: Verdict = { type: "complete" };
const LONGEST_SAMPLE = 4_000;
/** An error page or message is shorter; a longer whole body is an answer. */
const LONGEST_WHOLE_BODY = 256 * 1024;

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const LESS_THAN = 0x3c;

/** Judges one event of an API. `name` is its `event:` field, else its `type`; may be empty. */
interface EventRules {
  readonly isContent: (name: string, data: () => string) => boolean;
  /** Whether the event may hold a usage; only then it is parsed. */
  readonly mayReport: (name: string, data: () => string) => boolean;
  readonly judge: (name: string, data: () => string) => Verdict | "finished";
}

const TYPE = /"type"\s*:\s*"(message_[a-z]+|error|content_block_[a-z]+|response\.[a-z_.]+)"/;
const RESPONSES_END = /^response\.(?:completed|incomplete|failed)$/;
const USAGE = /"usage"\s*:\s*\{/;
const FINISHED = /"finish_reason"\s*:\s*"/;
const CHAT_CONTENT = /"(?:tool_calls"\s*:\s*\[|(?:content|reasoning(?:_content|_text)?)"\s*:\s*"[^"])/;

const RULES: Readonly<Record<ApiKind, EventRules>> = {
  "anthropic-messages": {
    isContent: (name) => name.startsWith("content_block_"),
    mayReport: (name) => name === "message_start" || name === "message_delta",
    judge: (name, data) => {
      if (name === "message_stop") return COMPLETE;
      return name === "error" ? { type: "error", json: data() } : OPEN;
    },
  },
  "openai-responses": {
    isContent: (name) => name.endsWith(".delta"),
    mayReport: (name) => RESPONSES_END.test(name),
    judge: (name, data) => {
      if (name === "response.completed" || name === "response.incomplete") return COMPLETE;
      return name === "response.failed" || name === "error" ? { type: "error", json: data() } : OPEN;
    },
  },
  "openai-completions": {
    isContent: (_name, data) => CHAT_CONTENT.test(data()),
    mayReport: (_name, data) => USAGE.test(data()),
    judge: (name, data) => {
      const text = data();
      if (text.startsWith("[DONE]")) return COMPLETE;
      if (name === "error" || (text.includes('"error"') && hasError(text)))
        return { type: "error", json: text };
      return FINISHED.test(text) ? "finished" : OPEN;
    },
  },
};

export function createStreamWatch(api: ApiKind): StreamWatch {
  const rules = RULES[api];
  let mode: "unknown" | "events" | "whole" = "unknown";
  let decided = false;
  let content = false;
  let reported: ReportedUsage | null = null;
  let receivedBytes = 0;
  /** Chat Completions: a message with a finish reason is whole, also from servers that send no `[DONE]`. */
  let finished = false;
  let events = 0;
  /** The start of the body, until it shows itself to be a stream. */
  let head: Buffer[] = [];
  let headLength = 0;
  /** An unfinished line. */
  let carry: Buffer[] = [];
  let eventName = "";
  let dataLines: Buffer[] = [];

  const decide = (verdict: Verdict): Verdict => {
    if (verdict.type !== "open") {
      decided = true;
      head = [];
      carry = [];
      dataLines = [];
    }
    return verdict;
  };

  const dispatch = (): Verdict => {
    const lines = dataLines;
    let name = eventName;
    eventName = "";
    if (lines.length === 0) return OPEN;
    dataLines = [];
    events += 1;
    if (events === 1) head = [];
    let joined: string | null = null;
    const data = () => {
      joined ??= lines.map((line) => line.toString("utf8")).join("\n");
      return joined;
    };
    if (!looksWhole(lines)) return { type: "malformed", sample: data().slice(0, LONGEST_SAMPLE) };
    if (name === "" && api !== "openai-completions") name = TYPE.exec(data())?.[1] ?? "";
    if (rules.isContent(name, data)) {
      content = true;
      for (const one of lines) receivedBytes += textBytes(api, one);
    }
    if (rules.mayReport(name, data)) reported = reportedBy(api, parsed(data()), reported);
    const verdict = rules.judge(name, data);
    if (verdict !== "finished") return verdict;
    finished = true;
    return OPEN;
  };

  const line = (bytes: Buffer, start: number, lineEnd: number): Verdict => {
    const end = lineEnd > start && bytes[lineEnd - 1] === CARRIAGE_RETURN ? lineEnd - 1 : lineEnd;
    if (end === start) return dispatch();
    const colon = bytes.indexOf(COLON, start);
    const fieldEnd = colon < 0 || colon > end ? end : colon;
    // The two fields that matter differ in length and in their first letter from every other (id, retry, comments).
    const length = fieldEnd - start;
    const isData = length === 4 && bytes[start] === 0x64;
    const isEvent = length === 5 && bytes[start] === 0x65;
    if (!isData && !isEvent) return OPEN;
    const valueStart = bytes[fieldEnd + 1] === SPACE ? fieldEnd + 2 : fieldEnd + 1;
    if (isEvent) eventName = bytes.toString("latin1", valueStart, end);
    else dataLines.push(bytes.subarray(valueStart, end));
    return OPEN;
  };

  const scan = (chunk: Buffer): Verdict => {
    let start = 0;
    for (;;) {
      const newline = chunk.indexOf(NEWLINE, start);
      if (newline < 0) break;
      let verdict: Verdict;
      if (carry.length > 0) {
        const whole = Buffer.concat([...carry, chunk.subarray(start, newline)]);
        carry = [];
        verdict = line(whole, 0, whole.length);
      } else {
        verdict = line(chunk, start, newline);
      }
      if (verdict.type !== "open") return verdict;
      start = newline + 1;
    }
    if (start < chunk.length) carry.push(start === 0 ? chunk : chunk.subarray(start));
    return OPEN;
  };

  const keepHead = (chunk: Buffer, limit: number) => {
    if (headLength <= limit) head.push(chunk);
    headLength += chunk.length;
  };

  return {
    get content() {
      return content;
    },
    get reported() {
      return reported;
    },
    get receivedBytes() {
      return receivedBytes;
    },
    push(bytes) {
      if (decided) return OPEN;
      const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (mode === "unknown") mode = modeOf(chunk);
      if (mode === "events") {
        if (events === 0) keepHead(chunk, LONGEST_SAMPLE);
        return decide(scan(chunk));
      }
      keepHead(chunk, LONGEST_WHOLE_BODY);
      return OPEN;
    },
    end() {
      if (decided) return OPEN;
      if (mode === "unknown") return decide({ type: "empty" });
      if (mode === "whole") {
        const tooLong = headLength > LONGEST_WHOLE_BODY;
        const whole = Buffer.concat(head).toString("utf8");
        reported = reportedBy(api, parsed(whole), reported);
        return decide(judgeWhole(whole, tooLong));
      }
      const sample = Buffer.concat(head).toString("utf8").slice(0, LONGEST_SAMPLE);
      const rest = carry.length === 0 ? OPEN : scan(Buffer.from("\n"));
      const last = rest.type === "open" ? dispatch() : rest;
      if (last.type !== "open") return decide(last);
      if (finished) return decide(COMPLETE);
      return decide(events === 0 ? { type: "malformed", sample } : { type: "incomplete" });
    },
  };
}

/** A stream begins with a field name or a comment; JSON and HTML are whole bodies. */
function modeOf(chunk: Buffer): "unknown" | "events" | "whole" {
  for (const byte of chunk) {
    if (byte === SPACE || byte === NEWLINE || byte === CARRIAGE_RETURN) continue;
    return byte === OPEN_BRACE || byte === OPEN_BRACKET || byte === LESS_THAN ? "whole" : "events";
  }
  return "unknown";
}

/** Event data is one JSON object, or the mark `[DONE]`; anything else was cut or garbled. */
function looksWhole(lines: readonly Buffer[]): boolean {
  const first = lines[0]!;
  const last = lines[lines.length - 1]!;
  if (first[0] === OPEN_BRACKET) return first.toString("latin1", 0, 6) === "[DONE]";
  let end = last.length - 1;
  while (end >= 0 && last[end] === SPACE) end -= 1;
  return first[0] === OPEN_BRACE && last[end] === CLOSE_BRACE;
}

function judgeWhole(text: string, tooLong: boolean): Verdict {
  if (tooLong && text.trimStart().startsWith("{")) return COMPLETE;
  const value = parsed(text);
  if (typeof value !== "object" || value === null) {
    return { type: "malformed", sample: text.slice(0, LONGEST_SAMPLE) };
  }
  return hasError(text) ? { type: "error", json: text } : COMPLETE;
}

function hasError(json: string): boolean {
  const value = parsed(json);
  const outer = Array.isArray(value) ? value[0] : value;
  return (
    typeof outer === "object" &&
    outer !== null &&
    "error" in outer &&
    outer.error !== null &&
    outer.error !== undefined
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
