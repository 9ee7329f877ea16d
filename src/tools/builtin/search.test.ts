import { chmod, link, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { rgPath } from "@vscode/ripgrep";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRule, unreadablePaths } from "../../permissions/rule.ts";
import { temporaryFolder, textIn, toolContext } from "../testing.ts";
import type { ToolContext } from "../tool.ts";
import { find } from "./find.ts";
import { findRipgrep } from "./grep/ripgrep.ts";
import { grep } from "./grep.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let outside: Awaited<ReturnType<typeof temporaryFolder>>;
let context: ToolContext;
const at = (path: string) => join(folder.path, path);
const WITHOUT_RIPGREP = "/nonexistent";

const FILES: Readonly<Record<string, string>> = {
  "README.md": "# Needle\nhay\n",
  "src/a.ts": "one\nconst needle = 1;\nthree\nfour\nfive needle needle\nsix\n",
  "src/b.js": "NEEDLE\r\nneedle$\r\n",
  "src/deep/c.ts": "no match\n",
  "src/ignored.log": "needle\n",
  "src/deep/kept.log": "needle kept\n",
  "build/out.ts": "needle\n",
  "node_modules/pkg/index.ts": "needle\n",
  ".git/config": "needle\n",
  ".env": "needle=secret\n",
  "server.pem": "needle\n",
  ".ssh/config": "needle\n",
  ".hidden/x.ts": "needle hidden\n",
  "-dash.txt": "needle\n",
  ".gitignore": "*.log\nbuild/\n",
  "src/deep/.gitignore": "!kept.log\n",
  "long.txt": `${"x".repeat(600)}needle\n`,
  "unicode.txt": "straße naïve 日本語\n",
};

beforeAll(async () => {
  folder = await temporaryFolder();
  outside = await temporaryFolder();
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(at(path)), { recursive: true });
    await writeFile(at(path), text);
  }
  await writeFile(at("binary.bin"), Buffer.from("needle\0needle"));
  await writeFile(join(outside.path, "out.txt"), "needle outside\n");
  await symlink(outside.path, at("link-folder"));
  await symlink(join(outside.path, "out.txt"), at("link-file"));
  await symlink("..", at("src/loop"));
  await link(at(".env"), at("src/innocent.txt"));
  context = toolContext(folder.path);
});
afterAll(() => Promise.all([folder.remove(), outside.remove()]));

describe("a pattern that a backtracking matcher would not finish in years", () => {
  const hostile = `${"*a".repeat(25)}*b`;
  const name = "a".repeat(200);
  let place: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    place = await temporaryFolder();
    await writeFile(join(place.path, name), "needle\n");
    await writeFile(join(place.path, ".gitignore"), `${hostile}\n${"**/".repeat(30)}b\n*.log\n`);
    await writeFile(join(place.path, "x.log"), "needle\n");
  });
  afterAll(() => place.remove());

  it("is answered as a glob of find and grep and as a line of .gitignore", async () => {
    const there = toolContext(place.path);
    expect(textIn(await find.execute({ pattern: hostile }, there))).toContain("No file matches");
    expect(textIn(await grep.execute({ pattern: "needle", glob: hostile }, there))).toContain("No match");
    expect(textIn(await find.execute({ pattern: "*" }, there)).split("\n")).toEqual([".gitignore", name]);
  });
});

describe("what permission rules keep from being read", () => {
  it("is left out of a search that starts above it", async () => {
    const rules = [parseRule("Read(src/deep/**)")!, parseRule("edit(README.md)")!];
    const there = { ...context, unreadable: unreadablePaths(rules, folder.path)! };
    const found = textIn(await grep.execute({ pattern: "needle", include_ignored: true }, there));
    expect(found).toContain("src/a.ts");
    expect(found).not.toContain("src/deep");
    expect(textIn(await find.execute({ pattern: "*.log" }, there))).not.toContain("kept.log");
    expect(textIn(await grep.execute({ pattern: "Needle" }, there))).toContain("README.md");
    expect(unreadablePaths([parseRule("edit(README.md)")!], folder.path)).toBeNull();
  });
});

describe("find", () => {
  it.each([
    ["*.ts", {}, [".hidden/x.ts", "src/a.ts", "src/deep/c.ts"]],
    ["src/*.ts", {}, ["src/a.ts"]],
    ["src/**/*.{ts,js}", {}, ["src/a.ts", "src/b.js", "src/deep/c.ts"]],
    ["*.log", {}, ["src/deep/kept.log"]],
    ["deep", {}, ["src/deep/"]],
    ["*.ts", { path: "src" }, ["src/a.ts", "src/deep/c.ts"]],
    ["*.ts", { path: "build" }, ["build/out.ts"]],
    ["*.ts", { path: "node_modules/pkg" }, ["node_modules/pkg/index.ts"]],
    ["out.ts", { include_ignored: true }, ["build/out.ts"]],
    ["{.env,*.pem,config,out.txt}", { include_ignored: true }, []],
    ["link-*", {}, ["link-file", "link-folder"]],
  ])("%s with %j", async (pattern, more, expected) => {
    const text = textIn(await find.execute({ pattern, ...more }, context));
    expect(text).toBe(expected.length === 0 ? `No file matches ${pattern}.` : expected.join("\n"));
  });

  it("stops at the limit and says so", async () => {
    const text = textIn(await find.execute({ pattern: "*.ts", limit: 1 }, context));
    expect(text).toBe(".hidden/x.ts\n[Only the first 1 are shown; narrow the pattern or raise limit.]");
  });

  it.each([
    ["..", "outside the workspace"],
    ["link-folder", "outside the workspace"],
    ["README.md", "is not a folder"],
    ["none", "does not exist"],
  ])("refuses to look in %s", async (path, message) => {
    await expect(find.execute({ pattern: "*", path }, context)).rejects.toThrow(message);
  });
});

describe.each([
  ["ripgrep", () => `${dirname(rgPath)}:/bin`],
  ["JavaScript", () => WITHOUT_RIPGREP],
])("grep with %s", (_engine, path) => {
  const search = async (input: Record<string, unknown>, overrides: Partial<ToolContext> = {}) =>
    textIn(await grep.execute(input, { ...context, env: { PATH: path() }, ...overrides }));
  const cut = `long.txt:1: ${"x".repeat(500)}… [cut]`;

  it.each([
    [
      { pattern: "needle" },
      [
        "-dash.txt:1: needle",
        ".hidden/x.ts:1: needle hidden",
        cut,
        "src/a.ts:2: const needle = 1;",
        "src/a.ts:5: five needle needle",
        "src/b.js:2: needle$",
        "src/deep/kept.log:1: needle kept",
      ],
    ],
    [{ pattern: "^needle", glob: "*.js", ignore_case: true }, ["src/b.js:1: NEEDLE", "src/b.js:2: needle$"]],
    [{ pattern: "(?i)^needle$", glob: "*.js" }, ["src/b.js:1: NEEDLE"]],
    [{ pattern: "needle$", literal: true }, ["src/b.js:2: needle$"]],
    [{ pattern: "(n..dle) needle", path: "src" }, ["src/a.ts:5: five needle needle"]],
    [
      { pattern: "needle", path: "src/a.ts", limit: 1 },
      [
        "src/a.ts:2: const needle = 1;",
        "[Only the first 1 matches are shown; narrow the search or raise limit.]",
      ],
    ],
    [
      { pattern: "const|six", path: "src/a.ts", context: 1 },
      [
        "src/a.ts-1- one",
        "src/a.ts:2: const needle = 1;",
        "src/a.ts-3- three",
        "--",
        "src/a.ts-5- five needle needle",
        "src/a.ts:6: six",
      ],
    ],
    [
      { pattern: "one|three", path: "src/a.ts", context: 1 },
      ["src/a.ts:1: one", "src/a.ts-2- const needle = 1;", "src/a.ts:3: three", "src/a.ts-4- four"],
    ],
    [{ pattern: "^na\\b|ß|\\p{Han}", path: "unicode.txt" }, ["unicode.txt:1: straße naïve 日本語"]],
    [{ pattern: "needle", path: "build" }, ["build/out.ts:1: needle"]],
    [{ pattern: "x(?=needle)", path: "long.txt" }, [cut]],
    [{ pattern: "^$", path: "src" }, ["No match for ^$ in 6 files."]],
    [{ pattern: "needle outside" }, ["No match for needle outside in 13 files."]],
    [{ pattern: "secret", include_ignored: true }, ["No match for secret in 16 files."]],
  ])("%j", async (input, expected) => {
    expect(await search(input)).toBe(expected.join("\n"));
  });

  it("refuses a broken pattern and a path outside", async () => {
    await expect(search({ pattern: "(" })).rejects.toThrow("Invalid pattern");
    await expect(search({ pattern: "x", path: "../" })).rejects.toThrow("outside the workspace");
  });

  it("gives up a search that was aborted", async () => {
    await expect(search({ pattern: "x" }, { signal: AbortSignal.abort() })).rejects.toThrow("aborted");
  });
});

describe("grep", () => {
  it("does not hold up the process with a pattern that never ends, and stops on abort", async () => {
    await writeFile(at("evil.txt"), `${"a".repeat(60)}!\n`);
    const abort = new AbortController();
    const input = { pattern: "^(a+)+$", path: "evil.txt" };
    const searching = grep.execute(input, {
      ...context,
      env: { PATH: WITHOUT_RIPGREP },
      signal: abort.signal,
    });
    setImmediate(() => abort.abort());
    await expect(searching).rejects.toThrow("aborted");
  });

  it("runs no rg that tools could have written", async () => {
    await mkdir(at("bin"));
    await writeFile(at("bin/rg"), "#!/bin/sh\ntouch ran\n");
    await chmod(at("bin/rg"), 0o755);
    expect(await findRipgrep(`${at("bin")}:.:${dirname(rgPath)}`, context)).toBe(rgPath);
    expect(await findRipgrep(at("bin"), context)).toBeNull();
  });
});
