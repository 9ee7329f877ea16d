import { expect, test } from "vitest";
import type { AssistantMessage, Message } from "../sessions/message.ts";
import { estimateCall } from "./estimate.ts";
import { costOf, NO_USAGE, type Usage } from "./usage.ts";

const PRICE = { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 };

function user(chars: number): Message {
  return { role: "user", content: [{ type: "text", text: "x".repeat(chars) }] };
}

function assistant(usage: Partial<Usage>, model = "m-1"): AssistantMessage {
  return {
    role: "assistant",
    content: [],
    origin: { runtime: "pi", provider: "acme", model, api: "anthropic-messages" },
    stop: "stop",
    usage: { ...NO_USAGE, ...usage },
    costUsd: 0,
  };
}

const estimate = (messages: readonly Message[], overhead = 0) =>
  estimateCall({ messages, overhead, provider: "acme", model: "m-1", price: PRICE });

test("before any answer it is what is sent", () => {
  expect(estimate([user(4_000)], 1_000)).toBeCloseTo(costOf({ ...NO_USAGE, input: 2_004 }, PRICE)!, 9);
});

test("after an answer it is at least that call again, with an answer as long", () => {
  const usage = { ...NO_USAGE, input: 100_000, output: 1_000 };
  const again = estimate([user(10), assistant(usage), user(10)]);
  expect(again).toBeGreaterThanOrEqual(costOf(usage, PRICE)!);
  expect(again).toBeLessThan(costOf(usage, PRICE)! * 1.01);
});

test("what was cached costs what the cache costs, and only the rest is written to it", () => {
  const first = { cacheWrite: 100_000, output: 100 };
  const next = estimate([user(10), assistant(first), user(4_000)]);
  expect(next).toBeLessThan(0.05);
  expect(next).toBeGreaterThan(costOf({ ...NO_USAGE, cacheRead: 100_000, output: 100 }, PRICE)!);
});

test("another model has nothing cached", () => {
  const usage = { cacheRead: 100_000, output: 100 };
  expect(estimate([user(10), assistant(usage, "m-2"), user(10)])).toBeGreaterThan(0.3);
});

test("a failed message reports nothing and is passed over", () => {
  const usage = { input: 10_000, output: 10 };
  const failed = { ...assistant({}), stop: "error" as const };
  expect(estimate([user(10), assistant(usage), user(10), failed])).toBeGreaterThan(0.03);
});
