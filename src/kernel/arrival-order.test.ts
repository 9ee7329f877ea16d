import { expect, test } from "vitest";
import { ArrivalOrder } from "./arrival-order.ts";

test("who came later waits for all before it, whatever order they finish in", async () => {
  const order = new ArrivalOrder();
  const [first, second, third] = [order.enter("a"), order.enter("a"), order.enter("a")];
  const log: string[] = [];
  const waiting = [second, third].map(async (place, index) => {
    await place?.turn;
    log.push(`${index + 2}`);
    place?.through();
  });
  expect(first.turn).toBeNull();
  third.through();
  await Promise.resolve();
  expect(log).toEqual([]);
  first.through();
  await Promise.all(waiting);
  expect(log).toEqual(["2", "3"]);
});

test("other keys do not wait, nor does who comes after a line has emptied", () => {
  const order = new ArrivalOrder();
  const first = order.enter("a");
  expect(order.enter("b").turn).toBeNull();
  first.through();
  expect(order.enter("a").turn).toBeNull();
});
