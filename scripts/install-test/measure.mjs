/** What an install fetched and unpacked, by part, from npm's cache and the disk. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { partOf } from "../lib/install-plan.mjs";
import { sizeOfPackage } from "../lib/install-progress.mjs";
import { readJson } from "../lib/project.mjs";

const MEGABYTE = 1e6;
const NODE = "node_modules/node";

/** Whole megabytes of each part: `{ claude: { download, disk }, … }`. */
export function measuredSizes(clone, cache) {
  const tarballs = tarballSizes(join(cache, "_cacache", "index-v5"));
  const lock = readJson(join(clone, "package-lock.json"));
  const sizes = { claude: [0, 0], checks: [0, 0], libraries: [0, 0], node: [0, 0] };
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === "" || !existsSync(join(clone, path))) continue;
    const part = sizes[path === NODE ? "node" : partOf(path, entry)];
    part[0] += tarballs.byIntegrity.get(entry.integrity) ?? 0;
    part[1] += sizeOfPackage(join(clone, path));
  }
  sizes.node[0] += tarballs.node;
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
