/** A machine with only Node, npm and a shell, as far as a PATH and a HOME can make one: folders in a temporary place. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ROOT } from "../lib/project.mjs";

/** Programs that nobody may call; each call is noted. */
const TRAPS = ["python", "python3", "gcc", "cc", "g++", "c++", "clang", "make", "cmake", "node-gyp"];
const NOT_COPIED = new Set(["node_modules", "dist", ".git", "coverage", "tmp"]);

/**
 * Puts a copy of the working tree, with what is not committed, a PATH and an empty HOME into a folder.
 * @param {string} folder @param {string} npmCli the `npm-cli.js` to use
 */
export function bareMachine(folder, npmCli) {
  const [clone, bin, home, calls] = ["clone", "bin", "home", "calls.txt"].map((name) => join(folder, name));
  for (const path of [clone, bin, home]) mkdirSync(path, { recursive: true });
  copyTree(clone);
  symlinkSync(process.execPath, join(bin, "node"));
  symlinkSync(npmCli, join(bin, "npm"));
  symlinkSync("/bin/sh", join(bin, "sh"));
  setTraps(bin, calls);
  return {
    clone,
    home,
    npm: join(bin, "npm"),
    env: { PATH: bin, HOME: home, TMPDIR: folder },
    /** Calls of programs that the machine does not have. */
    forbiddenCalls: () => (existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n") : []),
  };
}

/** Puts programs into a folder that stand for compilers and what runs them: they fail, and note the call in the file `calls`. */
export function setTraps(folder, calls) {
  mkdirSync(folder, { recursive: true });
  for (const name of TRAPS)
    writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >> '${calls}'\nexit 127\n`, {
      mode: 0o755,
    });
}

function copyTree(target) {
  const listed = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  if (listed.status !== 0) {
    cpSync(ROOT, target, {
      recursive: true,
      filter: (path) => path === ROOT || !NOT_COPIED.has(basename(path)),
    });
    return;
  }
  for (const path of listed.stdout
    .split("\0")
    .filter((name) => name !== "" && existsSync(join(ROOT, name)))) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    cpSync(join(ROOT, path), join(target, path));
  }
}

/** What npm is set to on this machine, so that the bare one reaches the same registry; nothing of it is written down. */
export function npmSettings(npmCli) {
  const get = (key) =>
    execFileSync(process.execPath, [npmCli, "config", "get", key], { encoding: "utf8", cwd: ROOT }).trim();
  const settings = { registry: get("registry") };
  const cafile = get("cafile");
  if (cafile !== "null" && cafile !== "undefined" && cafile !== "") settings.cafile = cafile;
  return settings;
}
