import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FAILURE_KINDS, type FailureKind } from "../kernel/errors.ts";
import {
  afterFailure,
  afterSuccess,
  availability,
  type CooldownWindow,
  cools,
  FORGET_AFTER_MS,
  TRIAL_MS,
  windowMs,
  withTrial,
} from "./cooldown.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = 1_700_000_000_000;
const P = "anthropic:work";
const M = "claude";

function fail(windows: readonly CooldownWindow[], kind: FailureKind, now: number, retryAfterMs?: number) {
  return afterFailure(windows, { profile: P, model: M, kind, retryAfterMs }, now);
}

/** Fails, waits for the window's end, fails again …; the windows' lengths in minutes. */
function lengths(kind: FailureKind, times: number): number[] {
  let windows: readonly CooldownWindow[] = [];
  let now = START;
  return Array.from({ length: times }, () => {
    windows = fail(windows, kind, now);
    const length = (windows[0]?.until ?? 0) - now;
    now += length;
    return length / MINUTE;
  });
}

describe("windows", () => {
  test("grow 1, 5, 25, 60 minutes and stay at 60", () => {
    expect(lengths("rate_limit", 6)).toEqual([1, 5, 25, 60, 60, 60]);
    expect(lengths("auth", 5)).toEqual([1, 5, 25, 60, 60]);
  });

  test("grow 5, 10, 20, 24 hours for billing", () => {
    expect(lengths("billing", 4).map((minutes) => minutes / 60)).toEqual([5, 10, 20, 24]);
    expect(windowMs("billing", 100)).toBe(24 * HOUR);
    expect(windowMs("rate_limit", 10_000)).toBe(HOUR);
  });

  test("start anew after 24 hours without failure, not a millisecond sooner", () => {
    const once = fail([], "rate_limit", START);
    const kept = fail(once, "rate_limit", START + FORGET_AFTER_MS - 1);
    const forgotten = fail(once, "rate_limit", START + FORGET_AFTER_MS);
    expect(kept[0]?.count).toBe(2);
    expect(forgotten[0]?.count).toBe(1);
  });

  test("in force are not extended by further failures, nor do those count", () => {
    const first = fail([], "rate_limit", START);
    const again = fail(first, "rate_limit", START + 30_000);
    expect(again[0]).toMatchObject({ count: 1, until: START + MINUTE, lastFailureAt: START + 30_000 });
  });

  test("take the provider's wait at its word", () => {
    expect(fail([], "rate_limit", START, 7_000)[0]?.until).toBe(START + 7_000);
    expect(fail([], "rate_limit", START, 3 * HOUR)[0]?.until).toBe(START + 3 * HOUR);
    expect(fail([], "rate_limit", START, 1_000 * HOUR)[0]?.until).toBe(START + 24 * HOUR);
  });

  test("are counted for each reason by itself", () => {
    let windows = fail([], "billing", START);
    windows = fail(windows, "rate_limit", START + 6 * HOUR);
    expect(windows.find((window) => window.reason === "rate_limit")).toMatchObject({
      count: 1,
      until: START + 6 * HOUR + MINUTE,
    });
  });
});

describe("scope", () => {
  test("a rate limit rests the profile for one model, a billing failure for all", () => {
    const limited = fail([], "rate_limit", START);
    expect(availability(limited, P, M, START).state).toBe("cooling");
    expect(availability(limited, P, "other", START).state).toBe("ready");
    expect(availability(fail([], "billing", START), P, "other", START).state).toBe("cooling");
    expect(availability(fail([], "auth", START), P, null, START).state).toBe("cooling");
    expect(availability(limited, "anthropic:home", M, START).state).toBe("ready");
  });

  test("a failure that says nothing against the profile rests nobody", () => {
    for (const kind of FAILURE_KINDS.filter((kind) => !cools(kind)))
      expect(fail([], kind, START)).toEqual([]);
    expect(FAILURE_KINDS.filter(cools)).toEqual([
      "auth",
      "auth_permanent",
      "billing",
      "rate_limit",
      "overloaded",
      "timeout",
    ]);
  });
});

describe("after a window", () => {
  const ended = START + MINUTE;

  test("one trial is given, the others wait for it", () => {
    const windows = fail([], "rate_limit", START);
    expect(availability(windows, P, M, ended - 1).state).toBe("cooling");
    expect(availability(windows, P, M, ended).state).toBe("half_open");
    const tried = withTrial(windows, P, M, ended);
    expect(availability(tried, P, M, ended + 1)).toMatchObject({
      state: "cooling",
      until: ended + TRIAL_MS,
    });
    expect(availability(tried, P, M, ended + TRIAL_MS).state).toBe("half_open");
  });

  test("a failed trial opens the next window", () => {
    const tried = withTrial(fail([], "rate_limit", START), P, M, ended);
    expect(fail(tried, "rate_limit", ended + 100)[0]).toMatchObject({ count: 2, trialUntil: null });
  });

  test("a trial that ended for a reason of its own frees the profile for another", () => {
    const tried = withTrial(fail([], "rate_limit", START), P, M, ended);
    expect(availability(fail(tried, "aborted", ended + 100), P, M, ended + 101).state).toBe("half_open");
  });

  test("a success clears the profile and this model, not the other models' limits", () => {
    let windows = fail([], "rate_limit", START);
    windows = fail(windows, "billing", START);
    windows = afterFailure(windows, { profile: P, model: "other", kind: "rate_limit" }, START);
    const left = afterSuccess(windows, { profile: P, model: M });
    expect(left.map((window) => window.model)).toEqual(["other"]);
  });

  test("a success of a request that left before the failure clears nothing", () => {
    const windows = fail([], "rate_limit", START);
    expect(afterSuccess(windows, { profile: P, model: M, startedAt: START - 1 })).toEqual(windows);
    expect(afterSuccess(windows, { profile: P, model: M, startedAt: START })).toEqual([]);
  });
});

test("for any history, a window in force keeps its end, and no window is longer than its cap", () => {
  const step = fc.record({
    wait: fc.integer({ min: 0, max: 30 * HOUR }),
    kind: fc.constantFrom(...FAILURE_KINDS),
    model: fc.constantFrom("a", "b"),
    success: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let windows: readonly CooldownWindow[] = [];
      let now = START;
      for (const { wait, kind, model, success } of steps) {
        now += wait;
        const before = windows;
        windows = success
          ? afterSuccess(windows, { profile: P, model })
          : afterFailure(windows, { profile: P, model, kind }, now);
        for (const window of windows) {
          const same = before.find(
            (other) => other.reason === window.reason && other.model === window.model && now < other.until,
          );
          if (same !== undefined) expect(window.until).toBe(same.until);
          expect(window.until - window.lastFailureAt).toBeLessThanOrEqual(
            window.reason === "billing" ? 24 * HOUR : HOUR,
          );
        }
        if (success) expect(availability(windows, P, model, now).state).toBe("ready");
        else if (cools(kind)) expect(availability(windows, P, model, now).state).toBe("cooling");
      }
    }),
  );
});
