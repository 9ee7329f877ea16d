import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { readEvents } from "./events-page.ts";
import { pages } from "./pages.ts";
import { withSnippets } from "./snippets.ts";

const ROOT = join(import.meta.dirname, "..", "..");

test("what is committed is what the sources say; `npm run docs` brings it up to date", async () => {
  for (const { path, text } of await pages())
    expect(readFileSync(path, "utf8"), relative(ROOT, path)).toBe(text);
});

test("a marked block is filled, again and again, and the text around it is kept", () => {
  const page = "a\n<!-- snippet: examples/hello.ts -->\n```ts\n```\nb\n```sh\nc\n```\nd\n";
  const filled = withSnippets(page, ROOT);
  expect(filled).toMatch(/^a\n<!-- snippet: \S+ -->\n```ts\nimport [\s\S]+\n```\nb\n```sh\nc\n```\nd\n$/);
  expect(withSnippets(filled, ROOT)).toBe(filled);
});

test("every event says what it tells", () => {
  const events = readEvents(readFileSync(join(ROOT, "src", "events", "event.ts"), "utf8"));
  expect(events.length).toBeGreaterThan(30);
  expect(events.filter(({ summary }) => summary === "")).toEqual([]);
});
