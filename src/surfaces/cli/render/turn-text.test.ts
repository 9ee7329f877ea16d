import { describe, expect, test } from "vitest";
import { ALL_REPORTED, NOTHING_SPENT } from "../../../cost/spent.ts";
import { NO_USAGE } from "../../../cost/usage.ts";
import type { EventBody, TandemEvent } from "../../../events/event.ts";
import { TandemError } from "../../../kernel/errors.ts";
import { NO_SUBAGENTS } from "../../../kernel/family.ts";
import type { ExecutionResult } from "../../../kernel/result.ts";
import { testIo } from "../test-io.ts";
import { createStyle } from "./style.ts";
import { createTurnText } from "./turn-text.ts";

/** A turn as it was recorded: reasoning, text, two tool calls of which one fails, and a final text. */
const RECORDED: readonly EventBody[] = [
  { type: "lifecycle.start", sessionKey: null, agentId: "main" },
  { type: "route", runtime: "pi", provider: "anthropic", model: "m", why: [] },
  { type: "step-start", step: 1 },
  { type: "reasoning-start", id: "r1" },
  { type: "reasoning-delta", id: "r1", delta: "Two files are " },
  { type: "reasoning-delta", id: "r1", delta: "needed." },
  { type: "reasoning-end", id: "r1" },
  { type: "text-start", id: "t1" },
  { type: "text-delta", id: "t1", delta: "I will " },
  { type: "text-delta", id: "t1", delta: "read both." },
  { type: "text-end", id: "t1" },
  { type: "tool-call", toolCallId: "c1", toolName: "read", input: { path: "a.txt" } },
  { type: "tool-call", toolCallId: "c2", toolName: "read", input: { path: "b.txt" } },
  {
    type: "tool-result",
    toolCallId: "c1",
    toolName: "read",
    content: [{ type: "text", text: "one\ntwo\nthree" }],
    isError: false,
    durationMs: 1,
  },
  {
    type: "tool-result",
    toolCallId: "c2",
    toolName: "read",
    content: [{ type: "text", text: "There is no file b.txt\nstack" }],
    isError: true,
    durationMs: 1,
  },
  { type: "text-start", id: "t2" },
  { type: "text-delta", id: "t2", delta: "Only a.txt is there." },
  { type: "text-end", id: "t2" },
  { type: "finish", stopReason: "stop", ...NOTHING_SPENT },
];

function recorded(bodies: readonly EventBody[]): TandemEvent[] {
  return bodies.map((body, index) => ({ ...body, runId: "run", sessionId: "s", seq: index + 1, at: 0 }));
}

const RESULT: ExecutionResult = {
  runId: "run",
  sessionKey: null,
  sessionId: "s",
  status: "completed",
  stopReason: "stop",
  text: "Only a.txt is there.",
  payloads: [],
  runtime: "pi",
  provider: "anthropic",
  model: "m",
  profile: null,
  usage: { input: 1_200, output: 34, cacheRead: 800, cacheWrite: 0, reasoning: 0 },
  costUsd: 0.00123,
  knownCostUsd: 0.00123,
  unreported: ALL_REPORTED,
  subagents: NO_SUBAGENTS,
  durations: { queue: 0, prepare: 1, firstToken: 2, total: 1_400 },
  turnCount: 2,
  userMessageCount: 1,
  pendingToolCalls: [],
  delivery: { state: "none", receipts: [] },
  systemPrompt: null,
  compactionCount: 0,
  attempts: [],
  warnings: [],
  error: null,
};

function show(
  bodies: readonly EventBody[],
  options: { reasoning?: boolean; quiet?: boolean; colour?: boolean } = {},
) {
  const io = testIo();
  const text = createTurnText({
    out: io.stdout,
    notes: io.stderr,
    style: createStyle(options.colour === true),
    reasoning: options.reasoning === true,
    quiet: options.quiet === true,
  });
  for (const event of recorded(bodies)) text.event(event);
  return { io, text };
}

describe("a turn as text", () => {
  test("stdout is the reply and nothing else; stderr tells of tools and what it took, in plain lines", () => {
    const { io, text } = show(RECORDED);
    text.end(RESULT);
    expect(io.out()).toBe("I will read both.\nOnly a.txt is there.\n");
    expect(io.err()).toBe(
      [
        "read a.txt → 3 lines",
        "read b.txt failed: There is no file b.txt",
        "pi · anthropic/m · 2,000 in (800 cached), 34 out · $0.0012 · 1.4 s",
        "",
      ].join("\n"),
    );
  });

  test("reasoning is a note, where it is wanted", () => {
    const { io } = show(RECORDED, { reasoning: true });
    expect(io.out()).not.toContain("needed");
    expect(io.err()).toMatch(/^Two files are needed\.\n/);
  });

  test("quiet leaves errors only", () => {
    const { io, text } = show(RECORDED, { quiet: true });
    const error = new TandemError({ code: "overloaded", message: "Overloaded" }).toJSON();
    text.end({ ...RESULT, status: "failed", stopReason: "error", error });
    expect(io.err()).toMatch(/^tandem: Overloaded\n[\s\S]*\(overloaded\)\n$/);
  });

  test("colours only where the style has them", () => {
    expect(show(RECORDED).io.err()).not.toContain("\u001b");
    expect(show(RECORDED, { colour: true }).io.err()).toContain("\u001b[");
  });

  test("tells of subagents, what they cost, and which calls wait for their caller", () => {
    const about = {
      type: "subagent",
      childRunId: "c",
      toolCallId: "t",
      agentId: "main",
      task: "Count.",
    } as const;
    const { io, text } = show([
      { ...about, state: "started" },
      { ...about, state: "ended", status: "completed", usage: NO_USAGE, costUsd: 0.5 },
    ]);
    text.end({
      ...RESULT,
      stopReason: "tool_calls",
      subagents: { count: 1, ...NOTHING_SPENT, costUsd: 0.5, knownCostUsd: 0.5 },
      pendingToolCalls: [{ id: "toolu_1", name: "weather", input: {} }],
    });
    expect(io.err().split("\n").slice(0, 3)).toEqual([
      "subagent main: Count.",
      "subagent main completed · $0.5000: Count.",
      "waiting for results of weather (toolu_1)",
    ]);
    expect(io.err()).toContain("1 subagent $0.5000");
  });

  test("says so when what was shown is void, and how a turn that did not complete ended", () => {
    const { io, text } = show([
      { type: "text-start", id: "t1" },
      { type: "text-delta", id: "t1", delta: "Half a sen" },
      { type: "attempt.discarded", attempt: 1, reason: "network", blockIds: ["t1"] },
    ]);
    text.end({ ...RESULT, status: "aborted", stopReason: "aborted", costUsd: null, knownCostUsd: 0 });
    expect(io.out()).toBe("Half a sen\n");
    expect(io.err()).toContain("discarding the text above (network)");
    expect(io.err()).toContain("aborted · pi");
    expect(io.err()).toContain("cost unknown");
  });
});
