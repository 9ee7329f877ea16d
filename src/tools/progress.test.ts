import { expect, test } from "vitest";
import { ProgressGate, type ProgressTimer } from "./progress.ts";

function scripted() {
  let now = 0;
  let due: { readonly at: number; readonly run: () => void }[] = [];
  const timer: ProgressTimer = {
    now: () => now,
    after(ms, run) {
      const one = { at: now + ms, run };
      due.push(one);
      return () => {
        due = due.filter((other) => other !== one);
      };
    },
  };
  const passTime = (ms: number) => {
    now += ms;
    const ready = due.filter(({ at }) => at <= now);
    due = due.filter(({ at }) => at > now);
    for (const { run } of ready) run();
  };
  const passed: number[] = [];
  const gate = new ProgressGate<number>((report) => passed.push(report), timer);
  return { gate, passed, passTime, waiting: () => due.length };
}

test("usual progress passes at once, all of it", () => {
  const { gate, passed, passTime } = scripted();
  for (let at = 0; at < 200; at++) {
    gate.report(at);
    passTime(250);
  }
  expect(passed).toHaveLength(200);
});

test("progress without end is thinned out, and the latest stands for the others", () => {
  const { gate, passed, passTime } = scripted();
  for (let at = 0; at < 12_000; at++) {
    gate.report(at);
    passTime(1);
  }
  // 50 at once and four a second.
  expect(passed.length).toBeGreaterThan(90);
  expect(passed.length).toBeLessThan(100);
  expect(passed).toEqual([...passed].sort((a, b) => a - b));
  expect(passed.at(-1)).toBeGreaterThan(11_700);
});

test("the last report comes before the end, and none after it", () => {
  const { gate, passed, passTime, waiting } = scripted();
  for (let at = 0; at <= 60; at++) gate.report(at);
  expect(passed.at(-1)).toBe(49);
  gate.end();
  expect(passed.at(-1)).toBe(60);
  expect(waiting()).toBe(0);
  passTime(10_000);
  expect(passed).toHaveLength(51);
});

test("reports keep their order while one is held", () => {
  const { gate, passed, passTime } = scripted();
  for (let at = 0; at <= 50; at++) gate.report(at);
  passTime(249);
  gate.report(51);
  passTime(1);
  expect(passed.slice(-2)).toEqual([49, 51]);
});
