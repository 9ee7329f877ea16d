import { setImmediate as nextRound } from "node:timers/promises";
import { expect, test } from "vitest";
import { Turnstile } from "./turnstile.ts";

test("the first goes at once; those that come with it follow one a round, in their order", async () => {
  const turnstile = new Turnstile();
  const through: number[] = [];
  const callers = [1, 2, 3, 4].map(async (caller) => {
    await turnstile.pass();
    through.push(caller);
  });
  await Promise.resolve();
  expect(through).toEqual([1]);
  let most = 0;
  while (through.length < 4) {
    const before = through.length;
    await nextRound();
    most = Math.max(most, through.length - before);
  }
  expect(most).toBe(1);
  expect(through).toEqual([1, 2, 3, 4]);
  await Promise.all(callers);
  await nextRound();
  expect(turnstile.pass()).toBeUndefined();
});
