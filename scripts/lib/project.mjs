/** What the scripts share: where things are, how to run them, and a word to the person who waits. Runs on Node 20. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const MODULES = join(ROOT, "node_modules");
const NEEDED_NODE = [22, 19];

/** One line on stderr, so that stdout stays the program's own. */
export function say(line) {
  process.stderr.write(`tandem: ${line}\n`);
}

/** Says what went wrong and what to do about it, and ends the process. */
export function fail(line, code = 1) {
  say(line);
  process.exit(code);
}

/** Runs a program in the project's folder; resolves with its exit code, 128 plus the signal's number when it was killed. */
export function run(command, args, { stdio = "inherit", env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio,
      env: env ?? process.env,
      shell: process.platform === "win32" && !command.endsWith(".exe"),
    });
    child.on("error", (error) => {
      say(`${command} could not be started: ${error.message}`);
      resolve(127);
    });
    child.on("close", (code, signal) => resolve(signal === null ? (code ?? 1) : 128 + signalNumber(signal)));
  });
}

/** Numbers of the signals a shell user meets; enough for an exit code. */
export function signalNumber(signal) {
  return { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }[signal] ?? 1;
}

/** The Node to run Tandem with: the one the project brings along, else the machine's own when it is new enough. */
export function nodeBinary() {
  const own = bundledNode() ?? (isNewEnough(process.versions.node) ? process.execPath : undefined);
  if (own !== undefined) return own;
  return fail(
    `Node ${NEEDED_NODE.join(".")} or newer is needed, this is ${process.versions.node}, and the one that comes with the ` +
      "packages is missing. Run `npm rebuild node --ignore-scripts=false`, or install a newer Node.",
    3,
  );
}

/** The Node that came with the packages; undefined when there is none. */
export function bundledNode() {
  const path = join(MODULES, "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  return existsSync(path) ? path : undefined;
}

/** Whether Tandem runs on this version of Node. */
export function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > NEEDED_NODE[0] || (major === NEEDED_NODE[0] && minor >= NEEDED_NODE[1]);
}

/** A program of an installed package, to be run with {@link nodeBinary}: `[path]` of its script. */
export function packageScript(name, bin = name) {
  const folder = join(MODULES, ...name.split("/"));
  const manifest = readJson(join(folder, "package.json"));
  if (manifest === undefined) fail(`The package ${name} is missing: run \`npm ci\`.`, 3);
  const entry = typeof manifest.bin === "string" ? manifest.bin : manifest.bin[bin];
  return join(folder, entry);
}

export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
