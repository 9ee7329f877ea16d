import { describe, expect, it } from "vitest";
import { UNPAID } from "../../cost/attempt-usage.ts";
import { NOTHING_SPENT } from "../../cost/spent.ts";
import { NO_USAGE } from "../../cost/usage.ts";
import type { AttemptRecord } from "../../kernel/result.ts";
import { KEY, temporaryStore } from "./store.fixture.ts";

const attempt: AttemptRecord = {
  index: 1,
  runtime: "pi",
  provider: "acme",
  model: "m-1",
  profile: null,
  outcome: "failed",
  reason: "overloaded",
  message: "busy",
  status: 529,
  retryAfterMs: 1_000,
  waitMs: 0,
  startedAt: 5,
  durationMs: 3,
  firstByteMs: null,
  ...UNPAID,
};

function started(runId: string, sessionId: string | null, startedAt: number) {
  return { runId, sessionId, sessionKey: KEY, parentRunId: null, startedAt };
}

describe("runs", () => {
  it("are running until their end, which brings everything that is known of them", () => {
    const { runs } = temporaryStore();
    runs.startRun({ ...started("r", null, 5), parentRunId: "parent" });
    expect(runs.getRun("r")).toMatchObject({
      status: "running",
      endedAt: null,
      usage: NO_USAGE,
      attempts: [],
    });
    const end = {
      runId: "r",
      sessionId: "s",
      endedAt: 9,
      status: "failed",
      runtime: "pi",
      provider: "acme",
      model: "m-1",
      profile: "work",
      usage: { input: 1, output: 2, cacheRead: 3, cacheWrite: 4, reasoning: 5 },
      costUsd: null,
      knownCostUsd: 0.5,
      unreported: { attempts: 1, estimatedCostUsd: 0.25 },
      attempts: [attempt],
      errorCode: "overloaded",
    } as const;
    runs.endRun(end);
    expect(runs.getRun("r")).toEqual({
      ...end,
      billingTag: null,
      sessionKey: KEY,
      parentRunId: "parent",
      startedAt: 5,
    });
    expect(runs.getRun("unknown")).toBeNull();
  });

  it("have an id of their own, and an end only after a start", () => {
    const { runs } = temporaryStore();
    runs.startRun(started("r", null, 1));
    expect(() => runs.startRun(started("r", null, 2))).toThrow(
      expect.objectContaining({ code: "validation_failed", field: "runId" }),
    );
    const end = {
      ...started("lost", null, 1),
      endedAt: 2,
      status: "completed",
      runtime: null,
      provider: null,
    } as const;
    expect(() =>
      runs.endRun({
        ...end,
        model: null,
        profile: null,
        ...NOTHING_SPENT,
        attempts: [],
        errorCode: null,
      }),
    ).toThrow(expect.objectContaining({ code: "state_persist_failed" }));
  });

  it("are listed newest first, by session and since a time", () => {
    const { runs } = temporaryStore();
    for (const [index, session] of ["s1", "s2", "s1"].entries())
      runs.startRun(started(`r${index}`, session, index));
    const ids = (options?: Parameters<typeof runs.listRuns>[0]) =>
      runs.listRuns(options).map((run) => run.runId);
    expect(ids()).toEqual(["r2", "r1", "r0"]);
    expect(ids({ sessionId: "s1" })).toEqual(["r2", "r0"]);
    expect(ids({ sinceMs: 1, limit: 1 })).toEqual(["r2"]);
  });
});

describe("children", () => {
  it("are known until they are removed, a reused pid apart from its predecessor", () => {
    const { children } = temporaryStore();
    const first = { pid: 7, startTime: "100", ownerPid: 1, ownerStartTime: "50", folder: "/tmp/x" };
    const reused = { ...first, startTime: "200", folder: null };
    children.record(first);
    children.record(first);
    children.record(reused);
    expect(children.list()).toEqual([first, reused]);
    children.remove(7, "100");
    expect(children.list()).toEqual([reused]);
  });
});
