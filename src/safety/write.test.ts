import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { temporaryFolder } from "../tools/testing.ts";
import { writeInside } from "./write.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let workspace: string;
const scope = () => ({ workspaceDir: workspace, additionalDirectories: [] });

beforeEach(async () => {
  folder = await temporaryFolder();
  workspace = folder.path;
});
afterEach(() => folder.remove());

it("makes missing folders and says that the file is new", async () => {
  expect(await writeInside("a/b/c.txt", "x", scope())).toEqual({
    path: join(workspace, "a/b/c.txt"),
    created: true,
  });
  expect(await readFile(join(workspace, "a/b/c.txt"), "utf8")).toBe("x");
});

it("keeps the mode of a file it replaces and leaves no other file", async () => {
  await writeFile(join(workspace, "run.sh"), "old");
  await chmod(join(workspace, "run.sh"), 0o775);
  expect((await writeInside("run.sh", "new", scope())).created).toBe(false);
  expect((await stat(join(workspace, "run.sh"))).mode & 0o777).toBe(0o775);
  expect(await readdir(workspace)).toEqual(["run.sh"]);
});

it("writes the file a link inside leads to, and keeps the link", async () => {
  await writeFile(join(workspace, "real.txt"), "old");
  await symlink("real.txt", join(workspace, "link.txt"));
  await writeInside("link.txt", "new", scope());
  expect(await readFile(join(workspace, "real.txt"), "utf8")).toBe("new");
  expect(
    (await readdir(workspace, { withFileTypes: true }))
      .find(({ name }) => name === "link.txt")
      ?.isSymbolicLink(),
  ).toBe(true);
});

it("never shows a reader a part of the new content", async () => {
  const path = join(workspace, "big.txt");
  const contents = ["a", "b"].map((letter) => letter.repeat(3_000_000));
  await writeFile(path, contents[0]!);
  let writing = true;
  const writes = (async () => {
    for (let round = 0; round < 6; round++) await writeInside("big.txt", contents[round % 2]!, scope());
    writing = false;
  })();
  while (writing) expect(contents.includes(await readFile(path, "utf8"))).toBe(true);
  await writes;
});

it("refuses a file that changed since it was read", async () => {
  const path = join(workspace, "a.txt");
  await writeFile(path, "one");
  const read = await stat(path);
  await writeInside("a.txt", "two, by another", scope());
  await expect(writeInside("a.txt", "three", scope(), read)).rejects.toMatchObject({
    code: "tool_error",
    message: expect.stringContaining("changed by something else"),
  });
  expect(await readFile(path, "utf8")).toBe("two, by another");
});

it.each([
  ["a folder", "folder", "is a folder"],
  ["a path through a file", "file.txt/x", "is a file, not a folder"],
])("refuses %s and leaves nothing behind", async (_what, path, message) => {
  await mkdir(join(workspace, "folder"));
  await writeFile(join(workspace, "file.txt"), "x");
  await expect(writeInside(path, "x", scope())).rejects.toThrow(message);
  expect(await readdir(workspace)).toEqual(["file.txt", "folder"]);
});
