/** Runs a hook's command in a process group of its own: text in, limited text out, nothing of it left behind. */
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { spawnClean } from "../process/spawn.ts";

/** Characters kept of what a command prints; what follows is read and dropped. */
const MAX_OUTPUT = 1_000_000;
const MAX_ERRORS = 8_000;
/** Milliseconds to wait for the rest of the output once the group is gone: only a process that left it can hold the pipe. */
const DRAIN_MS = 200;

export interface ShellHookOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly input: string;
  readonly signal: AbortSignal;
}

export interface ShellHookEnd {
  /** `null`: ended by a signal. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  /** Whether more was printed than is kept. */
  readonly cut: boolean;
  readonly stderr: string;
}

/**
 * Runs `/bin/sh -c command`. Its group is killed when the shell has ended and when the signal is aborted. Rejects when it cannot be
 * started.
 */
export async function runShellHook(command: string, options: ShellHookOptions): Promise<ShellHookEnd> {
  options.signal.throwIfAborted();
  const child = spawnClean("/bin/sh", ["-c", command], {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  }) as ChildProcessWithoutNullStreams;
  const killGroup = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // The group is empty.
    }
  };
  options.signal.addEventListener("abort", killGroup, { once: true });
  const stdout = kept(child.stdout, MAX_OUTPUT);
  const stderr = kept(child.stderr, MAX_ERRORS);
  // A command that does not read its input closes the pipe early.
  child.stdin.on("error", () => {});
  child.stdin.end(options.input);
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  try {
    const end = await new Promise<Pick<ShellHookEnd, "code" | "signal">>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => resolve({ code, signal }));
    });
    killGroup();
    await drained(closed);
    return { ...end, stdout: stdout.text(), cut: stdout.cut(), stderr: stderr.text() };
  } finally {
    options.signal.removeEventListener("abort", killGroup);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

function kept(stream: NodeJS.ReadableStream, limit: number): { text(): string; cut(): boolean } {
  let text = "";
  let cut = false;
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    cut ||= text.length + chunk.length > limit;
    text += chunk.slice(0, limit - text.length);
  });
  return { text: () => text, cut: () => cut };
}

async function drained(closed: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, DRAIN_MS);
  await Promise.race([closed, promise]);
  clearTimeout(timer);
}
