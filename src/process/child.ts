/** Starts a program that serves a Tandem, records it so that none outlives a killed owner, and reports once how it ended. */
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import type { ChildStore } from "../sessions/store.ts";
import { startTimeOf } from "./identity.ts";
import { spawnClean } from "./spawn.ts";

const STDERR_CHARS = 4_000;

export interface Start {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string | undefined;
  /** Its whole environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  readonly running: boolean;
  /** The last of what it wrote to standard error. */
  readonly stderr: string;
  /** Ends it and whatever it started, at once. Idempotent. */
  kill(): void;
  /** Asks it, and whatever it started, to end. */
  terminate(): void;
}

export interface ChildOptions {
  readonly children: ChildStore | null;
  /** The child's private folder, recorded and removed with it; `null`: it has none. */
  readonly folder: string | null;
  /** Called once, when there is no process any more. */
  readonly onEnd: (reason: string) => void;
}

/** Spawns at once; a failure to start is reported by `onEnd`. */
export function startChild(start: Start, options: ChildOptions): Child {
  const child = spawnClean(start.command, start.args, {
    cwd: start.cwd,
    env: start.env as NodeJS.ProcessEnv,
    stdio: ["pipe", "pipe", "pipe"],
    // A group of its own: an interrupt typed at the terminal is for Tandem to handle.
    detached: true,
    windowsHide: true,
  }) as ChildProcessWithoutNullStreams;
  let stderr = "";
  const remove = recordChild(child.pid, options);
  const end = (reason: string) => {
    remove();
    options.onEnd(reason);
  };
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (text: string) => {
    stderr = (stderr + text).slice(-STDERR_CHARS);
  });
  // The exit reports that a child has just died, not an error of the pipe.
  child.stdin.on("error", () => {});
  child.once("error", (error) => {
    if (child.pid === undefined) end(error.message);
  });
  child.once("exit", (code, signal) => {
    // What it started and left behind; the group keeps its name for as long as somebody is in it.
    signalGroup(child, "SIGKILL");
    end(`it exited with ${signal ?? `code ${code}`}`);
  });

  const running = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  return {
    process: child,
    get running() {
      return running();
    },
    get stderr() {
      return stderr.trim();
    },
    kill() {
      if (running()) signalGroup(child, "SIGKILL");
    },
    terminate() {
      if (running()) signalGroup(child, "SIGTERM");
    },
  };
}

/** The whole group, where there are groups. */
function signalGroup(child: ChildProcessWithoutNullStreams, signal: NodeJS.Signals): void {
  try {
    process.kill(-child.pid!, signal);
  } catch {
    child.kill(signal);
  }
}

/** Records a running child; returns how to take the record back. */
export function recordChild(
  pid: number | undefined,
  { children, folder }: Pick<ChildOptions, "children" | "folder">,
): () => void {
  const startTime = pid === undefined ? null : startTimeOf(pid);
  const ownerStartTime = startTimeOf(process.pid);
  if (children === null || pid === undefined || startTime === null || ownerStartTime === null)
    return () => {};
  children.record({ pid, startTime, ownerPid: process.pid, ownerStartTime, folder });
  return () => children.remove(pid, startTime);
}
