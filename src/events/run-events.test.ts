import { expect, test } from "vitest";
import type { StreamMiddleware } from "../kernel/request.ts";
import type { TandemEvent } from "./event.ts";
import { RunEvents } from "./run-events.ts";

function run(middleware: StreamMiddleware[] = []) {
  const events = new RunEvents({ runId: "r1", parentRunId: null, middleware, clock: () => 7 });
  const seen: TandemEvent[] = [];
  events.subscribe((event) => seen.push(event));
  return { events, seen };
}

const text = (delta: string) => ({ type: "text-delta", id: "text-1", delta }) as const;

test("events are numbered from 1 without gaps and carry the run, the session once known, and the time", () => {
  const { events, seen } = run();
  events.publish({ type: "lifecycle.start", sessionKey: null, agentId: "main" });
  events.sessionId = "s1";
  events.publish(text("a"));
  expect(seen).toMatchObject([
    { seq: 1, runId: "r1", sessionId: null, at: 7 },
    { seq: 2, runId: "r1", sessionId: "s1", delta: "a" },
  ]);
});

test("middleware may change, drop and multiply events; numbers stay without gaps; lifecycle events pass untouched", () => {
  const { events, seen } = run([
    (event) => (event.type === "text-delta" && event.delta === "drop" ? null : event),
    (event) => (event.type === "text-delta" ? [{ ...event, delta: event.delta.toUpperCase() }, event] : null),
  ]);
  events.publish({ type: "lifecycle.start", sessionKey: null, agentId: "main" });
  events.publish(text("drop"));
  events.publish(text("a"));
  expect(seen.map((event) => [event.seq, event.type, "delta" in event ? event.delta : ""])).toEqual([
    [1, "lifecycle.start", ""],
    [2, "text-delta", "A"],
    [3, "text-delta", "a"],
  ]);
});

test("a middleware that throws is reported once and the event passes", () => {
  const { events, seen } = run([
    () => {
      throw new Error("boom");
    },
  ]);
  events.publish(text("a"));
  events.publish(text("b"));
  expect(seen.filter((event) => event.type === "warning")).toMatchObject([
    { code: "stream_middleware_failed", message: "boom" },
  ]);
  expect(seen.filter((event) => event.type === "text-delta").map((event) => event.delta)).toEqual(["a", "b"]);
});

test("a subscriber that throws does not keep events from the others", () => {
  const { events, seen } = run();
  events.subscribe(() => {
    throw new Error("listener boom");
  });
  events.publish(text("a"));
  expect(seen.map((event) => event.type)).toContain("text-delta");
  expect(seen).toContainEqual(expect.objectContaining({ type: "warning", code: "subscriber_failed" }));
});

test("an error of the log is kept and the stream goes on", () => {
  const { events, seen } = run();
  events.attachLog({
    append: () => {
      throw new Error("disk full");
    },
  });
  events.publish(text("a"));
  expect(seen).toHaveLength(1);
  expect(events.logError).toMatchObject({ message: "disk full" });
});
