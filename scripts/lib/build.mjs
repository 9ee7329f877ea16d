/** The build, and whether it is needed. */
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { bundledFiles } from "./bundled-files.mjs";
import { copyDatabase, database } from "./database.mjs";
import { migrations } from "./migrations.mjs";
import { leaveOut, notices } from "./package-files.mjs";
import { nodeBinary, packageScript, ROOT, readJson, run, say } from "./project.mjs";
import { workerSources } from "./worker-sources.mjs";

const DIST = join(ROOT, "dist");
const STAMP = join(DIST, ".build.json");
const SOURCES = ["src", "parity", "skills", "scripts/lib", "scripts/package", "package-lock.json"];

const ENTRIES = [
  ["src/index.ts", "tandem"],
  ["src/surfaces/cli/main.ts", "bin/main"],
  ["parity/run.ts", "parity"],
  ["parity/child.ts", "parity-child"],
];

// What stays a package of its own: native code that may be left out, and the Claude Agent SDK, whose terms do not let others pass it on.
// koffi and fsevents: what bundled packages try to load on other systems.
const EXTERNAL = ["sharp", "@anthropic-ai/claude-agent-sdk", "@napi-rs/keyring", "koffi", "fsevents"];

/**
 * Builds what is older than its sources; resolves with an exit code. `types` asks for the declarations too, which only a
 * release and the tests need.
 */
export async function build({ force = false, types = false } = {}) {
  const fingerprint = fingerprintOf(SOURCES);
  const last = readJson(STAMP);
  if (!force && last?.fingerprint === fingerprint && (!types || last.types)) {
    if (types) say("dist is up to date.");
    return 0;
  }
  say("building dist from the sources …");
  const started = Date.now();
  // Built aside and swapped in, so that a Tandem that runs meanwhile keeps a whole set of files for a moment longer.
  const next = join(ROOT, `dist.next-${process.pid}`);
  try {
    const [declared, bundled] = await Promise.all([types ? declare(next) : 0, bundle(next)]);
    if (declared !== 0) return declared;
    copyAssets(next);
    copyDatabase(next);
    await doors(next);
    writeFileSync(join(next, "THIRD-PARTY-NOTICES.txt"), notices(bundled));
    writeFileSync(join(next, ".npmignore"), leaveOut(bundled, next, ["tandem.js", "bin/main.js"]));
    chmodSync(join(next, "bin", "tandem.js"), 0o755);
    writeFileSync(join(next, ".build.json"), JSON.stringify({ fingerprint, types }));
    swap(next);
  } catch (error) {
    if (!Array.isArray(error?.errors)) throw error;
    // esbuild has already printed what is wrong.
    return 1;
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
  say(`built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  return 0;
}

async function bundle(outdir) {
  const esbuild = await import("esbuild");
  const { metafile } = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES.map(([source, out]) => ({ in: source, out })),
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22.19",
    chunkNames: "[name]-[hash]",
    external: EXTERNAL,
    plugins: [pure, database, migrations, bundledFiles, workerSources],
    metafile: true,
    minifyWhitespace: true,
    minifySyntax: true,
    // The packages' terms are in one file beside the code.
    legalComments: "none",
    // Bundled CommonJS packages call `require` for Node's own modules and ask for their own path, which an ES module does not have.
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url),__filename=import.meta.filename,__dirname=import.meta.dirname;',
    },
    logLevel: "warning",
  });
  return metafile;
}

// Their modules only define things, but their manifests do not say so, and a whole kit of tools and formats would come along.
const PURE = /[/\\]node_modules[/\\](?:@earendil-works[/\\]pi-agent-core|typebox|yaml)[/\\]/;

/** Lets the bundler leave out what is not used of the packages in {@link PURE}. */
const pure = {
  name: "pure-packages",
  setup(esbuild) {
    esbuild.onResolve({ filter: /^\.|^@earendil-works\/pi-agent-core|^typebox|^yaml/ }, async (args) => {
      if (args.pluginData === pure) return undefined;
      const { path, kind, importer, resolveDir } = args;
      if (path.startsWith(".") && !PURE.test(importer)) return undefined;
      const found = await esbuild.resolve(path, { kind, importer, resolveDir, pluginData: pure });
      return PURE.test(found.path) ? { ...found, sideEffects: false } : found;
    });
  },
};

/** The ways into the package, which come before the bundle: they run on any Node, and say so when it is too old. */
async function doors(outdir) {
  const esbuild = await import("esbuild");
  const folder = join(ROOT, "scripts", "package");
  const common = { bundle: true, platform: "node", logLevel: "warning" };
  const door = (source, path, format) =>
    esbuild.build({
      ...common,
      entryPoints: [join(folder, source)],
      outfile: join(outdir, path),
      format,
      target: format === "cjs" ? "node12" : "node14.8",
      external: ["./tandem.js", "./main.js"],
    });
  await Promise.all([
    door("bin.js", join("bin", "tandem.js"), "esm"),
    door("check-node.js", "check-node.js", "esm"),
    door("index.cjs", "index.cjs", "cjs"),
  ]);
  // Not bundled: what it imports first is to run first.
  cpSync(join(folder, "index.js"), join(outdir, "index.js"));
}

/** Files that modules read beside themselves; every bundled module lies at the top of `dist`. */
function copyAssets(outdir) {
  for (const file of filesBelow(join(ROOT, "src")).concat(filesBelow(join(ROOT, "parity")))) {
    if (/\.(?:tsv|sql|css|html)$/.test(file)) cpSync(file, join(outdir, basename(file)));
  }
}

/** The library's types as one file without imports of packages, for `import` and for `require`. */
async function declare(outdir) {
  const declarations = join(outdir, "types");
  const code = await run(nodeBinary(), [
    packageScript("typescript", "tsc"),
    ...["-p", join(ROOT, "scripts", "tsconfig.types.json"), "--outDir", declarations],
  ]);
  if (code !== 0) return code;
  // The tool needs a newer Node than the one `npm start` may begin with.
  return run(nodeBinary(), [join(ROOT, "scripts", "lib", "types.mjs"), declarations, outdir]);
}

function swap(next) {
  const old = join(ROOT, `dist.old-${process.pid}`);
  try {
    renameSync(DIST, old);
  } catch {
    mkdirSync(dirname(DIST), { recursive: true });
  }
  renameSync(next, DIST);
  rmSync(old, { recursive: true, force: true });
}

function fingerprintOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths.map((entry) => join(ROOT, entry))) {
    const files = statSync(path).isDirectory() ? filesBelow(path) : [path];
    for (const file of files.filter((name) => !name.endsWith(".test.ts")).sort()) {
      const { mtimeMs, size } = statSync(file);
      hash.update(`${relative(ROOT, file)} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest("hex");
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
