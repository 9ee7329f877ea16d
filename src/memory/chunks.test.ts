import fc from "fast-check";
import { expect, it } from "vitest";
import { chunksOf } from "./chunks.ts";

it("keeps a section together, names its headings and the line it begins in", () => {
  const note =
    "# Ann\n\nLikes tea.\n\nHas a dog.\n\n## Work\n\nAt a bank.\n\n# Bob\n\n```\n# no heading\n```\n";
  expect(chunksOf(note)).toEqual([
    { line: 3, heading: "Ann", text: "Likes tea.\n\nHas a dog." },
    { line: 9, heading: "Ann > Work", text: "At a bank." },
    { line: 13, heading: "Bob", text: "```\n# no heading\n```" },
  ]);
  expect(chunksOf("# Only a title\n")).toEqual([{ line: 1, heading: "Only a title", text: "Only a title" }]);
});

it("loses no word and makes no piece longer than 1,000 characters by much", () => {
  const text = fc
    .array(fc.stringMatching(/^[a-z ]{0,300}$/), { maxLength: 40 })
    .map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, (note) => {
      const chunks = chunksOf(note);
      const words = (all: string) => all.replace(/\s/g, "");
      expect(words(chunks.map((chunk) => chunk.text).join(""))).toBe(words(note));
      for (const chunk of chunks) {
        expect(chunk.text.length).toBeLessThanOrEqual(1_100);
        const first = chunk.text.split("\n")[0]!.trim();
        expect(note.split("\n")[chunk.line - 1]).toContain(first);
      }
    }),
  );
});
