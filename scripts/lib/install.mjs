/**
 * Brings the packages of the lock file, and Node itself where the one at hand is too old: says before what it fetches, shows how
 * far it is, and names npm's own reason when it fails. Install scripts of packages stay off: none is needed but the one that
 * fetches Node.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describePlan, partsToFetch } from "./install-plan.mjs";
import { InstallProgress } from "./install-progress.mjs";
import { mismatch, packagesNeeded, platform } from "./lock.mjs";
import { npm } from "./npm.mjs";
import { npmFailure } from "./npm-failure.mjs";
import { bundledNode, fail, isNewEnough, MODULES, ROOT, readJson, say, signalNumber } from "./project.mjs";

const NODE_FOLDER = "node_modules/node";

/** Installs what is missing or of another version. Resolves when all is there; else ends the process and says why. */
export async function ensureInstalled() {
  const lock = readLock();
  const why = reasonToInstall();
  const node = lacksNode() ? lock.packages[NODE_FOLDER].version : undefined;
  if (why === null && node === undefined) return;

  const started = Date.now();
  const needed = packagesNeeded(lock, platform());
  const installed = readInstalled()?.packages ?? {};
  const isMissing = (path) => why !== null && installed[path]?.version !== lock.packages[path].version;
  const plan = describePlan(partsToFetch(lock, platform(), isMissing, node));
  say([`${why ?? `Node ${node} is missing`}. Installing ${plan[0]}`, ...plan.slice(1)].join("\n"));
  if (why !== null) await installPackages(needed);
  if (lacksNode()) await installNode(node);
  say(`installed in ${secondsSince(started)}.`);
}

/** What is there stays until its replacement is whole; only a first install, or one after a broken one, begins from nothing. */
async function installPackages(needed) {
  const packages = { what: "the packages", paths: needed, done: () => reasonToInstall() === null };
  const keep = { ...packages, command: ["install", "--no-save", "--ignore-scripts"] };
  if (readInstalled() !== undefined) return step(keep);
  const failure = await step({ ...packages, command: ["ci", "--ignore-scripts"], tolerated: "EUSAGE" });
  if (failure === undefined) return;
  say("package.json and the lock file differ: `npm install`, which allows that, is next.");
  await step(keep);
}

/** Its package fetches the program for this system with an install script; headers and manuals that come along are not needed. */
async function installNode(version) {
  const command = ["rebuild", "node", "--ignore-scripts=false"];
  const { platform: os, arch } = process;
  const prefix = os === "darwin" && arch === "arm64" ? "node-bin" : "node";
  const program = `${NODE_FOLDER}/node_modules/${prefix}-${os === "win32" ? "win" : os}-${arch}`;
  await step({ what: `Node ${version}`, paths: [program], command, done: () => !lacksNode() });
  rmSync(join(ROOT, NODE_FOLDER, "node_modules"), { recursive: true, force: true });
}

/**
 * Runs npm and shows how far it is. Ends the process when it fails, or when it says that it did not and `done` says otherwise. A
 * failure with the `tolerated` code of npm resolves with that code.
 */
async function step({ what, paths, command, done, tolerated }) {
  const started = Date.now();
  const had = readInstalled() !== undefined;
  const progress = new InstallProgress(ROOT, paths);
  const stopShowing = progress.show((state) => `${what}: ${state}, ${secondsSince(started)}`);
  const { code, stderr, stoppedBy } = await npm(command);
  stopShowing();
  if (stoppedBy !== null) fail(`stopped. ${stateLeft(had)}`, 128 + signalNumber(stoppedBy));
  if (code === 0 && done()) return undefined;
  const failure = npmFailure(stderr);
  if (tolerated !== undefined && tolerated === failure.code) return failure.code;
  say(`${what} could not be installed: in \`npm ${command.join(" ")}\` ${failure.what}.`);
  say(failure.remedy);
  return fail(stateLeft(had), 3);
}

/** What is in `node_modules` after a step that failed. */
function stateLeft(hadPackages) {
  const cached = "npm keeps what it has downloaded in its cache.";
  if (reasonToInstall() === null) return `The packages are installed and usable. ${cached}`;
  return hadPackages && readInstalled() !== undefined
    ? `node_modules holds what it held before. ${cached}`
    : `node_modules is incomplete; the next \`npm start\` or \`npm test\` makes it anew. ${cached}`;
}

function reasonToInstall() {
  return mismatch(readLock(), readInstalled(), platform());
}

function readLock() {
  return readJson(join(ROOT, "package-lock.json"));
}

/** What npm notes when an install is whole; undefined before. */
function readInstalled() {
  return readJson(join(MODULES, ".package-lock.json"));
}

function lacksNode() {
  return bundledNode() === undefined && !isNewEnough(process.versions.node);
}

function secondsSince(started) {
  return `${Math.round((Date.now() - started) / 1_000)} s`;
}
