/** What the scripts share: where things are, how to run them, and a word to the person who waits. Runs on Node 20. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const MODULES = join(ROOT, "node_modules");
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

/** Installs the packages when some are missing or the lock file asks for others; says what it does. */
export async function ensureInstalled() {
  const why = reasonToInstall();
  if (why === null) return;
  say(`${why}: running \`npm ci\`. The first time this takes a minute or two.`);
  const started = Date.now();
  const progress = setInterval(() => {
    say(
      `still installing: ${Math.round((Date.now() - started) / 1000)} s, ${countPackages()} packages so far`,
    );
  }, 10_000);
  let code = await npm("ci");
  if (code !== 0) {
    say("`npm ci` did not work out: trying `npm install`, which is less strict about the lock file.");
    code = await npm("install", "--no-save");
  }
  clearInterval(progress);
  if (code !== 0)
    fail(`The packages could not be installed (exit code ${code}). Check the network and try again.`, 3);
  say(`installed ${countPackages()} packages in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** Runs npm on stderr, since stdout belongs to the program that comes after it. */
function npm(...command) {
  const args = [...command, "--no-audit", "--no-fund", "--loglevel=error"];
  const path = process.env.npm_execpath;
  const options = { stdio: ["ignore", 2, 2] };
  return path?.endsWith(".js") ? run(process.execPath, [path, ...args], options) : run("npm", args, options);
}

/** Why an install is needed, as the start of a sentence; `null` when what is there fits the lock file. */
function reasonToInstall() {
  const installed = readJson(join(MODULES, ".package-lock.json"))?.packages;
  if (installed === undefined) return "No packages are installed yet";
  const wanted = readJson(join(ROOT, "package-lock.json"))?.packages ?? {};
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "" || entry.link) continue;
    const present = installed[path];
    if (present === undefined ? !entry.optional && !entry.peer : present.version !== entry.version)
      return "The lock file has changed";
  }
  return null;
}

function countPackages() {
  const names = list(MODULES);
  const scopes = names.filter((name) => name.startsWith("@"));
  return (
    names.length - scopes.length + scopes.reduce((sum, scope) => sum + list(join(MODULES, scope)).length, 0)
  );
}

function list(folder) {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith("."));
  } catch {
    return [];
  }
}

/** The Node to run Tandem with: the one the project brings along, else the machine's own when it is new enough. */
export function nodeBinary() {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const { platform, arch } = process;
  const own = [
    join(MODULES, "node", "bin", name),
    ...["node", "node-bin"].map((prefix) =>
      join(MODULES, `${prefix}-${platform === "win32" ? "win" : platform}-${arch}`, "bin", name),
    ),
  ].find((path) => existsSync(path));
  if (own !== undefined) return own;
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > NEEDED_NODE[0] || (major === NEEDED_NODE[0] && minor >= NEEDED_NODE[1]))
    return process.execPath;
  return fail(
    `Node ${NEEDED_NODE.join(".")} or newer is needed, this is ${process.versions.node}, and the one that comes with the ` +
      "packages is missing (install scripts are probably off). Run `npm rebuild node --ignore-scripts=false`, or install a newer Node.",
    3,
  );
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
