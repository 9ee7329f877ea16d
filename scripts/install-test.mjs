/**
 * The install test: `npm start` in a fresh copy of the working tree, on a PATH with Node, npm and a shell only, with an empty HOME
 * and a network that leads to the npm registry only. Nothing may be compiled, no install script run but the one that fetches
 * Node, and a turn must end on both engines. Prints the time and the megabytes; `--write` keeps these for the announcement of `npm start`.
 * Runs with the oldest npm that is supported and with the one at hand. Downloads some 400 MB.
 */
import { spawn } from "node:child_process";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { bareMachine, npmSettings } from "./install-test/bare-machine.mjs";
import { measuredSizes } from "./install-test/measure.mjs";
import { nativeProject } from "./install-test/native-project.mjs";
import { startRegistryProxy } from "./install-test/registry-proxy.mjs";
import { SIZES } from "./lib/install-plan.mjs";
import { fail, ROOT, run, say } from "./lib/project.mjs";

/** Comes with Node 20. */
const OLD_NPM = "10.8.2";
const LIMIT_MS = 10 * 60_000;
/** The announced sizes may be this far from the real ones, as a share. */
const TOLERANCE = 0.15;

const scratch = mkdtempSync(join(realpathSync(tmpdir()), "tandem-install-"));
const problems = [];
try {
  const current = findNpm();
  const settings = npmSettings(current);
  const old = join(scratch, "npm");
  const fetched = await run(
    process.execPath,
    [current, "install", `npm@${OLD_NPM}`, "--no-save", "--prefix", old, "--loglevel=error"],
    {
      stdio: ["ignore", "ignore", 2],
    },
  );
  if (fetched !== 0) fail(`npm ${OLD_NPM} could not be fetched: the install test needs the npm registry.`, 3);
  const first = await tryInstall(join(old, "node_modules", "npm", "bin", "npm-cli.js"), settings);
  // The second may take from the cache of the first what the registry lets it keep.
  await tryInstall(current, settings, first.cache);
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}
for (const problem of problems) say(`install test: ${problem}`);
process.exit(problems.length === 0 ? 0 : 1);

async function tryInstall(npmCli, settings, cache) {
  const { version } = JSON.parse(readFileSync(join(npmCli, "..", "..", "package.json"), "utf8"));
  const folder = mkdtempSync(join(scratch, "machine-"));
  const machine = bareMachine(folder, npmCli);
  const ownCache = join(machine.home, ".npm");
  if (cache !== undefined) renameSync(cache, ownCache);
  const proxy = await startRegistryProxy(new URL(settings.registry));
  const started = Date.now();
  const env = environment(machine, settings, proxy.url);
  const { code, stdout, stderr } = await runNpm(machine.npm, ["start"], { cwd: machine.clone, env });
  const seconds = Math.round((Date.now() - started) / 1_000);
  const downloaded = proxy.bytes();
  // `npm start` turns install scripts off; whoever runs npm by hand does not.
  const plain = join(folder, "native");
  const natives = nativeProject(plain);
  const ci = await runNpm(machine.npm, ["ci"], { cwd: plain, env });
  await proxy.close();

  const name = `npm ${version}, Node ${process.versions.node}`;
  const complain = (text) => problems.push(`${name}: ${text}`);
  if (code !== 0)
    complain(`\`npm start\` ended with ${code}:\n${stderr.slice(-3_000)}${stdout.slice(-1_000)}`);
  if (ci.code !== 0) complain(`plain \`npm ci\` of ${natives.join(", ")} ended with ${ci.code}`);
  for (const engine of ["pi", "claude"])
    if (!new RegExp(`^${engine} .* completed `, "m").test(stdout)) complain(`no turn ended on ${engine}`);
  for (const call of machine.forbiddenCalls()) complain(`${call} was called`);
  for (const host of new Set(proxy.refused)) complain(`${host} was asked, which is not the registry`);
  const scripts = scriptsRun(ownCache).filter((line) => !/ node@\S+ preinstall /.test(line));
  for (const line of scripts) complain(`an install script ran: ${line}`);

  const sizes = measuredSizes(machine.clone, ownCache, downloaded);
  // What the second run finds in the cache says nothing of a first install.
  if (code === 0 && cache === undefined) {
    if (process.argv.includes("--write")) keep(sizes);
    else compare(sizes, complain);
  }
  const disk = Object.values(sizes).reduce((sum, { disk }) => sum + disk, 0);
  say(
    `install test (${name}): ${seconds} s, ${Math.round(downloaded / 1e6)} MB downloaded, ${disk} MB on disk, a turn on each engine`,
  );
  return { cache: ownCache };
}

function environment(machine, { registry, cafile }, proxy) {
  return {
    ...machine.env,
    npm_config_registry: registry,
    ...(cafile === undefined ? {} : { npm_config_cafile: cafile, NODE_EXTRA_CA_CERTS: cafile }),
    npm_config_update_notifier: "false",
    ...Object.fromEntries(
      ["npm_config_proxy", "npm_config_https_proxy", "HTTP_PROXY", "HTTPS_PROXY"].map((key) => [key, proxy]),
    ),
    NO_PROXY: "127.0.0.1,localhost",
  };
}

function runNpm(npm, args, options) {
  return new Promise((resolve) => {
    const child = spawn(npm, args, { ...options, stdio: ["ignore", "pipe", "pipe"], timeout: LIMIT_MS });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (data) => {
      stdout += data;
    });
    child.stderr.on("data", (data) => {
      stderr += data;
      process.stderr.write(data);
    });
    child.on("error", (error) => resolve({ code: error.message, stdout, stderr }));
    child.on("close", (code, signal) => resolve({ code: code ?? signal, stdout, stderr }));
  });
}

/** The lifecycle scripts of packages that npm ran, from its logs. */
function scriptsRun(cache) {
  const logs = join(cache, "_logs");
  return readdirSync(logs)
    .flatMap((name) => readFileSync(join(logs, name), "utf8").split("\n"))
    .filter((line) => / info run \S+ (?:pre|post)?install /.test(line) && !line.includes("{ code:"));
}

function keep(sizes) {
  const lines = Object.entries(sizes).map(
    ([part, size]) => `  "${part}": { "download": ${size.download}, "disk": ${size.disk} }`,
  );
  writeFileSync(join(ROOT, "scripts", "lib", "sizes.json"), `{\n${lines.join(",\n")}\n}\n`);
}

function compare(sizes, complain) {
  const total = (of, key) => Object.values(of).reduce((sum, part) => sum + part[key], 0);
  for (const key of ["download", "disk"]) {
    const [announced, real] = [total(SIZES, key), total(sizes, key)];
    if (Math.abs(announced - real) > TOLERANCE * real)
      complain(
        `${key}: ${announced} MB announced, ${real} MB found; run \`node scripts/install-test.mjs --write\``,
      );
  }
}

function findNpm() {
  const given = process.env.npm_execpath;
  if (given?.endsWith("npm-cli.js")) return realpathSync(given);
  for (const folder of process.env.PATH.split(delimiter)) {
    try {
      const path = realpathSync(join(folder, "npm"));
      if (path.endsWith("npm-cli.js")) return path;
    } catch {}
  }
  return fail("npm is not on the PATH.", 3);
}
