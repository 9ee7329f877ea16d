import { once } from "node:events";
import { watch } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as turnOfLoop } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { lacks } from "../../../parity/needs.ts";
import { temporaryFolder, textIn, toolContext } from "../testing.ts";
import type { ToolContext } from "../tool.ts";
import { openCommandTools } from "./exec/testing.ts";

const noSandbox = await lacks("sandbox");
const noCommands = await lacks("commands");
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let tools: Awaited<ReturnType<typeof openCommandTools>>;
let elevated: Awaited<ReturnType<typeof openCommandTools>>;
const at = (path: string) => join(folder.path, path);
const MARK = { PATH: "/usr/bin:/bin", MARK: `mark-${process.pid}-${Date.now()}` };
const runIn = (one: typeof tools, command: string, overrides: Partial<ToolContext> = {}, more = {}) =>
  one.exec.execute({ command, ...more }, toolContext(folder.path, { env: MARK, ...overrides }));
const run = (command: string, overrides: Partial<ToolContext> = {}, more = {}) =>
  runIn(tools, command, overrides, more);

beforeAll(async () => {
  tools = await openCommandTools({ jobs: { max: 2 } });
  elevated = await openCommandTools({ sandbox: { mode: "unsafe-off" } });
});
afterAll(() => Promise.all([tools.close(), elevated.close()]));
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

/** Processes that carry this test's mark in their environment; inside a sandbox they have other numbers than outside. */
async function marked(): Promise<string[]> {
  const found: string[] = [];
  for (const pid of await readdir("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
    if (environment.includes(MARK.MARK)) found.push(pid);
  }
  return found;
}

/** Resolves once one of them runs: it has its environment only when it is confined. */
async function begun(): Promise<void> {
  while ((await marked()).length === 0) await turnOfLoop();
}

/** Resolves once none of them is left. */
async function allGone(): Promise<void> {
  while ((await marked()).length > 0) await turnOfLoop();
}

describe.skipIf(noSandbox)("a command", () => {
  it.each([
    ["echo hello", "hello\n[exit code 0]", false],
    ["exit 3", "(no output)\n[exit code 3]", true],
    ["echo out; echo err >&2; echo out again", "out\nerr\nout again\n[exit code 0]", false],
    ["printf 'a\\033[31mred\\033[0m'", "ared\n[exit code 0]", false],
    ["cat", "(no output)\n[exit code 0]", false],
    ["kill -TERM $$", "(no output)\n[exit code 143]", true],
    ["pwd -P; echo $0 $#", /^.*tandem-tools-.*\n\/bin\/sh 0\n\[exit code 0\]$/, false],
  ])("%s", async (command, expected, isError) => {
    const output = await run(command);
    if (typeof expected === "string") expect(textIn(output)).toBe(expected);
    else expect(textIn(output)).toMatch(expected);
    expect(output.isError).toBe(isError);
  });

  it.each(["tools", "elevated"])(
    "sees the turn's environment and nothing of the process's (%s)",
    async (which) => {
      const env = { PATH: "/usr/bin:/bin", GIVEN: "yes" };
      const text = textIn(await runIn(which === "tools" ? tools : elevated, "env", { env }));
      const own = ["PWD", "OLDPWD", "SHLVL", "_", "TMPDIR"];
      const names = text.split("\n").flatMap((line) => /^(\w+)=/.exec(line)?.[1] ?? []);
      expect(names.filter((name) => !own.includes(name)).sort()).toEqual(["GIVEN", "PATH"]);
    },
  );

  it("gives its variables to nothing outside the sandbox, and to no list of processes", async () => {
    const secret = `value-${Math.random()}`;
    const env = {
      PATH: "/usr/bin:/bin",
      SECRET_VALUE: secret,
      LD_LIBRARY_PATH: at(""),
      LD_PRELOAD: at("x.so"),
    };
    const running = run("echo up > up; while [ ! -e go ]; do :; done", { env });
    await written("up");
    const shown: string[] = [];
    for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
      const command = await readFile(`/proc/${pid}/cmdline`, "latin1").catch(() => "");
      const variables = await readFile(`/proc/${pid}/environ`, "latin1").catch(() => "");
      if (command.includes(secret)) shown.push(command);
      // Of the programs that confine it, none was started with what it is given.
      if (/bwrap|socat/.test(command) && variables.includes(secret)) shown.push(command);
    }
    await writeFile(at("go"), "");
    expect(textIn(await running)).toContain("x.so");
    expect(shown).toEqual([]);
    expect(
      (await readdir(join(tools.home, "sandbox"), { recursive: true })).filter((name) => /start-/.test(name)),
    ).toEqual([]);
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

describe.skipIf(noSandbox)("the end of a command", () => {
  // Two shells deep, deaf to polite signals, and its id told only once it runs.
  const GRANDCHILD = `sh -c "sh -c 'trap \\"\\" TERM INT HUP; echo \\$\\$ >pid; while :; do read x </dev/null; done' & wait" & wait`;

  it.each(["tools", "elevated"])("kills grandchildren on timeout (%s)", async (which) => {
    const output = await runIn(which === "tools" ? tools : elevated, GRANDCHILD, {}, { timeout_ms: 2_000 });
    expect(output.isError).toBe(true);
    expect(textIn(output)).toContain("Timed out after 2000 ms");
    await allGone();
  });

  it.each(["tools", "elevated"])("kills grandchildren on abort (%s)", async (which) => {
    const abort = new AbortController();
    const running = runIn(which === "tools" ? tools : elevated, GRANDCHILD, { signal: abort.signal });
    await written("pid");
    abort.abort();
    expect(textIn(await running)).toContain("Aborted");
    await allGone();
  });

  const leavesNothing = async (_what: string, command: string) => {
    const env = { ...MARK, PATH: process.env.PATH! };
    expect(textIn(await run(command, { env }))).toBe("on\n[exit code 0]");
    await allGone();
  };
  it.each([
    ["a child in the background", "sleep 1000 & echo on"],
    ["a child of a new session", "setsid sleep 1000 & echo on"],
    ["a daemon", "(setsid nohup sh -c 'trap \"\" TERM HUP INT; sleep 1000' >/dev/null 2>&1 &) ; echo on"],
  ])("leaves %s not running, and does not wait for it", leavesNothing);
  it
    .skipIf(noCommands)
    .each([
      [
        "a child twice removed",
        "python3 -c 'import os,time\nif os.fork()==0:\n os.setsid()\n if os.fork()==0: time.sleep(1000)\n os._exit(0)\nos.wait()' & wait; echo on",
      ],
    ])("leaves %s not running, and does not wait for it", leavesNothing);

  it("starts nothing after the abort", async () => {
    await expect(run("touch ran", { signal: AbortSignal.abort() })).rejects.toThrow("aborted");
    await expect(readFile(at("ran"))).rejects.toThrow("ENOENT");
  });
});

describe.skipIf(noSandbox)("a job", () => {
  const runTurn = { runId: "run-1", sessionId: "session-1" };
  const process = (input: Record<string, unknown>, overrides: Partial<ToolContext> = {}) =>
    tools.process.execute(input, toolContext(folder.path, { ...runTurn, ...overrides })).then(textIn);
  const start = (command: string, overrides: Partial<ToolContext> = {}) =>
    run(command, { ...runTurn, ...overrides }, { background: true }).then(
      (output) => /job-\d+/.exec(textIn(output))![0],
    );
  afterEach(() => {
    tools.commands.jobs.sessionOver("session-1");
    return allGone();
  });

  it("runs on after its call, and its output is read bit by bit", async () => {
    const id = await start("echo one >&2; while [ ! -e go ]; do :; done; echo two; exit 4");
    expect(id).toBe("job-1");
    expect(await process({ action: "wait", id, timeout_ms: 0 })).toMatch(/\[job-1: running\]$/);
    expect(await process({ action: "list" })).toMatch(/^job-1 \(running\): echo one/);
    await writeFile(at("go"), "");
    const end = await process({ action: "wait", id });
    expect(end).toMatch(/two\n\[job-1: exit code 4\]$/);
    expect(await process({ action: "output", id })).toBe("(no new output)\n[job-1: exit code 4]");
  });

  it("is killed on request, with all it started", async () => {
    const id = await start("setsid sleep 1000 & echo up; wait");
    expect(await process({ action: "kill", id })).toContain("[job-1: Ended on request");
    await allGone();
  });

  it("is seen by its session only", async () => {
    const id = await start("sleep 1000");
    await expect(process({ action: "kill", id }, { sessionId: "session-2" })).rejects.toThrow(
      "no background command",
    );
    expect(await process({ action: "list" }, { sessionId: "session-2" })).toBe("(no background commands)");
  });

  it("ends with the turn that started it only if that was stopped", async () => {
    const id = await start("sleep 1000");
    tools.commands.jobs.runOver("run-1", false);
    expect(await process({ action: "output", id })).toContain("running");
    tools.commands.jobs.runOver("run-1", true);
    expect(await process({ action: "wait", id })).toContain("Aborted");
    await allGone();
  });

  it("ends with its turn where there is no session", async () => {
    await start("sleep 1000", { sessionId: null });
    await begun();
    tools.commands.jobs.runOver("run-1", false);
    await allGone();
  });

  it("is refused beyond the limit", async () => {
    await start("sleep 1000");
    await start("sleep 1000");
    await expect(start("sleep 1000")).rejects.toThrow("2 background commands run already (job-1, job-2)");
  });

  it("ends with Tandem", async () => {
    const other = await openCommandTools();
    await runIn(other, "sleep 1000", runTurn, { background: true });
    await begun();
    await other.close();
    await allGone();
  });
});
