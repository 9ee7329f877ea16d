import { chmod, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { temporaryFolder, textIn, toolContext } from "../testing.ts";
import type { ToolContext } from "../tool.ts";
import { applyPatch } from "./apply-patch.ts";
import { commitPatch } from "./patch/commit.ts";
import { parsePatch } from "./patch/parse.ts";
import { planPatch } from "./patch/plan.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let context: ToolContext;
const at = (path: string) => join(folder.path, path);
const patch = (...lines: string[]) =>
  applyPatch.execute({ patch: ["*** Begin Patch", ...lines, "*** End Patch"].join("\n") }, context);

beforeEach(async () => {
  folder = await temporaryFolder();
  context = toolContext(folder.path);
  await writeFile(at("a.txt"), "one\ntwo\n");
  await writeFile(at("b.sh"), "echo b\n");
  await chmod(at("b.sh"), 0o755);
  await writeFile(at("c.txt"), "gone\n");
});
afterEach(() => folder.remove());

it("adds, changes, moves and deletes, and shows what it did", async () => {
  const output = await patch(
    "*** Add File: new/d.txt",
    "+fresh",
    "*** Update File: a.txt",
    "-two",
    "+TWO",
    "*** Update File: b.sh",
    "*** Move to: bin/b.sh",
    "-echo b",
    "+echo B",
    "*** Delete File: c.txt",
  );
  expect(textIn(output)).toContain("Patched 4 files:\nA new/d.txt\nM a.txt\nR b.sh -> bin/b.sh\nD c.txt\n");
  expect(textIn(output)).toContain("-two\n+TWO");
  expect(output.details).toMatchObject({ files: [{ kind: "added" }, { kind: "changed" }, {}, {}] });
  expect(await readFile(at("new/d.txt"), "utf8")).toBe("fresh\n");
  expect(await readFile(at("a.txt"), "utf8")).toBe("one\nTWO\n");
  expect(await readFile(at("bin/b.sh"), "utf8")).toBe("echo B\n");
  expect((await stat(at("bin/b.sh"))).mode & 0o100).toBe(0o100);
  expect((await readdir(folder.path)).sort()).toEqual(["a.txt", "bin", "new"]);
});

it("goes on from its own earlier steps", async () => {
  await patch("*** Update File: a.txt", "-one", "+1", "*** Update File: a.txt", " 1", "-two", "+2");
  expect(await readFile(at("a.txt"), "utf8")).toBe("1\n2\n");
});

it.each([
  ["a hunk without a place", ["*** Update File: c.txt", "-nothing", "+x"], /no file was changed/],
  ["a file that is missing", ["*** Delete File: no.txt"], /does not exist/],
  ["a new file that exists", ["*** Add File: c.txt", "+x"], /exists already/],
  ["a way out", ["*** Add File: ../out.txt", "+x"], /outside the workspace/],
  ["a file that may hold secrets", ["*** Update File: c.txt", "*** Move to: .env"], /never written/],
  ["a link out", ["*** Add File: link/x.txt", "+x"], /outside the workspace/],
])("changes nothing at all for %s", async (_what, lines, message) => {
  await symlink("/tmp", at("link"));
  await expect(patch("*** Update File: a.txt", "-one", "+1", ...lines)).rejects.toThrow(message);
  expect(await readFile(at("a.txt"), "utf8")).toBe("one\ntwo\n");
  expect((await readdir(folder.path)).sort()).toEqual(["a.txt", "b.sh", "c.txt", "link"]);
});

it("puts back what it wrote when a later file cannot be written", async () => {
  const steps = parsePatch(
    `*** Begin Patch
*** Add File: f.txt
+f
*** Update File: a.txt
-one
+1
*** Update File: b.sh
-echo b
+echo B
*** Delete File: c.txt
*** End Patch`,
  );
  const files = await planPatch(steps, context);
  await writeFile(at("b.sh"), "echo by another\n");
  await expect(commitPatch(files, context, context.signal)).rejects.toThrow(/changed by something else/);
  expect(await readFile(at("a.txt"), "utf8")).toBe("one\ntwo\n");
  expect(await readFile(at("b.sh"), "utf8")).toBe("echo by another\n");
  expect((await readdir(folder.path)).sort()).toEqual(["a.txt", "b.sh", "c.txt"]);
});
