import { once } from "node:events";
import { watch } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as turnOfLoop } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder, textIn, toolContext } from "../testing.ts";
import type { ToolContext } from "../tool.ts";
import { exec } from "./exec.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const at = (path: string) => join(folder.path, path);
const run = (command: string, overrides: Partial<ToolContext> = {}, more = {}) =>
  exec.execute({ command, ...more }, toolContext(folder.path, overrides));

beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

/** Content of a file once a command has written it. */
async function written(path: string): Promise<string> {
  const watcher = watch(folder.path);
  try {
    for (;;) {
      // Listening before looking, so that nothing is missed in between.
      const changed = once(watcher, "change");
      const text = await readFile(at(path), "utf8").catch(() => "");
      if (text.endsWith("\n")) return text.trim();
      await changed;
    }
  } finally {
    watcher.close();
  }
}

/** Resolves once no process of this id runs; a zombie nobody has collected yet counts as ended. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    const status = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
    if (status === null || / [ZX] /.test(status)) return;
    await turnOfLoop();
  }
}

describe("a command", () => {
  it.each([
    ["echo hello", "hello\n[exit code 0]", false],
    ["exit 3", "(no output)\n[exit code 3]", true],
    ["echo out; echo err >&2; echo out again", "out\nerr\nout again\n[exit code 0]", false],
    ["printf 'a\\033[31mred\\033[0m'", "ared\n[exit code 0]", false],
    ["cat", "(no output)\n[exit code 0]", false],
    ["kill -TERM $$", "(no output)\n[Ended by SIGTERM.]", true],
    ["pwd -P; echo $0 $#", /^.*tandem-tools-.*\n\/bin\/sh 0\n\[exit code 0\]$/, false],
  ])("%s", async (command, expected, isError) => {
    const output = await run(command);
    if (typeof expected === "string") expect(textIn(output)).toBe(expected);
    else expect(textIn(output)).toMatch(expected);
    expect(output.isError).toBe(isError);
  });

  it("sees the turn's environment and nothing of the process's", async () => {
    const env = { PATH: "/usr/bin:/bin", GIVEN: "yes" };
    const text = textIn(await run("env", { env }));
    const names = text.split("\n").map((line) => line.split("=")[0]);
    expect(names.filter((name) => !["PWD", "OLDPWD", "SHLVL", "_"].includes(name!))).toEqual(
      expect.arrayContaining(["GIVEN", "PATH"]),
    );
    for (const name of Object.keys(process.env))
      if (!["PATH", "PWD", "OLDPWD", "SHLVL", "_"].includes(name)) expect(names).not.toContain(name);
  });

  it("runs in a folder inside, and in no other", async () => {
    await mkdir(at("sub"));
    expect(textIn(await run("pwd -P", {}, { cwd: "sub" }))).toBe(`${at("sub")}\n[exit code 0]`);
    await expect(run("pwd", {}, { cwd: ".." })).rejects.toMatchObject({ code: "path_denied" });
    await expect(run("pwd", {}, { cwd: "none" })).rejects.toThrow("does not exist");
  });

  it("keeps the beginning and the end of long output", async () => {
    const text = textIn(await run("echo first; seq 1 60000; echo last"));
    expect(text).toMatch(/^first\n1\n2\n/);
    expect(text).toMatch(/\n60000\nlast\n\[exit code 0\]$/);
    expect(text).toMatch(/\n\[… \d+ characters left out …\]\n/);
    expect(text.length).toBeLessThan(51_000);
  });

  it("reports output while it runs", async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const onUpdate: ToolContext["onUpdate"] = (content) => resolve(textIn({ content }));
    // The command ends only after the report of its first line has arrived.
    const running = run("echo started; while [ ! -e go ]; do :; done", { onUpdate });
    expect(await promise).toBe("started\n");
    await writeFile(at("go"), "");
    expect((await running).isError).toBe(false);
  });
});

describe("the end of a command", () => {
  // Two shells deep, deaf to polite signals, and its id told only once it runs.
  const GRANDCHILD = `sh -c "sh -c 'trap \\"\\" TERM INT HUP; echo \\$\\$ >pid; while :; do read x </dev/null; done' & wait" & wait`;

  it("kills grandchildren on timeout", async () => {
    const output = await run(GRANDCHILD, {}, { timeout_ms: 2_000 });
    expect(output.isError).toBe(true);
    expect(textIn(output)).toContain("Timed out after 2000 ms");
    await gone(Number(await written("pid")));
  });

  it("kills grandchildren on abort", async () => {
    const abort = new AbortController();
    const running = run(GRANDCHILD, { signal: abort.signal });
    const pid = Number(await written("pid"));
    abort.abort();
    expect(textIn(await running)).toContain("Aborted");
    await gone(pid);
  });

  it("leaves nothing running in the background, and does not wait for it", async () => {
    const output = await run("sleep 1000 & echo $!");
    await gone(Number(textIn(output).split("\n")[0]));
  });

  it.runIf(process.platform === "linux")(
    "does not wait for a process that left the group and holds the output",
    async () => {
      // The process names itself: ending one found by its program's name could hit a stranger's.
      const output = await run(
        "setsid sh -c 'echo $$ >pid; exec sleep 1000' & while [ ! -s pid ]; do :; done; echo on",
      );
      process.kill(Number(await written("pid")), "SIGKILL");
      expect(textIn(output)).toBe("on\n[exit code 0]");
    },
  );

  it("starts nothing after the abort", async () => {
    await expect(run("touch ran", { signal: AbortSignal.abort() })).rejects.toThrow("aborted");
    await expect(readFile(at("ran"))).rejects.toThrow("ENOENT");
  });
});
