/**
 * `npm run test:supply`: what the package is made of. The list of all parts can be made from the lock file, each part that is used is pinned by its hash,
 * what is bundled may be passed on, and nothing has a known hole, where the registry tells.
 *
 *     npm run test:supply [-- --sbom <file>]      also writes the list (CycloneDX)
 */
import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { holesIn } from "./lib/advisories.mjs";
import { ROOT, say } from "./lib/project.mjs";

/** Licences that let others pass the code on with its terms, as THIRD-PARTY-NOTICES.txt does. */
const FREE =
  /^\(?(?:MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|Python-2\.0|Zlib)(?: (?:OR|AND) [\w.-]+)*\)?$/;

const { values: options } = parseArgs({ options: { sbom: { type: "string" } } });
const wrong = [];

/** npm's standard output; it fails for holes too, so its exit code says nothing. */
function npm(...args) {
  return new Promise((resolve) => {
    execFile("npm", args, { cwd: ROOT, maxBuffer: 256 * 1024 * 1024 }, (_error, stdout) => resolve(stdout));
  });
}

const sbom = await npm("sbom", "--package-lock-only", "--sbom-format", "cyclonedx");
const { components = [] } = sbom === "" ? {} : JSON.parse(sbom);
if (components.length === 0) wrong.push("npm could not list the parts.");
const unpinned = [];
for (const { name, version, hashes = [], purl } of components) {
  if (!purl?.startsWith("pkg:npm/") || !version) wrong.push(`${name} has no version of the registry.`);
  else if (!hashes.some(({ alg }) => alg === "SHA-512")) unpinned.push({ name, version });
}
// A registry that does not have a tool's package for another system cannot tell its hash either.
for (const { name, version } of unpinned)
  if (existsSync(join(ROOT, "node_modules", name)))
    wrong.push(`${name} ${version} is not pinned by its hash.`);
say(`${components.length} parts, ${components.length - unpinned.length} of them pinned by version and hash.`);
for (const { name, version } of unpinned)
  say(`${name} ${version} is not pinned; nothing of it is used here.`);
if (options.sbom !== undefined) writeFileSync(options.sbom, sbom);

const notices = readFileSync(join(ROOT, "dist", "THIRD-PARTY-NOTICES.txt"), "utf8");
const bundled = [...notices.matchAll(/^(\S+) (\d\S*) \((.+)\)$/gm)];
if (bundled.length < 20) wrong.push("dist/THIRD-PARTY-NOTICES.txt does not name the bundled packages.");
for (const [, name, version, licence] of bundled) {
  if (!FREE.test(licence)) wrong.push(`${name} ${version} is bundled, and its licence is "${licence}".`);
  if (!components.some((one) => one.name === name && one.version === version))
    wrong.push(`${name} ${version} is bundled, and not in the lock file.`);
}
say(`${bundled.length} packages are bundled, all of them may be passed on.`);

const holes = holesIn(await npm("audit", "--json", "--fetch-retries=0", "--fetch-timeout=20000"));
if (holes === null) say("The registry tells nothing of known holes; they were not looked for.");
else say(`${holes.length} packages with known holes.`);
wrong.push(...(holes ?? []));

for (const line of wrong) say(line);
process.exit(wrong.length === 0 ? 0 : 1);
