import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TandemError } from "../kernel/errors.ts";
import { Lanes, type LaneWait } from "./lanes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const live = () => new AbortController();

function enter(
  lanes: Lanes,
  sessionKey: string | null,
  options: { lane?: string; signal?: AbortSignal; waits?: LaneWait[] } = {},
) {
  return lanes.enter({
    sessionKey,
    lane: options.lane ?? "main",
    signal: options.signal ?? live().signal,
    onWait: (wait) => options.waits?.push(wait),
  });
}

/** Lets every promise that can settle do so. */
const settle = () => vi.advanceTimersByTimeAsync(0);

test("one session runs one at a time, in order, while other sessions go on", async () => {
  const lanes = new Lanes({ main: 4 });
  const order: string[] = [];
  const first = await enter(lanes, "a");
  const second = enter(lanes, "a").then((leave) => {
    order.push("second");
    return leave;
  });
  const third = enter(lanes, "a").then((leave) => {
    order.push("third");
    return leave;
  });
  (await enter(lanes, "b"))();
  await settle();
  expect(order).toEqual([]);
  first();
  (await second)();
  (await third)();
  expect(order).toEqual(["second", "third"]);
  expect(lanes.busy("a")).toBe(false);
});

test("a global lane admits its limit; a turn that waits for its session takes no place in it", async () => {
  const lanes = new Lanes({ main: 2 });
  const a = await enter(lanes, "a");
  const waitsForA = enter(lanes, "a");
  const b = await enter(lanes, "b");
  let cRuns = false;
  const c = enter(lanes, "c").then((leave) => {
    cRuns = true;
    return leave;
  });
  await settle();
  expect(cRuns).toBe(false);
  b();
  (await c)();
  a();
  (await waitsForA)();
});

test("a lane the limits do not name admits one at a time", async () => {
  const lanes = new Lanes({ main: 4 });
  const first = await enter(lanes, "a", { lane: "nightly" });
  let entered = false;
  const second = enter(lanes, "b", { lane: "nightly" }).then((leave) => {
    entered = true;
    return leave;
  });
  await settle();
  expect(entered).toBe(false);
  first();
  (await second)();
});

test("an abort while queued rejects at once and frees the place behind", async () => {
  const lanes = new Lanes({ main: 4 });
  const first = await enter(lanes, "a");
  const stopped = live();
  const second = enter(lanes, "a", { signal: stopped.signal });
  const third = enter(lanes, "a");
  stopped.abort();
  await expect(second).rejects.toMatchObject({ code: "aborted" });
  first();
  (await third)();
});

test("clearing a lane rejects its waiting callers and leaves its holder", async () => {
  const lanes = new Lanes({ main: 1 });
  const first = await enter(lanes, "a");
  const second = enter(lanes, "b");
  await settle();
  expect(lanes.clear("main")).toBe(1);
  await expect(second).rejects.toSatisfy(
    (error) => TandemError.isInstance(error) && error.code === "lane_cleared",
  );
  first();
  (await enter(lanes, "b"))();
});

test("leaving twice frees one place only", async () => {
  const lanes = new Lanes({ main: 1 });
  const first = await enter(lanes, "a");
  first();
  first();
  await enter(lanes, "b");
  let third = false;
  void enter(lanes, "c").then(() => {
    third = true;
  });
  await settle();
  expect(third).toBe(false);
});

test("a wait is reported from two seconds on, with who is ahead, and again when it ends", async () => {
  const lanes = new Lanes({ main: 4 });
  const waits: LaneWait[] = [];
  const first = await enter(lanes, "a");
  const second = enter(lanes, "a", { waits });
  await vi.advanceTimersByTimeAsync(1_999);
  expect(waits).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(waits).toEqual([{ lane: "a", state: "waiting", waitedMs: 2_000, ahead: 1 }]);
  await vi.advanceTimersByTimeAsync(500);
  first();
  (await second)();
  expect(waits[1]).toMatchObject({ state: "admitted", waitedMs: 2_500 });
});
