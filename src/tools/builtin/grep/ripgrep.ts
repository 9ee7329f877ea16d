/** Matches with ripgrep, where it is installed. */
import { constants } from "node:fs";
import { access, realpath } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { createInterface } from "node:readline";
import { spawnClean } from "../../../process/spawn.ts";
import { isWithin, type PathScope } from "../../../safety/scope.ts";
import type { FileMatches, Matcher, Pattern } from "./matcher.ts";

/** ripgrep did not take the pattern (it knows no look-around). */
export class PatternUnsupported extends Error {}

/** Characters of file names in one command line. */
const MAX_ARGUMENT_CHARS = 100_000;

/**
 * The `rg` program of a PATH, or `null`. One that lies where tools may write is passed over: the model could have put it
 * there, and running it would be running a command.
 */
export async function findRipgrep(path: string | undefined, scope: PathScope): Promise<string | null> {
  const writable = [scope.workspaceDir, ...scope.additionalDirectories];
  for (const folder of (path ?? "").split(":")) {
    if (!isAbsolute(folder)) continue;
    const program = join(folder, "rg");
    const usable = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!usable) continue;
    const real = await realpath(program);
    if (![program, real].some((file) => writable.some((root) => isWithin(file, root)))) return real;
  }
  return null;
}

/** A matcher that runs the program once for each batch of files. Throws {@link PatternUnsupported} out of `match`. */
export function ripgrepMatcher(
  program: string,
  pattern: Pattern,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Matcher {
  return {
    async *match(paths) {
      // A name with a line break would be taken apart wrongly.
      const batch = batches(paths.filter((path) => !path.includes("\n")));
      for (const files of batch) yield* runBatch(program, pattern, files, env, signal);
    },
    close: () => Promise.resolve(),
  };
}

async function* runBatch(
  program: string,
  pattern: Pattern,
  files: readonly string[],
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): AsyncGenerator<FileMatches> {
  // One thread keeps the files' order; a column limit of one leaves the text out of the output.
  const flags = [
    "--no-config",
    "--null",
    "--line-number",
    "--no-heading",
    "--with-filename",
    "--color=never",
  ];
  flags.push("--threads=1", "--max-columns=1", "--crlf", "--no-messages");
  if (pattern.ignoreCase) flags.push("--ignore-case");
  if (pattern.literal) flags.push("--fixed-strings");
  const child = spawnClean(program, [...flags, "--regexp", pattern.source, "--", ...files], {
    cwd: "/",
    env,
    signal,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on("error", () => resolve(null));
    child.on("close", resolve);
  });
  try {
    let path = "";
    let lines: number[] = [];
    for await (const row of createInterface({ input: child.stdout!, crlfDelay: Number.POSITIVE_INFINITY })) {
      const [, file, line] = /^(.*)\0(\d+):/.exec(row) ?? [];
      if (file === undefined || line === undefined) continue;
      if (file !== path) {
        if (lines.length > 0) yield { path, lines };
        path = file;
        lines = [];
      }
      lines.push(Number(line));
    }
    if (lines.length > 0) yield { path, lines };
    const code = await ended;
    signal.throwIfAborted();
    // 0: matches, 1: none, 2: an error, which with readable files is the pattern.
    if (code !== 0 && code !== 1) throw new PatternUnsupported();
  } finally {
    child.kill("SIGKILL");
  }
}

function* batches(paths: readonly string[]): Generator<string[]> {
  let batch: string[] = [];
  let chars = 0;
  for (const path of paths) {
    if (chars + path.length > MAX_ARGUMENT_CHARS && batch.length > 0) {
      yield batch;
      batch = [];
      chars = 0;
    }
    batch.push(path);
    chars += path.length + 1;
  }
  if (batch.length > 0) yield batch;
}
