import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockedPath } from "./lib/lock.mjs";
import { ROOT, readJson } from "./lib/project.mjs";

const { packages } = readJson(join(ROOT, "package-lock.json"));
const entries = Object.entries(packages).filter(([path]) => path !== "");

// `npm install` leaves out what the registry at hand does not have for other platforms; `npm ci` then refuses the whole file.
test("the lock file names every optional package, also those of other platforms", () => {
  const missing = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) => lockedPath(packages, path, name) === undefined,
    ),
  );
  expect(missing).toEqual([]);
});

// npm runs node-gyp for each package with a binding.gyp that the lock file does not mark, whatever the package itself says.
test("nothing is compiled: what has a binding.gyp is marked in the lock file", () => {
  const native = entries.filter(([path]) => existsSync(join(ROOT, path, "binding.gyp")));
  expect(native.map(([path]) => path)).toContain("node_modules/better-sqlite3");
  const compiled = native.filter(([, entry]) => entry.gypfile !== false).map(([path]) => path);
  expect(
    compiled,
    "run `node scripts/lock.mjs`; a package without ready-made programs cannot be used",
  ).toEqual([]);
});

test("no package needs its install script, but that which fetches Node", () => {
  const { allowScripts } = readJson(join(ROOT, "package.json"));
  const scripted = entries
    .filter(([path, entry]) => entry.hasInstallScript || existsSync(join(ROOT, path, "binding.gyp")))
    .map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
  // A new name here: find out what its script is for. Without that script it must work, since `npm start` runs none.
  expect(Object.keys(allowScripts).sort()).toEqual([...new Set(scripted)].sort());
  expect(Object.keys(allowScripts).filter((name) => allowScripts[name])).toEqual(["node"]);
});

// npm 10 forgets `libc` when it writes the file; then both kinds of every program are fetched on Linux.
test("programs for musl and for glibc are told apart", () => {
  const unmarked = entries.filter(([path, entry]) => /musl/.test(path) && entry.libc === undefined);
  expect(unmarked.map(([path]) => path)).toEqual([]);
});

test("no address of a registry is in the file", () => {
  const addresses = entries.filter(([, entry]) => /^https?:/.test(entry.resolved ?? ""));
  expect(addresses.map(([path]) => path)).toEqual([]);
});
