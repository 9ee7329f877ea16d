/** What an install fetched and unpacked, by part, from npm's cache and the disk. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageParts } from "../lib/install-plan.mjs";
import { sizeOfPackage } from "../lib/install-progress.mjs";
import { platform } from "../lib/lock.mjs";
import { readJson } from "../lib/project.mjs";

const MEGABYTE = 1e6;
const NODE = "node_modules/node";

/**
 * Whole megabytes of each part: `{ claude: { download, disk }, … }`.
 * @param {number} downloaded bytes in all; what is not packages is npm's looking up
 */
export function measuredSizes(clone, cache, downloaded) {
  const tarballs = tarballSizes(join(cache, "_cacache", "index-v5"));
  const lock = readJson(join(clone, "package-lock.json"));
  const sizes = { claude: [0, 0], checks: [0, 0], libraries: [0, 0], node: [0, 0] };
  for (const [part, paths] of Object.entries(packageParts(lock, platform()))) {
    for (const path of paths) {
      const size = sizes[path === NODE ? "node" : part];
      size[0] += tarballs.byIntegrity.get(lock.packages[path].integrity) ?? 0;
      size[1] += sizeOfPackage(join(clone, path));
    }
  }
  sizes.node[0] += tarballs.node;
  const packages = Object.values(sizes).reduce((sum, [download]) => sum + download, 0);
  sizes.lists = [Math.max(0, downloaded - packages), 0];
  const whole = (bytes) => Math.round(bytes / MEGABYTE);
  return Object.fromEntries(
    Object.entries(sizes).map(([part, [download, disk]]) => [
      part,
      { download: whole(download), disk: whole(disk) },
    ]),
  );
}

/** Sizes of the package files in npm's cache; that of Node's program, which the lock file does not name, apart. */
function tarballSizes(index) {
  const byIntegrity = new Map();
  let node = 0;
  for (const entry of readdirSync(index, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const text = readFileSync(join(entry.parentPath ?? entry.path, entry.name), "utf8");
    for (const line of text.split("\n")) {
      const [, record] = line.split("\t");
      if (record === undefined) continue;
      const { key, integrity, size } = JSON.parse(record);
      if (!key.endsWith(".tgz")) continue;
      byIntegrity.set(integrity, size);
      if (/\/node(?:-bin)?-(?:linux|darwin|win)-[^/]+\.tgz$/.test(key)) node = size;
    }
  }
  return { byIntegrity, node };
}
