/**
 * The package test: packs the package, installs it in new folders and uses it there as people do, with types, `import`, `require`,
 * the command line and a bundler. `--node 22.19.0` fetches that Node and uses it. Prints the megabytes.
 */

import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import * as esbuild from "esbuild";
import { ODD_INPUT, oddPlace } from "../src/surfaces/cli/odd-input.fixture.ts";
import { setTraps } from "./install-test/bare-machine.mjs";
import { build } from "./lib/build.mjs";
import { isNewEnough, nodeBinary, packageScript, ROOT, say } from "./lib/project.mjs";
import { Project } from "./package-test/project.mjs";

/** Megabytes on disk, above which a dependency has slipped in. */
const MOST = { tandem: 30, piOnly: 30 };
const FIXTURES = join(ROOT, "scripts", "package-test");
const PACKAGES = ["sharp", "@napi-rs/keyring", "@anthropic-ai/claude-agent-sdk"];

const scratch = mkdtempSync(join(realpathSync(tmpdir()), "tandem-package-"));
let failed = 0;
try {
  await main();
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(failed === 0 ? 0 : 1);

async function main() {
  if ((await build({ types: true })) !== 0) throw new Error("the build failed");
  const node = await chosenNode();
  say(`the package on Node ${versionOf(node)}`);
  const tarball = await pack(node);

  const pi = new Project(join(scratch, "pi"), node);
  await pi.npm("install", tarball, "--omit=optional", "--prefer-offline");
  await test("what is in the package", () => contents(pi));
  await test("strict types, with every declaration checked", () => types(pi));
  await test("import and require", () => modules(pi));
  await test("the command line, without an engine and without the suite", () => commands(pi));
  await test("odd input and odd surroundings of the command line", () => oddInput(pi));
  const installed = join(pi.folder, "node_modules", "tandem");
  await test("a host that keeps its packages outside its bundle", () =>
    bundled(pi, { packages: "external" }, { "node_modules/tandem": installed }));
  await test("a host with everything in its bundle", () =>
    bundled(pi, { external: PACKAGES }, { database: join(installed, "dist", "database") }));
  await test("a host that brings the database's package", () =>
    bundled(
      pi,
      { external: PACKAGES },
      { "node_modules/better-sqlite3": join(ROOT, "node_modules", "better-sqlite3") },
    ));
  await test("a host without the database", () => withoutDatabase(pi));
  await test("a Node that is too old", () => oldNode(pi));

  const both = new Project(join(scratch, "both"), node);
  await both.npm("install", tarball, "--prefer-offline", "--package-lock-only");
  await test("installed by a lock file, and nothing is compiled", () => byLock(both));
  await test("the examples of the README, on both engines", () => examples(both));
  say(
    `installed: ${megabytes(join(both.folder, "node_modules"))} MB; without what is optional: ` +
      `${megabytes(join(pi.folder, "node_modules"))} MB; the package itself: ${megabytes(join(pi.folder, "node_modules", "tandem"))} MB.`,
  );
}

async function test(name, work) {
  const started = Date.now();
  try {
    await work();
    say(`  ok      ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    say(`  failed  ${name}: ${error.message}`);
  }
}

async function pack(node) {
  await new Project(join(scratch, "pack"), node).npm("pack", ROOT, "--ignore-scripts");
  const [file] = readdirSync(join(scratch, "pack")).filter((name) => name.endsWith(".tgz"));
  return join(scratch, "pack", file);
}

function contents({ folder }) {
  const root = join(folder, "node_modules", "tandem");
  const files = readdirSync(root, { recursive: true });
  for (const name of [
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "dist/index.d.ts",
    "dist/THIRD-PARTY-NOTICES.txt",
  ])
    expect(existsSync(join(root, name)), `${name} is in the package`);
  expect(
    files.some((name) => /skills.create-skill.SKILL\.md$/.test(name)),
    "the skills are in the package",
  );
  const strange = files.filter((name) => /scenarios|parity-child|\.map$|\.tsv$|^src|\.test\./.test(name));
  expect(strange.length === 0, `nothing of the suite is in the package: ${strange}`);
  expect(megabytes(root) <= MOST.tandem, `the package has ${megabytes(root)} MB`);
  const all = megabytes(join(folder, "node_modules"));
  expect(all <= MOST.piOnly, `without what is optional, ${all} MB are installed`);
}

async function types(project) {
  for (const name of ["import.mts", "require.cts"])
    copyFileSync(join(FIXTURES, name), join(project.folder, name));
  const options = {
    strict: true,
    module: "nodenext",
    target: "es2024",
    skipLibCheck: false,
    noEmit: true,
    types: [],
  };
  const settings = { compilerOptions: options, files: ["import.mts", "require.cts"] };
  writeFileSync(join(project.folder, "tsconfig.json"), JSON.stringify(settings));
  const result = await project.script(packageScript("typescript", "tsc"), ["-p", "."]);
  expect(result.code === 0, `tsc finds nothing wrong:\n${result.stdout}`);
}

async function modules(project) {
  const use = `createTandem({ offline: "always" })
    .then((tandem) => tandem.run({ prompt: "hi", runtime: "pi" })
    .then((result) => tandem.close().then(() => console.log(result.status, TandemError.isInstance(result)))));`;
  const ways = {
    "import.mjs": `import { createTandem, TandemError } from "tandem";\n${use}`,
    "require.cjs": `const { createTandem, TandemError } = require("tandem");\n${use}`,
    "same.mjs": `import { createRequire } from "node:module"; import * as imported from "tandem";
      const required = createRequire(import.meta.url)("tandem");
      console.log("completed", required.createTandem !== imported.createTandem);`,
  };
  for (const [name, source] of Object.entries(ways)) {
    writeFileSync(join(project.folder, name), source);
    const { code, stdout, stderr } = await project.script(name);
    expect(code === 0 && stdout.trim() === "completed false", `${name}: ${code} ${stdout}${stderr}`);
  }
}

async function commands(project) {
  const program = join(project.folder, "node_modules", "tandem", "dist", "bin", "tandem.js");
  const tandem = (...args) => project.script(program, args);
  expect(/^\d+\.\d+\.\d+\n$/.test((await tandem("--version")).stdout), "--version prints the version");
  expect((await tandem("run", "hi")).stdout.includes("offline model"), "the offline model answers");
  const claude = await tandem("run", "--runtime", "claude", "hi");
  expect(
    claude.code === 3 &&
      /@anthropic-ai\/claude-agent-sdk, which is not installed[\s\S]*npm install @anthropic-ai/.test(
        claude.stderr,
      ),
    `a missing engine is named: ${claude.stderr}`,
  );
  const doctor = await tandem("doctor");
  // Whether there is a sandbox is the machine's affair.
  expect(
    /^warn\s+engine\.claude/m.test(doctor.stdout) && !/^fail\s+(?!sandbox\.)/m.test(doctor.stdout),
    `the doctor says so, and nothing else fails: ${doctor.stdout}`,
  );
  const parity = await tandem("parity");
  expect(parity.code === 3 && /Tandem's repository/.test(parity.stderr), `parity: ${parity.stderr}`);
}

/** The rows that the sources are held to; `tandem` is in a folder of its own here, without the Claude engine. */
function oddInput({ folder, node }) {
  const place = oddPlace(`${node} ${join(folder, "node_modules", "tandem", "dist", "bin", "tandem.js")}`);
  try {
    const wrong = ODD_INPUT.flatMap(([command, exit, says]) => {
      const said = place.run(command);
      return said.endsWith(`exit ${exit}\n`) && says.test(said) ? [] : [`${command}:\n${said}`];
    });
    expect(wrong.length === 0, `${wrong.length} of ${ODD_INPUT.length} rows: ${wrong.join("\n")}`);
  } finally {
    place.remove();
  }
}

/** As deployments do it. What an install by name reads in the registry is not in a lock file, so npm knows less of the packages. */
async function byLock(project) {
  const traps = join(project.folder, "traps");
  setTraps(traps, join(project.folder, "calls.txt"));
  await project.npmWith(traps, "ci", "--prefer-offline");
}

/** Bundles the host, and runs it in a folder that has only what is put beside it. */
async function bundled(project, options, beside) {
  const result = await runHost(project, options, beside);
  const { skills, pi, claude } = JSON.parse(result.stdout || "{}");
  expect(skills === 4 && pi === "completed", `skills and a turn: ${result.stdout}${result.stderr}`);
  expect(
    claude?.code === "engine_missing" && claude.details?.package === "@anthropic-ai/claude-agent-sdk",
    `the missing engine is named: ${JSON.stringify(claude)}`,
  );
}

async function withoutDatabase(project) {
  const result = await runHost(project, { external: PACKAGES }, {});
  const { pi } = JSON.parse(result.stdout || "{}");
  expect(
    pi?.code === "package_missing" && /better-sqlite3/.test(pi.message) && /npm install/.test(pi.remediation),
    `the missing package is named: ${result.stdout}${result.stderr}`,
  );
}

/** `beside`: paths in the host's folder, and what is copied there. */
async function runHost(project, options, beside) {
  const entry = join(project.folder, "host.mjs");
  copyFileSync(join(FIXTURES, "host.mjs"), entry);
  const folder = mkdtempSync(join(scratch, "host-"));
  mkdirSync(join(folder, "node_modules"));
  // A host's own folder of this name is none of Tandem's.
  mkdirSync(join(folder, "skills"));
  writeFileSync(join(folder, "package.json"), '{ "name": "host" }');
  for (const [path, source] of Object.entries(beside))
    cpSync(source, join(folder, path), { recursive: true });
  const outfile = join(folder, "server.mjs");
  await esbuild.build({
    absWorkingDir: project.folder,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    ...options,
  });
  return project.script(outfile, [join(folder, "data")], {
    cwd: folder,
    env: { HOME: join(folder, "home") },
  });
}

/** Where the machine has a Node that is too old: one line, and no crash, whatever way in. */
async function oldNode(project) {
  const old = nodesOnPath().find(({ version }) => !isNewEnough(version));
  if (old === undefined) return;
  const line = `Tandem needs Node 22.19 or newer; this is Node ${old.version}.`;
  const program = join(project.folder, "node_modules", "tandem", "dist", "bin", "tandem.js");
  const cli = await project.script(program, ["--version"], { node: old.path });
  expect(cli.code === 3 && cli.stderr === `${line}\n`, `the program: ${cli.code} ${cli.stderr}`);
  for (const name of ["import.mjs", "require.cjs"]) {
    const { code, stderr } = await project.script(name, [], { node: old.path });
    expect(code === 1 && stderr.includes(line) && !/^\s+at /m.test(stderr), `${name}: ${code} ${stderr}`);
  }
}

async function examples(project) {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const files = [...readme.matchAll(/<!-- snippet: (examples\/\S+) -->/g)].map(([, file]) => file);
  expect(files.length > 0, "the README has examples");
  for (const file of files) {
    const name = file.split("/").at(-1).replace(/\.ts$/, ".mts");
    copyFileSync(join(ROOT, file), join(project.folder, name));
    const { code, stdout, stderr } = await project.script(name);
    expect(code === 0 && stdout !== "", `${file}: ${code} ${stderr}`);
  }
  for (const runtime of ["pi", "claude"]) {
    const program = join(project.folder, "node_modules", "tandem", "dist", "bin", "tandem.js");
    const { code, stderr } = await project.script(program, ["run", "--runtime", runtime, "hi"]);
    expect(code === 0, `a turn on ${runtime}: ${stderr}`);
  }
}

async function chosenNode() {
  const index = process.argv.indexOf("--node");
  if (index === -1) return nodeBinary();
  const project = new Project(join(scratch, "fetched"), nodeBinary());
  await project.npm(
    "install",
    `node@${process.argv[index + 1]}`,
    "--prefer-offline",
    "--ignore-scripts=false",
  );
  return realpathSync(join(project.folder, "node_modules", "node", "bin", "node"));
}

function nodesOnPath() {
  const name = process.platform === "win32" ? "node.exe" : "node";
  return process.env.PATH.split(delimiter)
    .map((folder) => join(folder, name))
    .filter((path) => existsSync(path))
    .map((path) => ({ path, version: versionOf(path) }));
}

function versionOf(node) {
  return execFileSync(node, ["-p", "process.versions.node"], { encoding: "utf8" }).trim();
}

function megabytes(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  return Math.round(bytes / 1_048_576);
}

function expect(holds, what) {
  if (!holds) throw new Error(what);
}
