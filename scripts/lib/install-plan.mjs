/** What an install will fetch, and why, in megabytes measured by `node scripts/install-test.mjs --write`. */
import { readFileSync } from "node:fs";

/** @typedef {{ download: number, disk: number }} Megabytes */

/** Measured on Linux x64; other systems differ by some percent. The install test holds them to 15 %. */
export const SIZES = JSON.parse(readFileSync(new URL("sizes.json", import.meta.url), "utf8"));

const PARTS = [
  {
    id: "claude",
    why: "the program of the Claude engine",
    has: (path) => /claude-agent-sdk-(?:linux|darwin|win32)/.test(path),
  },
  {
    id: "checks",
    why: "for `npm test`: type checker, linter, test runner, MCP servers",
    has: (_path, entry) => entry.dev === true,
  },
  { id: "libraries", why: "libraries: Pi, the SDKs of the providers, the database, images", has: () => true },
];

/** The part that a package belongs to. */
export function partOf(path, entry) {
  return PARTS.find((part) => part.has(path, entry)).id;
}

/**
 * The parts to fetch, largest first: what each is for, how many packages, and about how many megabytes.
 * @param {readonly string[]} missing paths of the packages that are not there @param {readonly string[]} needed all paths
 */
export function partsToFetch(lock, needed, missing, withNode) {
  const count = (paths, id) => paths.filter((path) => partOf(path, lock.packages[path]) === id).length;
  const parts = PARTS.map(({ id, why }) => {
    const packages = count(missing, id);
    const share = packages / (count(needed, id) || 1);
    return { why, packages, download: SIZES[id].download * share, disk: SIZES[id].disk * share };
  }).filter((part) => part.packages > 0);
  if (withNode)
    parts.push({
      why: `Node ${withNode}, since this one (${process.versions.node}) is too old`,
      packages: 1,
      ...SIZES.node,
    });
  return parts.sort((a, b) => b.download - a.download);
}

/** The lines that are said before anything is fetched. */
export function describePlan(parts) {
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0);
  const megabytes = (key) => String(Math.max(1, Math.round(sum(key))));
  const rows = parts.map(({ why, ...part }) => {
    const [download, disk] = [part.download, part.disk].map((size) =>
      String(Math.max(1, Math.round(size))).padStart(4),
    );
    return `  ${download} MB → ${disk} MB  ${why}`;
  });
  const packages = sum("packages") === 1 ? "1 package" : `${sum("packages")} packages`;
  return [
    `${packages} from npm: about ${megabytes("download")} MB to download, ${megabytes("disk")} MB on disk.`,
    ...rows,
  ];
}
