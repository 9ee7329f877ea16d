import { expect, test } from "vitest";
import type { AttemptRecord } from "../kernel/result.ts";
import { temporaryStore } from "../sessions/sqlite/store.fixture.ts";
import { SpendingRecord } from "./spending-record.ts";
import { NO_USAGE } from "./usage.ts";

function attempt(changes: Partial<AttemptRecord> = {}): AttemptRecord {
  return {
    index: 1,
    runtime: "pi",
    provider: "acme",
    model: "m-1",
    profile: null,
    outcome: "ok",
    reason: null,
    message: null,
    status: 200,
    retryAfterMs: null,
    waitMs: 0,
    startedAt: 1_000,
    durationMs: 10,
    firstByteMs: 5,
    usage: { ...NO_USAGE, input: 10 },
    costUsd: 0.5,
    usageReport: "complete",
    estimate: null,
    ...changes,
  };
}

const KEPT = { runId: "r", sessionId: "s", tag: null };
const UNKEPT = { ...KEPT, sessionId: null };

test("a turn that keeps nothing counts against the day and is not written", () => {
  const { spending } = temporaryStore();
  const record = new SpendingRecord(() => spending);
  record.note(attempt(), KEPT);
  record.note(attempt({ startedAt: 500 }), UNKEPT);
  record.note(attempt({ startedAt: 2_000 }), UNKEPT);
  expect(record.since(0)).toBe(1.5);
  expect(record.since(1_500)).toBe(0.5);
  expect(record.ofSession("s")).toBe(0.5);
  expect(spending.report({ by: "day" })).toHaveLength(1);
});

test("an attempt without usage was not paid for; one without a price is counted as such", () => {
  const { spending } = temporaryStore();
  const record = new SpendingRecord(() => spending);
  record.note(attempt({ outcome: "failed", usage: NO_USAGE, costUsd: 0 }), KEPT);
  record.note(attempt({ costUsd: null }), KEPT);
  expect(spending.report({ by: "model" })).toMatchObject([{ calls: 1, costUsd: null, unpricedCalls: 1 }]);
});
