import { mkdir, realpath, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFolder, openResolved } from "./open.ts";
import { resolveInside } from "./paths.ts";
import type { PathScope } from "./scope.ts";
import { escapes, reasonOf } from "./testing.ts";

let base: string;
let workspace: string;
let scope: PathScope;
let remove: () => Promise<void>;

beforeAll(async () => {
  ({ base, workspace, scope, remove } = await escapes());
});
afterAll(() => remove());

describe("what changes between check and use", () => {
  it("does not follow a link put in the place of the file", async () => {
    const path = join(workspace, "swapped.txt");
    await symlink(join(base, "outside/secret.txt"), path);
    expect(await reasonOf(openResolved(path, scope))).toContain("replaced while");
    await rm(path);
  });

  it("notices a folder above the file that became a link", async () => {
    await mkdir(join(workspace, "folder"));
    await writeFile(join(workspace, "folder/secret.txt"), "mine");
    const checked = await resolveInside("folder/secret.txt", scope, "read");
    await rename(join(workspace, "folder"), join(workspace, "moved"));
    await symlink(join(base, "outside"), join(workspace, "folder"));
    expect(await reasonOf(openResolved(checked, scope))).toContain("outside the workspace");
    expect(await reasonOf(openFolder(join(workspace, "folder"), "folder", scope))).toContain(
      "replaced while",
    );
    await rm(join(workspace, "folder"));
  });

  it("keeps writing in the folder it checked, though its path leads elsewhere by then", async () => {
    await mkdir(join(workspace, "stay"));
    const folder = await openFolder(join(workspace, "stay"), "stay", scope);
    await rename(join(workspace, "stay"), join(workspace, "stayed"));
    await symlink(join(base, "outside"), join(workspace, "stay"));
    await writeFile(folder.at("new.txt"), "x");
    await folder.close();
    expect(await realpath(join(workspace, "stayed/new.txt"))).toBe(join(workspace, "stayed/new.txt"));
    await expect(realpath(join(base, "outside/new.txt"))).rejects.toThrow("ENOENT");
  });
});
