import { expect, test } from "vitest";
import { testIo } from "../test-io.ts";
import { alignTable, printTable, shortened, widthOf } from "./table.ts";

const COLUMNS = [
  { title: "ID", whole: true },
  { title: "WHEN", optional: 1 },
  { title: "COST", align: "right", optional: 2 },
  { title: "TITLE" },
] as const;
const ROWS = [
  [
    "0a1b2c3d",
    "2026-11-30 22:10",
    "$0.0123",
    "A long title about the way of the turn through all of its floors",
  ],
  [
    "ffffffff",
    "2026-11-30 22:11",
    "$12.00",
    "日本語の題名はとても長いので切らなければなりません、ほんとうに",
  ],
  ["11111111", "2026-11-30 22:12", "$0", "👩‍👩‍👧 family\nof two lines"],
];

test.each([200, 120, 80, 60, 40, 20, 10])("no line is wider than %i columns", (width) => {
  for (const text of alignTable(COLUMNS, ROWS, width)) expect(widthOf(text)).toBeLessThanOrEqual(width);
});

test("columns stay aligned where characters are wide", () => {
  const [, ...lines] = alignTable(COLUMNS, ROWS, 60);
  const starts = lines.map((text) => widthOf(text.slice(0, text.search(/A long|日|👩/u))));
  expect(new Set(starts).size).toBe(1);
});

test("what is optional goes first, an id stays whole", () => {
  expect(alignTable(COLUMNS, ROWS, 40)[0]).toBe("ID        WHEN            TITLE");
  expect(alignTable(COLUMNS, ROWS, 30)[0]).toBe("ID        TITLE");
  expect(alignTable(COLUMNS, ROWS, 24)[1]).toMatch(/^0a1b2c3d {2}A long.*…$/);
});

test("without a width nothing is cut", () => {
  expect(alignTable(COLUMNS, ROWS)[1]).toBe(
    "0a1b2c3d  2026-11-30 22:10  $0.0123  A long title about the way of the turn through all of its floors",
  );
});

test("a text is cut between characters", () => {
  expect(shortened("日本語", 4)).toBe("日…");
  expect(shortened("abc", 3)).toBe("abc");
});

test.each([
  [0, {}, 80],
  [0, { COLUMNS: "20" }, 20],
  [0, { COLUMNS: "0" }, 80],
  [undefined, { COLUMNS: "wide" }, 80],
  [30, { COLUMNS: "20" }, 30],
])("a terminal of %s columns with %j has tables of %i", (columns, env, width) => {
  const io = testIo({ terminal: true });
  printTable(Object.assign(io.stdout, { columns }), { NO_COLOR: "1", ...env }, COLUMNS, ROWS);
  const lines = io.out().trimEnd().split("\n");
  expect(lines.every((text) => widthOf(text) <= width)).toBe(true);
  expect(lines[1]).toContain("0a1b2c3d");
});
