/** What commands cannot change in a real sandbox. */
import { existsSync } from "node:fs";
import { link, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { lacks } from "../../parity/needs.ts";
import type { GuardedPath } from "../safety/guarded.ts";
import { openCommandTools } from "../tools/builtin/exec/testing.ts";
import { textIn, toolContext } from "../tools/testing.ts";

const noSandbox = await lacks("sandbox");
let tools: Awaited<ReturnType<typeof openCommandTools>>;
let workspace: string;

beforeAll(async () => {
  tools = await openCommandTools();
});
afterAll(() => tools.close());
beforeEach(async () => {
  workspace = await realpath(await mkdtemp(join(tmpdir(), "tandem-guarded-")));
  await mkdir(join(workspace, "a/b"), { recursive: true });
  await writeFile(join(workspace, "a/b/hook.sh"), "one\n");
  await writeFile(join(workspace, "a/b/.env"), "secret\n");
  await link(join(workspace, "a/b/hook.sh"), join(workspace, "second.sh"));
});
afterEach(() => rm(workspace, { recursive: true, force: true }));

async function run(
  command: string,
  paths: readonly string[],
  more: Partial<GuardedPath> = {},
): Promise<string> {
  const guarded = paths.map((path) => ({
    path: join(workspace, path),
    why: "the hook Stop[0] runs it",
    ...more,
  }));
  const context = { ...toolContext(workspace), exec: "allow" as const, guarded };
  return textIn(await tools.exec.execute({ command }, context));
}
const content = () => readFile(join(workspace, "a/b/hook.sh"), "utf8");

it.skipIf(noSandbox)(
  "keeps a file, its folder, the folders above it and its other names as they are",
  async () => {
    const text = await run(
      "echo two > a/b/hook.sh; echo two > second.sh; rm -f a/b/hook.sh; mv a c; mv a/b c; echo free > a/free.txt; cat a/b/.env",
      ["a/b/hook.sh", "a/b"],
    );
    expect(await content()).toBe("one\n");
    expect(existsSync(join(workspace, "a/free.txt"))).toBe(true);
    expect(text).toContain("the hook Stop[0] runs it");
    expect(text).not.toContain("secret\n");
  },
);

it.skipIf(noSandbox)("keeps what is missing from being made, and leaves nothing of it behind", async () => {
  await run("mkdir -p new/deep; echo x > new/deep/hook.sh; echo x > a/made.sh; mv a/b new", [
    "new/deep/hook.sh",
    "a/made.sh",
  ]);
  expect(existsSync(join(workspace, "new"))).toBe(false);
  expect(existsSync(join(workspace, "a/made.sh"))).toBe(false);
});

it.skipIf(noSandbox)("lets a command make what is only guarded where it is", async () => {
  await run("echo x > a/made.sh", ["a/made.sh"], { ifThere: true });
  expect(await readFile(join(workspace, "a/made.sh"), "utf8")).toBe("x\n");
});

it.skipIf(noSandbox)(
  "keeps a missing file covered for one command while another one that held it ends",
  async () => {
    const [long] = await Promise.all([
      run("until [ -e go ]; do sleep 0.02; done; echo x > made.sh; true", ["made.sh"]),
      run("true", ["made.sh"]).then(() => run("touch go", ["made.sh"])),
    ]);
    expect(long).toMatch(/Read-only|directory/);
    expect(existsSync(join(workspace, "made.sh"))).toBe(false);
  },
);
