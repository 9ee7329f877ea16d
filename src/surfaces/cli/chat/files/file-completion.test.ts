import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CombinedAutocompleteProvider, type SlashCommand } from "@earendil-works/pi-tui";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FileCompletion, mentionBefore } from "./file-completion.ts";
import { FileIndex, type IndexedPath } from "./file-index.ts";
import { findPaths } from "./find-paths.ts";

let workspace: string;
let now = 0;
beforeAll(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), "tandem-files-")));
  for (const folder of ["src/deep", "node_modules/x", ".git", "built", "my files"])
    mkdirSync(join(workspace, folder), { recursive: true });
  const files = [
    "src/index.ts",
    "src/deep/indices.ts",
    "README.md",
    "built/index.js",
    "node_modules/x/index.js",
  ];
  for (const file of [...files, ".git/config", ".env", "my files/a b.txt", "src/bad\u001b[2J.ts", "漢字.md"])
    writeFileSync(join(workspace, file), "");
  writeFileSync(join(workspace, ".gitignore"), "built/\n");
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

function open() {
  const index = new FileIndex({
    scope: { workspaceDir: workspace, additionalDirectories: [] },
    now: () => now,
  });
  const provider = new FileCompletion(
    new CombinedAutocompleteProvider([{ name: "help", description: "list" }, ENGINE], workspace, null),
    index,
  );
  const complete = async (text: string) => {
    const found = await provider.getSuggestions([text], 0, text.length, {
      signal: new AbortController().signal,
    });
    return found?.items.map((item) => item.value) ?? null;
  };
  return { index, provider, complete };
}

const ENGINE: SlashCommand = {
  name: "engine",
  getArgumentCompletions: (typed) =>
    ["pi", "claude"].filter((name) => name.includes(typed)).map((name) => ({ value: name, label: name })),
};

const never = new Promise(() => {});

test("lists what git would, without secrets and without names that steer a terminal", async () => {
  const paths = await open().index.paths(never);
  expect(paths.map(({ path }) => path).sort()).toEqual(
    [
      ".gitignore",
      "README.md",
      "my files/",
      "my files/a b.txt",
      "src/",
      "src/deep/",
      "src/deep/indices.ts",
      "src/index.ts",
      "漢字.md",
    ].sort(),
  );
});

test("@ finds files by some of their letters, the best first, without a program named fd", async () => {
  const { complete } = open();
  expect(await complete("look at @ind")).toEqual(["@src/index.ts", "@src/deep/indices.ts"]);
  expect(await complete("@sdice")).toEqual(["@src/deep/indices.ts"]);
  expect(await complete("(@readme")).toEqual(["@README.md"]);
  expect(await complete("@a b")).toBeNull();
  expect(await complete('@"a b')).toEqual(['@"my files/a b.txt"']);
  expect(await complete("@漢")).toEqual(["@漢字.md"]);
  expect((await complete("@"))?.slice(0, 2).sort()).toEqual(["@README.md", "@漢字.md"]);
  expect(await complete("ann@ind")).toBeNull();
  expect(await complete("/he")).toEqual(["help"]);
});

test("what is chosen takes the place of what was typed, and a folder is gone on in", async () => {
  const { provider } = open();
  const apply = (text: string, value: string, label: string, prefix: string) =>
    provider.applyCompletion([text], 0, text.length, { value, label }, prefix).lines[0];
  expect(apply("see @ind", "@src/index.ts", "index.ts", "@ind")).toBe("see @src/index.ts ");
  expect(apply("see @sr", "@src/", "src/", "@sr")).toBe("see @src/");
});

test("a list is kept for a moment and made again later", async () => {
  const { complete } = open();
  expect(await complete("@later")).toBeNull();
  writeFileSync(join(workspace, "later.txt"), "");
  expect(await complete("@later")).toBeNull();
  now += 6_000;
  await complete("@later");
  await expect.poll(() => complete("@later")).toEqual(["@later.txt"]);
});

test("a mention begins a word", () => {
  expect(["@", "a @b/c", '"@x', "a@b", "@a b", '@"a b', "=@x"].map(mentionBefore)).toEqual([
    "@",
    "@b/c",
    "@x",
    null,
    null,
    '@"a b',
    "@x",
  ]);
});

test("100,000 paths are searched without holding the thread", async () => {
  const paths: IndexedPath[] = Array.from({ length: 100_000 }, (_, index) => {
    const path = `packages/module-${index % 500}/src/component-${index}.ts`;
    return { path, lower: path, nameAt: path.lastIndexOf("/") + 1 };
  });
  let turns = 0;
  let over = false;
  const count = (): void => {
    turns++;
    if (!over) setImmediate(count);
  };
  setImmediate(count);
  const signal = new AbortController().signal;
  const found = await findPaths(paths, "cmpnt-99999", { limit: 5, signal });
  over = true;
  expect(found?.map(({ path }) => path)).toEqual(["packages/module-499/src/component-99999.ts"]);
  expect(turns).toBeGreaterThanOrEqual(20);
  const aborted = AbortSignal.abort();
  expect(await findPaths(paths, "component", { limit: 5, signal: aborted })).toBeNull();
});

test("offers nothing for what is complete, so that Enter sends it", async () => {
  const { complete } = open();
  expect(await complete("read @README.m")).toEqual(["@README.md"]);
  expect(await complete("read @README.md")).toBeNull();
  expect(await complete("/engine cl")).toEqual(["claude"]);
  expect(await complete("/engine claude")).toBeNull();
  expect(await complete("/help")).toEqual(["help"]);
});
