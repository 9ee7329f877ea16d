/** Starts the binary's process, records it, and tells once how it ended. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import type { SpawnOptions } from "@anthropic-ai/claude-agent-sdk";
import type { ChildStore } from "../../sessions/store.ts";
import { startTimeOf } from "./process-identity.ts";

/** Milliseconds a child has to end by itself before it is killed. */
const GRACE_MS = 1_000;
const STDERR_CHARS = 4_000;

export interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  readonly running: boolean;
  /** The last of what it wrote to standard error. */
  readonly stderr: string;
  /** Asks it to end, and forces it when it does not. Idempotent. */
  terminate(): void;
}

export interface ChildOptions {
  readonly children: ChildStore | null;
  /** The child's private folder, recorded with it. */
  readonly folder: string;
  /** Called once, when there is no process any more. */
  readonly onEnd: (reason: string) => void;
}

/** Spawns at once; a failure to start is told by `onEnd`. */
export function startChild(spawning: SpawnOptions, options: ChildOptions): Child {
  const child = spawn(spawning.command, spawning.args, {
    cwd: spawning.cwd,
    env: spawning.env as NodeJS.ProcessEnv,
    stdio: ["pipe", "pipe", "pipe"],
    // A group of its own: an interrupt typed at the terminal is for Tandem to handle.
    detached: true,
    windowsHide: true,
  });
  let stderr = "";
  let killTimer: NodeJS.Timeout | undefined;
  const remove = record(child.pid, options);
  const end = (reason: string) => {
    clearTimeout(killTimer);
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
    terminate() {
      if (!running() || killTimer !== undefined) return;
      child.kill("SIGTERM");
      killTimer = setTimeout(() => child.kill("SIGKILL"), GRACE_MS).unref();
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
