/** A small project with only the packages that have native code, locked as in this one: what plain `npm ci` does with them is seen in seconds. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reachable } from "../lib/lock.mjs";
import { ROOT, readJson } from "../lib/project.mjs";

/** Writes it into a folder; gives the names of these packages. */
export function nativeProject(folder) {
  const { packages } = readJson(join(ROOT, "package-lock.json"));
  const direct = Object.keys(packages).filter(
    (path) => path.lastIndexOf("node_modules/") === 0 && existsSync(join(ROOT, path, "binding.gyp")),
  );
  const names = direct.map((path) => path.slice("node_modules/".length));
  const root = {
    name: "native",
    version: "1.0.0",
    dependencies: Object.fromEntries(names.map((name, index) => [name, packages[direct[index]].version])),
  };
  const kept = reachable({ packages: { ...packages, "": root } }, {}, () => true);
  const own = { "": root, ...Object.fromEntries([...kept].map((path) => [path, packages[path]])) };
  const lock = { name: root.name, version: root.version, lockfileVersion: 3, requires: true, packages: own };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify(root));
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify(lock));
  return names;
}
