/** Runs a process in a group of its own, and leaves nothing of it behind. */
import type { ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import { StringDecoder } from "node:string_decoder";
import { spawnClean } from "../../../process/spawn.ts";
import { systemFailure } from "../../../safety/open.ts";

/** What to start. */
export interface ProcessStart {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface Ending {
  readonly reason: "exit" | StopReason;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export type StopReason = "timeout" | "aborted" | "killed";

export interface RunningProcess {
  /** Rejects only when it could not be started. */
  readonly ended: Promise<Ending>;
  /** Ends every process of the group; without effect once it has ended. */
  stop(reason: StopReason): void;
}

export interface RunOptions {
  readonly timeoutMs: number;
  /** Ends it as `aborted`. */
  readonly signal?: AbortSignal;
  /** Standard output and error in the order they were written. */
  readonly onText: (text: string) => void;
}

/** Milliseconds to wait for the rest of the output once the group is gone: only a process that left it can hold the pipe. */
const DRAIN_MS = 200;
/** Descriptor of the lifeline; 3 is for the sandbox's use. */
const LIFELINE = 4;

/**
 * A shell command for {@link startProcess}. Its output and errors come through one pipe, so that their order is kept. It runs only if
 * somebody still holds the other end of its lifeline: a sandbox whose outer half is killed while the inner half starts would otherwise
 * live on, because the system reports a parent's death only to those who asked before.
 */
export function shellArguments(command: string): [string, ...string[]] {
  return ["/bin/sh", "-c", `printf . >&${LIFELINE} || exit; exec 2>&1 ${LIFELINE}>&-\n${command}`];
}

/**
 * Starts a process. When it exits, times out or is stopped, every process left in its group is killed, also grandchildren; one that
 * moved to another group is only within reach in a sandbox, which ends with its first process.
 */
export function startProcess(start: ProcessStart, { timeoutMs, signal, onText }: RunOptions): RunningProcess {
  signal?.throwIfAborted();
  const child = spawnClean(start.file, start.args, {
    cwd: start.cwd,
    env: start.env,
    detached: true,
    // What arrives as error output is the sandbox's own: the command's goes the way of its output.
    stdio: ["ignore", "pipe", "pipe", "ignore", "pipe"],
  });
  const [stdout, stderr] = [child.stdout!, child.stderr!];
  const lifeline = child.stdio[LIFELINE] as Socket;
  lifeline.on("error", () => undefined).resume();
  const killGroup = () => {
    // Cut before the kill, so that missing the one, a reader notices the other.
    lifeline.destroy();
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // The group is empty.
    }
  };
  let reason: Ending["reason"] = "exit";
  let over = false;
  const stop = (why: StopReason) => {
    if (over || reason !== "exit") return;
    reason = why;
    killGroup();
  };
  const onAbort = () => stop("aborted");
  const timer = setTimeout(() => stop("timeout"), timeoutMs);
  signal?.addEventListener("abort", onAbort, { once: true });
  for (const stream of [stdout, stderr]) {
    const decoder = new StringDecoder("utf8");
    stream.on("data", (chunk: Buffer) => onText(decoder.write(chunk)));
    stream.on("end", () => onText(decoder.end()));
  }
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const ended = exitOf(child, start.cwd)
    .then(async ({ code, signal: by }) => {
      killGroup();
      await drained(closed);
      return { reason, code, signal: by };
    })
    .finally(() => {
      over = true;
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      stdout.destroy();
      stderr.destroy();
    });
  return { ended, stop };
}

function exitOf(
  child: ChildProcess,
  cwd: string,
): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(systemFailure(error, cwd)));
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
}

async function drained(closed: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, DRAIN_MS);
  await Promise.race([closed, promise]);
  clearTimeout(timer);
}
