/**
 * `npm test`: installs what is missing, then type check, lint, unit tests, build and the parity suite. All of them run, also
 * after a failure. What this machine lacks a program for is skipped, by name, with the command that brings it; with `CI=true` a
 * skip is a failure. The last line is the sum: unit tests and parity cells, and each other step that failed.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { nodeBinary, packageScript, ROOT, readJson, run, say } from "./lib/project.mjs";
import { ensureSystemPrograms } from "./lib/system.mjs";

await ensureInstalled();
const lacks = await ensureSystemPrograms();
const node = nodeBinary();
const scratch = mkdtempSync(join(tmpdir(), "tandem-test-"));
const skipped = [];
let passed = 0;
let failed = 0;

async function step(title, work) {
  say(`${title} …`);
  const started = Date.now();
  const before = { failed, skipped: skipped.length };
  await work();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const skips = skipped.length === before.skipped ? "" : `, ${skipped.length - before.skipped} skipped`;
  say(
    `${title}: ${failed === before.failed ? "ok" : `${failed - before.failed} failed`}${skips} (${seconds} s)`,
  );
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
  for (const file of result?.testResults ?? []) {
    const left = file.assertionResults.filter(({ status }) => status !== "passed" && status !== "failed");
    skipped.push(...left.map(({ fullName }) => fullName));
  }
  // A file that cannot be loaded has no failed test, yet is a failure.
  if (code !== 0 && !result?.numFailedTests) failed += 1;
});

await step("build", () => check(() => build({ types: true })));

await step("package test", () => check(() => run(node, [join(ROOT, "scripts", "package-test.mjs")])));

await step("supply test", () =>
  check(() => run(process.execPath, [join(ROOT, "scripts", "supply-test.mjs")])),
);

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
  const of = (status) => cells.filter((cell) => cell.status === status);
  passed += of("proved").length;
  failed += of("failed").length;
  skipped.push(...of("skipped").map(({ id, engine }) => `${id} on ${engine}`));
  if (code !== 0 && of("failed").length === 0) failed += 1;
});

// Downloads everything anew, so only CI runs it each time; by hand it is `npm run test:install`.
if (process.env.CI === "true")
  await step("install test", () =>
    check(() => run(process.execPath, [join(ROOT, "scripts", "install-test.mjs")])),
  );

rmSync(scratch, { recursive: true, force: true });
if (skipped.length > 0) {
  say(`skipped:\n${skipped.map((name) => `  ${name}`).join("\n")}`);
  for (const { reason, remedy } of lacks) say(`${reason} ${remedy}`);
}
if (process.env.CI === "true" && skipped.length > 0) {
  say(`CI must run everything: the ${skipped.length} skipped count as failed.`);
  failed += skipped.length;
}
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
