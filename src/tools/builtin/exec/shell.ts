/** Runs a command in a process group of its own, and leaves nothing of it behind. */
import { spawn } from "node:child_process";
import { StringDecoder } from "node:string_decoder";
import { systemFailure } from "../../../safety/open.ts";

export interface ShellOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Standard output and error in the order they were written. */
  readonly onText: (text: string) => void;
}

export interface Ending {
  readonly reason: "exit" | "timeout" | "aborted";
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Milliseconds to wait for the rest of the output once the group is gone: only a process that left it can hold the pipe. */
const DRAIN_MS = 200;

/**
 * Runs `/bin/sh -c command`. When the shell exits, times out or is aborted, every process left in its group is killed, also
 * grandchildren. A process that moves to another group (`setsid`) is out of reach until commands run in a sandbox.
 */
export async function runShell(command: string, options: ShellOptions): Promise<Ending> {
  options.signal.throwIfAborted();
  // One pipe for both, so that the order of output and errors is kept.
  const child = spawn("/bin/sh", ["-c", `exec 2>&1\n${command}`], {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const killGroup = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // The group is empty.
    }
  };
  let reason: Ending["reason"] = "exit";
  const stop = (why: "timeout" | "aborted") => {
    reason = why;
    killGroup();
  };
  const onAbort = () => stop("aborted");
  const timer = setTimeout(() => stop("timeout"), options.timeoutMs);
  options.signal.addEventListener("abort", onAbort, { once: true });
  const decoder = new StringDecoder("utf8");
  child.stdout.on("data", (chunk: Buffer) => options.onText(decoder.write(chunk)));
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  try {
    const { code, signal } = await exitOf(child, options.cwd);
    killGroup();
    await drained(closed);
    options.onText(decoder.end());
    return { reason, code, signal };
  } finally {
    clearTimeout(timer);
    options.signal.removeEventListener("abort", onAbort);
    child.stdout.destroy();
  }
}

function exitOf(
  child: ReturnType<typeof spawn>,
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
