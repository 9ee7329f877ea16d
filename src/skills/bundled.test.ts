import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bundledSkills } from "./bundled.ts";

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "tandem-bundled-"));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const files = { "greet/SKILL.md": "---\nname: greet\n---\nSay hello.\n" };

test("the sources find the skills of the repository", () => {
  expect(bundledSkills()).toBe(join(import.meta.dirname, "..", "..", "skills"));
});

test("inside an application's bundle, the skills come from the bundle and not from the application's folder `skills`", () => {
  writeFileSync(join(base, "package.json"), '{"name":"my-app"}');
  mkdirSync(join(base, "skills"));
  const from = pathToFileURL(join(base, "server.mjs")).href;
  const cache = join(base, "cache");
  const folder = bundledSkills({ from, files, cache });
  expect(folder.startsWith(cache)).toBe(true);
  expect(readFileSync(join(folder, "greet", "SKILL.md"), "utf8")).toBe(files["greet/SKILL.md"]);
  writeFileSync(join(folder, "greet", "SKILL.md"), "changed");
  expect(bundledSkills({ from, files, cache })).toBe(folder);
  expect(readFileSync(join(folder, "greet", "SKILL.md"), "utf8")).toBe(files["greet/SKILL.md"]);
});

test("a cache that cannot be written costs the skills, not the start", () => {
  writeFileSync(join(base, "package.json"), '{"name":"my-app"}');
  writeFileSync(join(base, "cache"), "a file");
  const from = pathToFileURL(join(base, "server.mjs")).href;
  expect(() => bundledSkills({ from, files, cache: join(base, "cache") })).not.toThrow();
});
