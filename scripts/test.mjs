/**
 * `npm test`: installs what is missing, then type check, lint, unit tests, build and the parity suite. All of them run, also
 * after a failure, and the last line is the sum: unit tests and parity cells, and each other step that failed.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { nodeBinary, packageScript, ROOT, readJson, run, say } from "./lib/project.mjs";

await ensureInstalled();
const node = nodeBinary();
const scratch = mkdtempSync(join(tmpdir(), "tandem-test-"));
let passed = 0;
let failed = 0;

async function step(title, work) {
  say(`${title} …`);
  const started = Date.now();
  const before = failed;
  await work();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  say(`${title}: ${failed === before ? "ok" : `${failed - before} failed`} (${seconds} s)`);
}

/** A step that is either right or wrong. */
async function check(work) {
  if ((await work()) !== 0) failed += 1;
}

await step("type check", () => check(() => run(node, [packageScript("typescript", "tsc"), "-p", "."])));

await step("lint", () => check(() => run(node, [packageScript("@biomejs/biome", "biome"), "check", "."])));

await step("unit tests", async () => {
  const report = join(scratch, "unit.json");
  const code = await run(node, [
    packageScript("vitest"),
    ...["run", "--retry=1", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
  ]);
  const result = readJson(report);
  passed += result?.numPassedTests ?? 0;
  failed += result?.numFailedTests ?? 0;
  // A file that cannot be loaded has no failed test, yet is a failure.
  if (code !== 0 && !result?.numFailedTests) failed += 1;
});

await step("build", () => check(() => build({ types: true })));

await step("parity suite", async () => {
  const report = join(scratch, "parity.json");
  const code = await run(node, [
    join(ROOT, "dist", "bin", "tandem.js"),
    "parity",
    "--retries",
    "1",
    "--output",
    report,
  ]);
  const cells = readJson(report)?.cells ?? [];
  const count = (status) => cells.filter((cell) => cell.status === status).length;
  passed += count("proved");
  failed += count("failed");
  if (code !== 0 && count("failed") === 0) failed += 1;
});

rmSync(scratch, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
