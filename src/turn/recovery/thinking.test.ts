import { expect, test } from "vitest";
import { nearestLevel } from "./thinking.ts";

test.each([
  ["high", ["low", "medium"], "medium"],
  ["medium", ["low", "high"], "low"],
  ["off", ["minimal", "max"], "minimal"],
  ["max", ["off", "xhigh"], "xhigh"],
  ["high", [], null],
] as const)("the nearest level to %s among %j is %s", (wanted, levels, nearest) => {
  expect(nearestLevel(wanted, levels)).toBe(nearest);
});
