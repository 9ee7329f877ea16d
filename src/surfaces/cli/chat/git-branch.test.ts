import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { gitBranch } from "./git-branch.ts";

test("the branch of a folder in a repository, in a worktree, on a detached commit, and of none", () => {
  const top = mkdtempSync(join(tmpdir(), "tandem-branch-"));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  expect(gitBranch(join(top, "gone"))).toBeNull();
  const deep = join(top, "repo", "src", "deep");
  mkdirSync(deep, { recursive: true });
  mkdirSync(join(top, "repo", ".git", "worktrees", "other"), { recursive: true });
  const head = join(top, "repo", ".git", "HEAD");
  writeFileSync(head, "ref: refs/heads/feature/one\n");
  expect(gitBranch(deep)).toBe("feature/one");
  writeFileSync(head, "0123456789abcdef0123456789abcdef01234567\n");
  expect(gitBranch(deep)).toBe("01234567");
  mkdirSync(join(top, "other"));
  writeFileSync(join(top, "other", ".git"), "gitdir: ../repo/.git/worktrees/other\n");
  writeFileSync(join(top, "repo", ".git", "worktrees", "other", "HEAD"), "ref: refs/heads/second\n");
  expect(gitBranch(join(top, "other"))).toBe("second");
});
