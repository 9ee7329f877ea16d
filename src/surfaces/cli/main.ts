#!/usr/bin/env node
/** The `tandem` program. */
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import type { CliIo } from "./io.ts";

// Compiled code is kept from run to run. A folder that cannot be written only costs time.
enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "tandem", "compile"));

const io: CliIo = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  onInterrupt(handler) {
    process.on("SIGINT", handler).on("SIGTERM", handler);
    return () => {
      process.off("SIGINT", handler).off("SIGTERM", handler);
    };
  },
};

// A reader that goes away (`tandem … | head -1`) ends the program as it would end any other.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 141 : 1));

const { runCli } = await import("./cli.ts");
const code = await runCli(process.argv.slice(2), io);
// Not by waiting for open handles: an idle keep-alive connection would hold the process for seconds.
process.stdout.write("", () => process.exit(code));
