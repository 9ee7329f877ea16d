/** Runs the `tandem` program as a person or a script would: as a process of its own, with an environment of its own. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { CLI } from "./programs.ts";
import type { Stage } from "./stage.ts";

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliRunOptions {
  readonly stdin?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Sends the signal when this settles. */
  readonly interrupt?: Promise<unknown>;
  /** Default SIGINT. `reader gone`: the other end of its standard output is closed. */
  readonly signal?: NodeJS.Signals | "reader gone";
}

/** Runs it on the stage's data folder and server. */
export async function tandem(
  stage: Stage,
  args: readonly string[],
  options: CliRunOptions = {},
): Promise<CliRun> {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: options.cwd ?? stage.workspace,
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH ?? "",
      HOME: stage.home,
      TANDEM_HOME: stage.home,
      ANTHROPIC_API_KEY: stage.key,
      ANTHROPIC_BASE_URL: stage.server.url,
      NO_COLOR: "1",
      ...options.env,
    },
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  void options.interrupt?.then(() => {
    if (options.signal === "reader gone") child.stdout.destroy();
    else child.kill(options.signal ?? "SIGINT");
  });
  child.stdin.end(options.stdin ?? "");
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout).catch(() => ""),
    text(child.stderr),
    exited,
  ]);
  return { code, stdout, stderr };
}

/** JSON of a program's output, or an error that shows what came instead. */
export function parse<T>(run: CliRun): T {
  try {
    return JSON.parse(run.stdout) as T;
  } catch {
    throw new Error(
      `no JSON on stdout (exit ${run.code}): ${run.stdout.slice(0, 300)} ${run.stderr.slice(0, 300)}`,
    );
  }
}

/** One value for each line. */
export function parseLines<T>(run: CliRun): T[] {
  return run.stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}
