import { expect, test } from "vitest";
import { NOTHING_SPENT } from "../cost/spent.ts";
import type { EventBody, TandemEvent } from "../events/event.ts";
import type { TurnRequest } from "../kernel/request.ts";
import type { AttemptRecord } from "../kernel/result.ts";
import { callbackSubscriber } from "./callbacks.ts";

function play(bodies: EventBody[], options: Pick<TurnRequest, "reasoningLevel"> = {}) {
  const calls: [string, unknown?][] = [];
  const subscriber = callbackSubscriber({
    ...options,
    onAssistantMessageStart: () => calls.push(["start"]),
    onPartialReply: ({ text }) => calls.push(["partial", text]),
    onBlockReply: ({ text }) => calls.push(["block", text]),
    onBlockReplyFlush: () => calls.push(["flush"]),
    onReasoningStream: ({ text }) => calls.push(["reasoning", text]),
    onToolResult: ({ toolName, text, isError }) => calls.push(["tool", [toolName, text, isError]]),
  });
  bodies.forEach((body, index) => {
    subscriber({ ...body, runId: "r", sessionId: null, seq: index + 1, at: 0 } as TandemEvent);
  });
  return calls;
}

test("partials grow within a message, blocks come whole, and a flush precedes each tool", () => {
  expect(
    play([
      { type: "step-start", step: 1 },
      { type: "reasoning-start", id: "reasoning-1" },
      { type: "reasoning-delta", id: "reasoning-1", delta: "hm" },
      { type: "reasoning-end", id: "reasoning-1" },
      { type: "text-start", id: "text-1" },
      { type: "text-delta", id: "text-1", delta: "Let " },
      { type: "text-delta", id: "text-1", delta: "me" },
      { type: "text-end", id: "text-1" },
      { type: "tool-call", toolCallId: "c", toolName: "ls", input: {} },
      {
        type: "tool-result",
        toolCallId: "c",
        toolName: "ls",
        content: [{ type: "text", text: "a.txt" }],
        isError: false,
        durationMs: 1,
      },
      { type: "step-start", step: 2 },
      { type: "text-start", id: "text-2" },
      { type: "text-delta", id: "text-2", delta: "Done" },
      { type: "text-end", id: "text-2" },
      { type: "finish", stopReason: "stop", ...NOTHING_SPENT },
    ]),
  ).toEqual([
    ["start"],
    ["reasoning", "hm"],
    ["partial", "Let "],
    ["partial", "Let me"],
    ["block", "Let me"],
    ["flush"],
    ["tool", ["ls", "a.txt", false]],
    ["start"],
    ["partial", "Done"],
    ["block", "Done"],
  ]);
});

test("a discarded attempt starts a new message, so that what it showed is not part of the next partial", () => {
  const calls = play([
    { type: "step-start", step: 1 },
    { type: "text-start", id: "text-1" },
    { type: "text-delta", id: "text-1", delta: "lost" },
    { type: "attempt.discarded", attempt: 1, reason: "network", blockIds: ["text-1"] },
    { type: "text-start", id: "text-2" },
    { type: "text-delta", id: "text-2", delta: "kept" },
  ]);
  expect(calls).toEqual([["start"], ["partial", "lost"], ["start"], ["partial", "kept"]]);
});

test("a block of a message that is taken back is given once, and the cut one never", () => {
  const block = (id: string, text: string): EventBody[] => [
    { type: "text-start", id },
    { type: "text-delta", id, delta: text },
    { type: "text-end", id },
  ];
  const cut = (...ids: string[]): EventBody[] => [
    { type: "attempt.end", attempt: { outcome: "discarded" } as AttemptRecord },
    { type: "attempt.discarded", attempt: 1, reason: "network", blockIds: ids },
  ];
  const given = (bodies: EventBody[]) =>
    play([{ type: "step-start", step: 1 }, ...bodies])
      .filter(([name]) => name === "block")
      .map(([, text]) => text);
  const end: EventBody = { type: "attempt.end", attempt: { outcome: "ok" } as AttemptRecord };

  expect(given([...block("1", "half a rep"), ...cut("1"), ...block("2", "half a reply"), end])).toEqual([
    "half a reply",
  ]);
  const twice = [...block("1", "one"), ...block("2", "tw"), ...cut("1", "2")];
  expect(given([...twice, ...block("3", "one"), ...block("4", "two"), end])).toEqual(["one", "two"]);
  expect(given([...twice, ...twice, ...block("5", "one"), ...block("6", "two"), end])).toEqual([
    "one",
    "two",
  ]);
  const both = [...block("1", "one"), ...block("2", "two"), ...block("3", "thr"), ...cut("1", "2", "3")];
  const one = [...block("4", "one"), ...block("5", "tw"), ...cut("4", "5")];
  expect(given([...both, ...one, ...block("6", "one"), ...block("7", "two"), end])).toEqual(["one", "two"]);
  expect(given([...twice, ...block("3", "other"), ...block("4", "one"), end])).toEqual([
    "one",
    "other",
    "one",
  ]);
});

test("a block of white space is no reply", () => {
  const calls = play([
    { type: "text-start", id: "t" },
    { type: "text-delta", id: "t", delta: " \n" },
    { type: "text-end", id: "t" },
  ]);
  expect(calls.map(([name]) => name)).not.toContain("block");
});

test("reasoning is given not at all, whole before the answer, or as it comes", () => {
  const bodies: EventBody[] = [
    { type: "step-start", step: 1 },
    { type: "reasoning-start", id: "reasoning-1" },
    { type: "reasoning-delta", id: "reasoning-1", delta: "first " },
    { type: "reasoning-delta", id: "reasoning-1", delta: "second" },
    { type: "reasoning-end", id: "reasoning-1" },
    { type: "text-start", id: "text-1" },
    { type: "text-delta", id: "text-1", delta: "Yes" },
    { type: "text-end", id: "text-1" },
    { type: "finish", stopReason: "stop", ...NOTHING_SPENT },
  ];
  const told = (reasoningLevel: "off" | "on" | "stream") =>
    play(bodies, { reasoningLevel }).flatMap(([name, value]) => (name === "start" ? [] : [value]));
  expect(told("off")).toEqual(["Yes", "Yes"]);
  expect(told("on")).toEqual(["first second", "Yes", "Yes"]);
  expect(told("stream")).toEqual(["first ", "first second", "Yes", "Yes"]);
});
