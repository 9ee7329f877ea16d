/** What the lock file says: which packages this machine needs, and which of them are there. Pure, and runs on Node 20. */

/** @typedef {{ os: string, cpu: string, libc: string | undefined }} Platform */

/** The machine at hand, in npm's words. */
export function platform() {
  const { platform: os, arch: cpu } = process;
  if (os !== "linux") return { os, cpu, libc: undefined };
  return { os, cpu, libc: process.report.getReport().header.glibcVersionRuntime ? "glibc" : "musl" };
}

/**
 * Paths (`node_modules/…`) of the packages that npm unpacks on this machine: all that the root reaches, without those for other
 * systems and what only they need.
 */
export function packagesNeeded(lock, machine) {
  return reachable(lock, machine, () => true);
}

/** Those of them that the root needs for the dependencies of its own that `wanted` takes by name. */
export function reachable(lock, machine, wanted) {
  const { packages } = lock;
  const needed = new Set();
  const queue = [""];
  for (let from = queue.pop(); from !== undefined; from = queue.pop()) {
    const names = dependenciesOf(packages[from]);
    for (const name of from === "" ? names.filter(wanted) : names) {
      const path = lockedPath(packages, from, name);
      if (path === undefined || needed.has(path) || !fits(packages[path], machine)) continue;
      needed.add(path);
      queue.push(path);
    }
  }
  return [...needed].filter((path) => !packages[path].link).sort();
}

/** Why `node_modules` does not fit the lock file, as the start of a sentence; `null` when it does. */
export function mismatch(lock, installed, machine) {
  if (installed === undefined) return "No packages are installed yet";
  for (const path of packagesNeeded(lock, machine)) {
    const { version, optional } = lock.packages[path];
    const present = installed.packages?.[path];
    if (present === undefined ? !optional : present.version !== version)
      return "The installed packages are not those of the lock file";
  }
  return null;
}

/** Where a package's dependency is found: beside it, or in a folder above it. */
export function lockedPath(packages, from, name) {
  for (let folder = from; ; ) {
    const path = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (path in packages) return path;
    if (folder === "") return undefined;
    const end = folder.lastIndexOf("/node_modules/");
    folder = end === -1 ? "" : folder.slice(0, end);
  }
}

/** What a package brings along; its optional peers are used when another package brings them. */
function dependenciesOf(entry) {
  const peers = Object.keys(entry.peerDependencies ?? {}).filter(
    (name) => !entry.peerDependenciesMeta?.[name]?.optional,
  );
  const kinds = ["dependencies", "devDependencies", "optionalDependencies"];
  return [...kinds.flatMap((kind) => Object.keys(entry[kind] ?? {})), ...peers];
}

function fits(entry, machine) {
  return allows(entry.os, machine.os) && allows(entry.cpu, machine.cpu) && allows(entry.libc, machine.libc);
}

/** npm's lists name what is allowed, or with `!` what is not. */
function allows(list, value) {
  if (list === undefined || value === undefined) return true;
  if (list.includes(`!${value}`)) return false;
  const named = list.filter((one) => !one.startsWith("!"));
  return named.length === 0 || named.includes(value) || named.includes("any");
}
