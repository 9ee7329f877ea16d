/** A workspace whose git files are not what they seem. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { gitBranch } from "./git-branch.ts";
import { readImageFile } from "./images/pasted-image.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tandem-branch-"));
  mkdirSync(join(folder, ".git"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a pipe in place of HEAD is not waited for", () => {
  execFileSync("mkfifo", [join(folder, ".git", "HEAD")]);
  expect(gitBranch(folder)).toBeNull();
});

test("a device in place of HEAD is not read", () => {
  symlinkSync("/dev/zero", join(folder, ".git", "HEAD"));
  expect(gitBranch(folder)).toBeNull();
});

test("an ordinary one gives the branch", () => {
  writeFileSync(join(folder, ".git", "HEAD"), "ref: refs/heads/main\n");
  expect(gitBranch(folder)).toBe("main");
});

test("neither is taken for an image, and a blocked file is not read", async () => {
  execFileSync("mkfifo", [join(folder, "pipe.png")]);
  symlinkSync("/dev/zero", join(folder, "zero.png"));
  writeFileSync(join(folder, ".env"), "\x89PNG\r\n\x1a\nsecret");
  symlinkSync(join(folder, ".env"), join(folder, "secret.png"));
  for (const name of ["pipe.png", "zero.png", "secret.png"])
    expect(await readImageFile(join(folder, name))).toBeNull();
});
