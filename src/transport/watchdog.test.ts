import { expect, test } from "vitest";
import { handClock } from "./transport.fixture.ts";
import { createWatchdog } from "./watchdog.ts";

function watched(limitMs: number) {
  const clock = handClock();
  let bites = 0;
  const watchdog = createWatchdog(clock, limitMs, () => {
    bites += 1;
  });
  return { clock, watchdog, bites: () => bites };
}

test("bites once when nothing arrives for the limit, counted from the last byte", () => {
  const { clock, watchdog, bites } = watched(1_000);
  watchdog.wait();
  clock.pass(900);
  watchdog.wait();
  clock.pass(900);
  expect(bites()).toBe(0);
  clock.pass(101);
  expect(bites()).toBe(1);
  clock.pass(10_000);
  expect(bites()).toBe(1);
});

test("a reader that is behind is no silence of the provider", () => {
  const { clock, watchdog, bites } = watched(1_000);
  watchdog.wait();
  watchdog.rest();
  clock.pass(60_000);
  expect(bites()).toBe(0);
  watchdog.wait();
  clock.pass(2_000);
  expect(bites()).toBe(1);
});

test("never after its end, and never without a limit", () => {
  const stopped = watched(1_000);
  stopped.watchdog.wait();
  stopped.watchdog.stop();
  stopped.clock.pass(5_000);
  expect(stopped.bites()).toBe(0);
  const unlimited = watched(Number.POSITIVE_INFINITY);
  unlimited.watchdog.wait();
  unlimited.clock.pass(1e12);
  expect(unlimited.bites()).toBe(0);
});
