/**
 * `npm start`: installs what is missing, builds what is stale, then runs the CLI with the arguments given. Without any: the
 * chat on a terminal, one sample turn on each engine elsewhere.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { build } from "./lib/build.mjs";
import { offerCommand } from "./lib/command.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { nodeBinary, ROOT, say, signalNumber } from "./lib/project.mjs";

await ensureInstalled();
const code = await build();
if (code !== 0) process.exit(code);

const given = process.argv.slice(2);
if (given.length === 0) await offerCommand();
const fallback = process.stdin.isTTY && process.stdout.isTTY ? ["chat"] : ["sample"];
const child = spawn(
  nodeBinary(),
  [join(ROOT, "dist", "bin", "tandem.js"), ...(given.length > 0 ? given : fallback)],
  { stdio: "inherit", cwd: process.env.INIT_CWD ?? process.cwd() },
);
// A terminal sends Ctrl-C to both processes: this one only has to outlive the other.
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  say(`Tandem could not be started: ${error.message}`);
  process.exit(3);
});
child.on("close", (exit, signal) => process.exit(signal === null ? exit : 128 + signalNumber(signal)));
