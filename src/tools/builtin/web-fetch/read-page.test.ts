import { expect, test } from "vitest";
import { bareText } from "./bare-text.ts";
import { readPage } from "./read-page.ts";

const signal = new AbortController().signal;
const URL = "https://example.org/";

test("a page is read as Markdown", async () => {
  const html = `<title>T</title><body><h1>Head</h1><p>Some <b>bold</b> <a href="/x">link</a></p></body>`;
  const { text } = await readPage(html, URL, signal, 60_000);
  expect(text).toContain("**bold**");
  expect(text).toContain("[link](https://example.org/x)");
});

test("of a page that cannot be read in time the words are left", async () => {
  const html = `<body>before ${"<div>".repeat(200_000)}deep &amp; far${"</div>".repeat(200_000)} after</body>`;
  const { text } = await readPage(html, URL, signal, 300);
  expect(text).toContain("its text alone");
  expect(text).toMatch(/before\s+deep & far\s+after/);
});

test("a turn that was stopped gets no page", async () => {
  const stop = new AbortController();
  const reading = readPage("<div>".repeat(200_000), URL, stop.signal);
  stop.abort(new Error("stopped"));
  await expect(reading).rejects.toThrow("stopped");
});

test("bare text of nothing but openings is nothing", () => {
  expect(bareText("<".repeat(100_000))).toBe("");
});

test.each([
  ["a<script>alert(1)</script>b", "a b"],
  ["a<style>x", "a"],
  ["a <b", "a"],
  ["1 &lt; 2 &unknown;", "1 < 2 &unknown;"],
  ["a\n\n<p>b  c</p>", "a\nb c"],
])("bare text of %j", (html, text) => {
  expect(bareText(html)).toBe(text);
});
