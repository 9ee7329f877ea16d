/** Starts the binary's process, records it, and tells once how it ended. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { startTimeOf } from "../../process/identity.ts";
import type { ChildStore } from "../../sessions/store.ts";
import type { Start } from "./expected-start.ts";

const STDERR_CHARS = 4_000;

export interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  readonly running: boolean;
  /** The last of what it wrote to standard error. */
  readonly stderr: string;
  /** Ends it and whatever it started, at once: it keeps nothing that is not in the transcript. Idempotent. */
  kill(): void;
}

export interface ChildOptions {
  readonly children: ChildStore | null;
  /** The child's private folder, recorded with it. */
  readonly folder: string;
  /** Called once, when there is no process any more. */
  readonly onEnd: (reason: string) => void;
}

/** Spawns at once; a failure to start is told by `onEnd`. */
export function startChild(start: Start, options: ChildOptions): Child {
  const child = spawn(start.command, start.args, {
    cwd: start.cwd,
    env: start.env as NodeJS.ProcessEnv,
    stdio: ["pipe", "pipe", "pipe"],
    // A group of its own: an interrupt typed at the terminal is for Tandem to handle.
    detached: true,
    windowsHide: true,
  });
  let stderr = "";
  const remove = record(child.pid, options);
  const end = (reason: string) => {
    remove();
    options.onEnd(reason);
  };
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (text: string) => {
    stderr = (stderr + text).slice(-STDERR_CHARS);
  });
  // Writing to a child that has just died is told by its exit, not by the pipe.
  child.stdin.on("error", () => {});
  child.once("error", (error) => {
    if (child.pid === undefined) end(error.message);
  });
  child.once("exit", (code, signal) => end(`it exited with ${signal ?? `code ${code}`}`));

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
      if (!running()) return;
      try {
        // The whole group, where there are groups.
        process.kill(-child.pid!, "SIGKILL");
      } catch {
        child.kill("SIGKILL");
      }
    },
  };
}

/** Returns how to take the record back. */
function record(pid: number | undefined, { children, folder }: ChildOptions): () => void {
  const startTime = pid === undefined ? null : startTimeOf(pid);
  const ownerStartTime = startTimeOf(process.pid);
  if (children === null || pid === undefined || startTime === null || ownerStartTime === null)
    return () => {};
  children.record({ pid, startTime, ownerPid: process.pid, ownerStartTime, folder });
  return () => children.remove(pid, startTime);
}
