/** What goes into the package beside the bundle, and what of the bundle does not. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { ROOT, readJson } from "./project.mjs";

/**
 * An ignore file for npm: what only the parity suite uses, which stays in the repository. `entries` are the outputs that a user of
 * the package can start from; `parity` reaches the rest through one dynamic import.
 */
export function leaveOut({ outputs }, outdir, entries) {
  const within = (path) => relative(outdir, join(ROOT, path)).split(sep).join("/");
  const suite = (path) => outputs[path]?.entryPoint?.startsWith("parity/") === true;
  const kept = new Set();
  const queue = Object.keys(outputs).filter((path) => entries.includes(within(path)));
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (kept.has(path)) continue;
    kept.add(path);
    for (const { path: next, external } of outputs[path].imports)
      if (!external && !suite(next)) queue.push(next);
  }
  const left = Object.keys(outputs)
    .filter((path) => !kept.has(path))
    .map(within);
  return [".build.json", ".npmignore", "*.tsv", ...left.sort()].map((path) => `/${path}\n`).join("");
}

/** The terms of every package whose code is in the bundle. */
export function notices({ outputs }) {
  const used = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(used.map(packageFolder).filter((folder) => folder !== undefined));
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = readJson(join(ROOT, folder, "package.json"));
    return `${name} ${version} (${license ?? "see below"})\n\n${termsOf(join(ROOT, folder)) ?? "No text of its own."}\n`;
  });
  const rule = `\n${"-".repeat(80)}\n\n`;
  return `The files of this folder contain code of the following packages.\n${rule}${texts.join(rule)}`;
}

/** The folder of the installed package that a file belongs to; `undefined`: the project's own. */
function packageFolder(path) {
  if (!path.includes("node_modules/")) return undefined;
  let folder = dirname(path);
  while (!isPackage(folder)) folder = dirname(folder);
  return folder;
}

/** Some packages have manifests without a name in folders of theirs, to say what kind of modules are there. */
function isPackage(folder) {
  const manifest = readJson(join(ROOT, folder, "package.json"));
  return manifest?.name !== undefined && manifest.version !== undefined;
}

function termsOf(folder) {
  const file = readdirSync(folder).find((name) => /^(?:licen[cs]e|copying)/i.test(name));
  return file === undefined || !existsSync(join(folder, file))
    ? undefined
    : readFileSync(join(folder, file), "utf8").trim();
}
