import { structuredPatch } from "diff";
import fc from "fast-check";
import { expect, it } from "vitest";
import { TandemError } from "../../../kernel/errors.ts";
import { applyHunks } from "./apply.ts";
import { type Hunk, type HunkLine, type PatchStep, parsePatch } from "./parse.ts";

const line = fc.string({ maxLength: 12 }).filter((text) => !/[\r\n]/.test(text) && text.trimEnd() === text);
const path = fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8})?\.txt$/);
const hunkLine: fc.Arbitrary<HunkLine> = fc.record({ op: fc.constantFrom(" ", "-", "+"), text: line });
const hunk: fc.Arbitrary<Hunk> = fc.record({
  anchors: fc.array(
    line.filter((text) => text.trim() !== ""),
    { maxLength: 2 },
  ),
  lines: fc
    .array(hunkLine, { minLength: 1, maxLength: 6 })
    .filter((lines) => lines.some(({ op }) => op !== " ")),
  atEnd: fc.boolean(),
});
/** Only an anchor or the end of the file shows where one hunk ends and the next begins. */
const hunks = fc
  .array(hunk, { minLength: 1, maxLength: 3 })
  .filter((all) =>
    all.every(({ anchors }, index) => index === 0 || anchors.length > 0 || all[index - 1]!.atEnd),
  );
const step: fc.Arbitrary<PatchStep> = fc.oneof(
  fc.record({
    kind: fc.constant("add" as const),
    path,
    content: fc.array(line).map((lines) => lines.map((text) => `${text}\n`).join("")),
  }),
  fc.record({ kind: fc.constant("delete" as const), path }),
  fc.record({ kind: fc.constant("update" as const), path, moveTo: fc.option(path), hunks }),
);

function written(steps: readonly PatchStep[]): string {
  const lines = steps.flatMap((one) => {
    if (one.kind === "delete") return [`*** Delete File: ${one.path}`];
    if (one.kind === "add") {
      const content = one.content === "" ? [] : one.content.slice(0, -1).split("\n");
      return [`*** Add File: ${one.path}`, ...content.map((text) => `+${text}`)];
    }
    return [
      `*** Update File: ${one.path}`,
      ...(one.moveTo === null ? [] : [`*** Move to: ${one.moveTo}`]),
      ...one.hunks.flatMap(({ anchors, lines, atEnd }) => [
        ...anchors.map((anchor) => `@@ ${anchor}`),
        ...lines.map(({ op, text }) => `${op}${text}`),
        ...(atEnd ? ["*** End of File"] : []),
      ]),
    ];
  });
  return ["*** Begin Patch", ...lines, "*** End Patch"].join("\n");
}

it("reads what was written, whatever is in it", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
      expect(parsePatch(written(steps))).toEqual(steps);
    }),
  );
});

it("refuses everything else with a line number, and never in another way", () => {
  const noise = fc.constantFrom(
    "*** Begin Patch",
    "*** End Patch",
    "*** Update File: a",
    "@@",
    "@@ x",
    "+",
    "-",
    "",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(noise, fc.string())), (lines) => {
      try {
        parsePatch(lines.join("\n"));
      } catch (error) {
        expect(TandemError.isInstance(error) && /line \d+/.test(error.message)).toBe(true);
      }
    }),
  );
});

it.each([3, 100])("makes the new text of the old one with %i lines of context", (context) => {
  // Numbered, so that each hunk has one place only.
  const texts = fc.array(fc.nat(3), { minLength: 1, maxLength: 40 }).chain((marks) => {
    const before = marks.map((_, index) => `line ${index}`);
    const after = marks.flatMap((mark, index) =>
      mark === 0
        ? []
        : mark === 1
          ? [`new ${index}`]
          : mark === 2
            ? [`line ${index}`, "added"]
            : [`line ${index}`],
    );
    return fc.constant([before, after] as const);
  });
  fc.assert(
    fc.property(texts, fc.boolean(), fc.boolean(), ([before, after], crlf, endsWithLine) => {
      const join = (lines: readonly string[]) =>
        lines.length === 0
          ? ""
          : lines.join(crlf ? "\r\n" : "\n") + (endsWithLine ? (crlf ? "\r\n" : "\n") : "");
      const changes = structuredPatch("a", "a", before.join("\n"), after.join("\n"), "", "", {
        context,
      }).hunks;
      const found = changes.map(
        (change): Hunk => ({
          anchors: [],
          lines: change.lines
            .filter((text) => !text.startsWith("\\"))
            .map((text) => ({ op: text[0] as HunkLine["op"], text: text.slice(1) })),
          atEnd: false,
        }),
      );
      if (after.length === 0 || (crlf && !endsWithLine)) return;
      expect(applyHunks(join(before), found, "a")).toBe(join(after));
    }),
  );
});

const hunkOf = (text: string, more: Partial<Hunk> = {}): Hunk => ({
  anchors: [],
  atEnd: false,
  lines: text.split("\n").map((one) => ({ op: one[0] as HunkLine["op"], text: one.slice(1) })),
  ...more,
});

it.each<[string, string, Hunk, string]>([
  [
    "keeps the file's own white space around a change",
    "a \n\tb\nc\n",
    hunkOf(" a\n-b\n+B\n c"),
    "a \nB\nc\n",
  ],
  ["finds plain punctuation for typographic", "it’s — “so”\n", hunkOf('-it\'s - "so"\n+x'), "x\n"],
  [
    "goes by the line above where the lines are there twice",
    "f\nx\ng\nx\n",
    hunkOf("-x\n+y", { anchors: ["g"] }),
    "f\nx\ng\ny\n",
  ],
  ["goes by the end of the file", "x\nx\n", hunkOf("-x\n+y", { atEnd: true }), "x\ny\n"],
  ["adds at the end without context", "a\n", hunkOf("+b"), "a\nb\n"],
  ["adds below a line", "a\nb\n", hunkOf("+x", { anchors: ["a"] }), "a\nx\nb\n"],
  ["leaves a last line without an end so", "a\nb", hunkOf("-a\n+A"), "A\nb"],
])("%s", (_what, before, change, after) => {
  expect(applyHunks(before, [change], "a")).toBe(after);
});

it.each<[string, Hunk, RegExp]>([
  ["lines that are not there", hunkOf("-nothing\n+x"), /not in the file as given/],
  ["lines that are there twice", hunkOf("-x\n+y"), /2 times; put "@@/],
  ["a line above that is not there", hunkOf("-x\n+y", { anchors: ["class Z"] }), /no line "class Z"/],
])("refuses %s", (_what, change, message) => {
  expect(() => applyHunks("x\nx\n", [change], "a.txt")).toThrow(message);
});
