#!/usr/bin/env node
/** The `tandem` program. */
import { fstatSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { makeFolder } from "../../safety/make-folder.ts";
import { VERSION } from "../../version.ts";
import { inOwnWords } from "./habits.ts";
import type { CliIo } from "./io.ts";
import { Leaving } from "./leaving.ts";

const args = inOwnWords(process.argv.slice(2));

const leaving = new Leaving(process, (line) => process.stderr.write(`${line}\n`));
process.stdout.on("error", leaving.outputLost);
// Nobody is left to whom it could be said.
process.stderr.on("error", () => {});

// Asked by scripts, over and over: nothing else is loaded for it.
if (args.length === 1 && (args[0] === "--version" || args[0] === "-v")) process.stdout.write(`${VERSION}\n`);
else await main();

async function main(): Promise<void> {
  keepCompiledCode();
  const early = args[0] === "run" ? await (await import("./early.ts")).earlyStart(args, process.env) : null;
  const { currentFolder } = await import("../../safety/current-folder.ts");
  const io: CliIo = {
    stdin: process.stdin,
    inputWaits,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    // Asked for where it is needed: many a command does without.
    get cwd() {
      return currentFolder();
    },
    early,
    onInterrupt: leaving.onInterrupt,
  };
  const { runCli } = await import("./cli.ts");
  const code = await runCli(args, io);
  early?.discard();
  // Not by waiting for open handles: an idle keep-alive connection would hold the process for seconds.
  // A failed write is reported by the handler above, which comes first.
  process.stdout.write("", (error) =>
    setImmediate(() => process.exit(leaving.exitCode ?? (error ? 1 : code))),
  );
}

function inputWaits(): boolean {
  try {
    const stdin = fstatSync(0);
    return stdin.isFIFO() || (stdin.isFile() && stdin.size > 0);
  } catch {
    return false;
  }
}

/** From run to run. A folder that cannot be written only costs time. */
function keepCompiledCode(): void {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "tandem", "compile");
  // Without a home the folder would be made in whatever folder this is.
  if (!isAbsolute(folder)) return;
  try {
    makeFolder(folder);
    enableCompileCache(folder);
  } catch {}
}
