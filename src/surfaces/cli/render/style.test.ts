import { expect, test } from "vitest";
import { testIo } from "../test-io.ts";
import { styleFor } from "./style.ts";
import { alignTable, printTable } from "./table.ts";

test("colours on a terminal, unless NO_COLOR is set; elsewhere only when forced", () => {
  const enabled = (terminal: boolean, env: Record<string, string>) =>
    styleFor(testIo({ terminal }).stdout, env).enabled;
  expect(enabled(true, {})).toBe(true);
  expect(enabled(true, { NO_COLOR: "1" })).toBe(false);
  expect(enabled(true, { TERM: "dumb" })).toBe(false);
  expect(enabled(false, {})).toBe(false);
  expect(enabled(false, { FORCE_COLOR: "1" })).toBe(true);
});

const COLUMNS = [{ title: "NAME" }, { title: "N", align: "right" as const }, { title: "WHAT" }];
const ROWS = [
  ["a", "5", "x\ty"],
  ["bcd", "100", "a long text that does not fit"],
];

test("a table has a heading and aligned columns on a terminal, and is tab-separated elsewhere", () => {
  expect(alignTable(COLUMNS, ROWS, 25)).toEqual([
    "NAME    N  WHAT",
    "a       5  x y",
    "bcd   100  a long text t…",
  ]);
  const io = testIo();
  printTable(io.stdout, {}, COLUMNS, ROWS);
  expect(io.out()).toBe("a\t5\tx y\nbcd\t100\ta long text that does not fit\n");
});
