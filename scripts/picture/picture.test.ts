/** The picture in README shows what the program prints today. After a change of what it prints: `npm run picture`. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { COLUMNS, SHOWN } from "./conversation.ts";
import { record } from "./record.ts";
import { parseTerminal, textOfSvg, toSvg } from "./svg.ts";

const FILE = join(import.meta.dirname, "..", "..", "docs", "images", "conversation.svg");
const canRecord = spawnSync("script", ["-qec", "true", "/dev/null"]).status === 0;

test("escape sequences become spans, markup becomes text, and long lines fold", () => {
  const svg = toSvg(parseTerminal("\u001b[36ma<b>\u001b[39m \u001b[2m&\u001b[22m\n12345678\n", 6), {
    columns: 6,
    title: "t",
  });
  expect(textOfSvg(svg)).toEqual(["a<b> &", "123456", "78"]);
  expect(svg).toContain('class="cyan">a&lt;b&gt;</tspan>');
  expect(svg).toContain('class="dim">&amp;</tspan>');
});

test("the picture needs nothing from elsewhere", () => {
  const svg = readFileSync(FILE, "utf8");
  expect(svg.match(/https?:\/\/[^"]+/g)).toEqual(["http://www.w3.org/2000/svg"]);
  expect(svg).not.toMatch(/url\(|@import|<image|<script|href/);
});

test.skipIf(!canRecord)("a new recording says the same, but for figures", { timeout: 120_000 }, async () => {
  const recorded = textOfSvg(toSvg(parseTerminal(await record(), COLUMNS), { columns: COLUMNS, title: "" }));
  const shown = textOfSvg(readFileSync(FILE, "utf8"));
  expect(shown.map(withoutFigures)).toEqual(recorded.map(withoutFigures));
  for (const part of SHOWN) expect(shown.join("\n")).toContain(part);
});

/** Durations, tokens and costs vary from run to run. */
function withoutFigures(line: string): string {
  return line.replace(/[\d.,]*\d(?: m?s\b)?/g, "#");
}
