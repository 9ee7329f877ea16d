/** Every link of every Markdown file leads somewhere: files and headings are looked up, addresses elsewhere are checked for form only. */
import { existsSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { anchors, links, type MarkdownFile, markdownFiles, ROOT } from "./markdown-files.ts";

test("links are found in text and pictures, and not in code", () => {
  const file = {
    path: "a.md",
    text: 'a [b](c.md "d") ![e](f.png)\n`[g](h)`\n```\n[i](j)\n```\n<img src="k.svg">',
  };
  expect(links(file)).toEqual(["c.md", "f.png", "k.svg"]);
});

test("headings have the anchors that GitHub gives them", () => {
  const text = "# A `b`, c\n## A b c\n```sh\n# not one\n```\n## A b c\n### [Linked](x.md): yes & no\n";
  expect([...anchors({ path: "a.md", text })]).toEqual(["a-b-c", "a-b-c-1", "a-b-c-2", "linked-yes--no"]);
});

test("no link is broken", () => {
  const files = markdownFiles();
  expect(files.length).toBeGreaterThan(50);
  const broken = files.flatMap((file) =>
    links(file).flatMap((target) => {
      const problem = problemOf(target, file, files);
      return problem === null ? [] : [`${file.path}: ${target}: ${problem}`];
    }),
  );
  expect(broken).toEqual([]);
});

function problemOf(target: string, file: MarkdownFile, files: readonly MarkdownFile[]): string | null {
  if (/^[a-z]+:/i.test(target)) return problemOfAddress(target);
  const [path, anchor] = target.split("#") as [string, string?];
  const wanted = path === "" ? file.path : relative(ROOT, join(ROOT, dirname(file.path), decodeURI(path)));
  if (wanted.startsWith("..")) return "leads out of the project";
  if (!existsSync(join(ROOT, wanted))) return "no such file";
  if (anchor === undefined || statSync(join(ROOT, wanted)).isDirectory()) return null;
  const page = files.find((one) => one.path === wanted.replaceAll("\\", "/"));
  if (page === undefined) return null;
  return anchors(page).has(anchor) ? null : "no such heading";
}

function problemOfAddress(target: string): string | null {
  if (!URL.canParse(target)) return "is no URL";
  const { protocol, hostname } = new URL(target);
  if (protocol !== "https:") return `has ${protocol}, not https:`;
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/.test(hostname) ? null : "has no public host name";
}
