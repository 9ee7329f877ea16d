/** What an install will fetch, and why, in megabytes measured by `node scripts/install-test.mjs --write`. */
import { readFileSync } from "node:fs";
import { packagesNeeded, reachable } from "./lock.mjs";

/** @typedef {{ download: number, disk: number }} Megabytes */

/** Measured on Linux x64; other systems differ by some percent. The install test holds them to 15 %. */
export const SIZES = JSON.parse(readFileSync(new URL("sizes.json", import.meta.url), "utf8"));

const CLAUDE = /claude-agent-sdk-(?:linux|darwin|win32)/;

/** What only type checks, tests and benchmarks use; the rest goes into Tandem or builds it. */
const CHECKS =
  /^(?:@biomejs\/|@types\/|@modelcontextprotocol\/(?:conformance|server)|@earendil-works\/pi-coding-agent|@hono\/|typescript|vitest|fast-check|express|hono|rolldown)/;

const WHY = {
  claude: "the program of the Claude engine",
  checks: "for `npm test`: type checker, linter, test runner, servers",
  libraries: "libraries: Pi, the SDKs of the providers, the database, images",
  lists: "lists of versions, which npm reads to find each package",
};

/** Packages of this machine by part: `{ claude, checks, libraries }`, each a list of paths. */
export function packageParts(lock, machine) {
  const runs = new Set(reachable(lock, machine, (name) => !CHECKS.test(name)));
  const parts = { claude: [], checks: [], libraries: [] };
  for (const path of packagesNeeded(lock, machine)) {
    const part = CLAUDE.test(path) ? "claude" : runs.has(path) ? "libraries" : "checks";
    parts[part].push(path);
  }
  return parts;
}

/**
 * The parts to fetch, largest first: what each is for, how many packages, and about how many megabytes.
 * @param {(path: string) => boolean} isMissing @param {string | undefined} node the version of Node to fetch
 */
export function partsToFetch(lock, machine, isMissing, node) {
  const parts = Object.entries(packageParts(lock, machine)).map(([id, paths]) => {
    const packages = paths.filter(isMissing).length;
    const share = packages / (paths.length || 1);
    return { why: WHY[id], packages, download: SIZES[id].download * share, disk: SIZES[id].disk * share };
  });
  const share = sumOf(parts, "packages") / packagesNeeded(lock, machine).length;
  parts.push({ why: WHY.lists, packages: 0, download: SIZES.lists.download * share, disk: 0 });
  if (node !== undefined)
    parts.push({
      why: `Node ${node}, since this one (${process.versions.node}) is too old`,
      packages: 1,
      ...SIZES.node,
    });
  return parts.filter(({ download }) => download > 0).sort((a, b) => b.download - a.download);
}

function sumOf(parts, key) {
  return parts.reduce((total, part) => total + part[key], 0);
}

/** The lines that are said before anything is fetched. */
export function describePlan(parts) {
  const sum = (key) => sumOf(parts, key);
  const megabytes = (key) => String(Math.max(1, Math.round(sum(key))));
  const rows = parts.map(({ why, ...part }) => {
    const [download, disk] = [part.download, part.disk].map((size) => String(Math.ceil(size)).padStart(4));
    return `  ${download} MB → ${disk} MB  ${why}`;
  });
  const packages = sum("packages") === 1 ? "1 package" : `${sum("packages")} packages`;
  return [
    `${packages} from npm: about ${megabytes("download")} MB to download, ${megabytes("disk")} MB on disk.`,
    ...rows,
  ];
}
