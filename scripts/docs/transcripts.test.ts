/** What pages show after `<!-- run -->` is what the commands print today. */
import { expect, test } from "vitest";
import { codeBlocks, markdownFiles } from "./markdown-files.ts";
import { rerun, stepsOf, withoutFigures } from "./transcript.ts";

const PAGES = markdownFiles()
  .map((file) => ({
    path: file.path,
    steps: codeBlocks(file)
      .filter(({ mark }) => mark === "run")
      .flatMap(({ code }) => stepsOf(code)),
  }))
  .filter(({ steps }) => steps.length > 0);

test("a transcript is read as commands and their output", () => {
  expect(stepsOf("$ a b\n1\n2\n$ c\n$ d\n\n3\n")).toEqual([
    { command: "a b", output: "1\n2" },
    { command: "c", output: "" },
    { command: "d", output: "\n3" },
  ]);
  expect(withoutFigures("7,208 in, 59 out · $0 · 1.3 s")).toBe("# in, # out · $# · #");
});

test("README has some", () => {
  expect(PAGES.map(({ path }) => path)).toContain("README.md");
});

test.for(PAGES)("$path", { timeout: 120_000 }, async ({ steps }) => {
  const outputs = await rerun(steps.map(({ command }) => command));
  steps.forEach(({ command, output }, at) => {
    expect(withoutFigures(outputs[at]!), command).toBe(withoutFigures(output));
  });
});
