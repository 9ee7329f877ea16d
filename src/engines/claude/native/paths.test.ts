import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { assertPath, assertPattern, leaveOutBlocked } from "./paths.ts";

const root = mkdtempSync(join(tmpdir(), "native-paths-"));
const workspaceDir = join(root, "work");
mkdirSync(join(workspaceDir, "src"), { recursive: true });
writeFileSync(join(root, "outside.txt"), "outside");
writeFileSync(join(workspaceDir, "a.txt"), "a");
writeFileSync(join(workspaceDir, ".env"), "KEY=1");
linkSync(join(workspaceDir, ".env"), join(workspaceDir, "src", "notes.txt"));
symlinkSync(join(root, "outside.txt"), join(workspaceDir, "link.txt"));
const scope = { workspaceDir, additionalDirectories: [] };
afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each([".env", "../outside.txt", "link.txt", "src/notes.txt", "/etc/passwd", "~/.ssh/id_rsa"])(
  "%s may be neither read nor written",
  async (path) => {
    await expect(assertPath(path, "read", scope)).rejects.toMatchObject({ code: "path_denied" });
    await expect(assertPath(path, "write", scope)).rejects.toMatchObject({ code: "path_denied" });
  },
);

test("files of the workspace may be, also those that do not exist yet", async () => {
  await assertPath("a.txt", "read", scope);
  await assertPath(join(workspaceDir, "new/file.txt"), "write", scope);
  await expect(assertPath(undefined, "read", scope)).rejects.toMatchObject({ code: "tool_input_invalid" });
});

test.each(["/etc/*", "../*", "src/../../*", "*/../../*.txt", "/**/*"])(
  "the pattern %s begins outside",
  async (pattern) => {
    await expect(assertPattern(pattern, undefined, scope)).rejects.toMatchObject({ code: "path_denied" });
  },
);

test("patterns inside are allowed", async () => {
  for (const pattern of ["**/*", "src/*.txt", "*.{ts,js}", `${workspaceDir}/**`])
    await assertPattern(pattern, undefined, scope);
  await assertPattern("*", "src", scope);
});

test("lines about files that may hold secrets are left out of a search's result, in each of its forms", async () => {
  const said = async (text: string, folder?: string, about: "names" | "content" = "names") => {
    const found = { content: [{ type: "text", text }], details: text } as const;
    const output = await leaveOutBlocked(found, folder, scope, about);
    return { text: (output.content[0] as { text: string }).text, details: output.details };
  };
  const clean = "a.txt:1:see .env for KEY\na.txt\nNo files found";
  expect(await said(clean)).toEqual({ text: clean, details: clean });
  expect(await said("a.txt:1:a\nsrc/notes.txt:1:KEY=1\n.env-1-KEY=1\nsrc/notes.txt:2\n.env")).toEqual({
    text: "a.txt:1:a\n[4 left out: of files that may hold secrets]",
    details: undefined,
  });
  expect((await said("notes.txt:KEY=1", "src")).text).not.toContain("KEY");
  // Of a search by content, not even whether there was anything.
  const nothing = { text: "No matches found", details: undefined };
  expect(await said("src/notes.txt:1:KEY=1", undefined, "content")).toEqual(nothing);
  expect(await said("Found 1 file\nsrc/notes.txt", undefined, "content")).toEqual(nothing);
  expect(await said("Found 2 files\na.txt\nsrc/notes.txt", undefined, "content")).toMatchObject({
    text: "a.txt",
  });
});
