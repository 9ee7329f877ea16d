/** The other libraries: installed by npm into a folder of the system's temporary folder, which stays for the next run. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Exact versions, so that two runs compare the same. */
const PACKAGES: Readonly<Record<string, string>> = {
  "@ai-sdk/anthropic": "4.0.105",
  "@ai-sdk/harness": "1.0.122",
  "@ai-sdk/harness-pi": "1.0.123",
  "@ai-sdk/sandbox-just-bash": "1.0.122",
  "@mastra/core": "1.71.0",
  "@mastra/libsql": "1.23.1",
  "@mastra/memory": "1.31.0",
  ai: "7.0.173",
  zod: "4.6.7",
};

/** Megabytes on disk at these versions. */
const SIZE_MB = 640;

const HERE = import.meta.dirname;

export interface Installed {
  readonly folder: string;
  version(name: string): string;
}

/** Installs what is missing. Throws with npm's words when it cannot. `say` gets lines for a person who waits. */
export async function installRivals(say: (line: string) => void): Promise<Installed> {
  const folder = join(tmpdir(), "tandem-rivals");
  mkdirSync(folder, { recursive: true });
  const version = (name: string) =>
    JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8")).version as string;
  const missing = Object.entries(PACKAGES).filter(
    ([name, wanted]) =>
      !existsSync(join(folder, "node_modules", name, "package.json")) || version(name) !== wanted,
  );
  if (missing.length > 0) {
    say(
      `Installing ${missing.length} packages from the npm registry into ${folder}: about ${SIZE_MB} MB, kept for the next run.`,
    );
    const manifest = { private: true, type: "module", dependencies: PACKAGES };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest, null, 2));
    await npmInstall(folder);
  }
  // They import the packages, so they must lie beside them.
  for (const name of readdirSync(HERE).filter((name) => name.endsWith(".mjs")))
    copyFileSync(join(HERE, name), join(folder, name));
  return { folder, version };
}

async function npmInstall(cwd: string): Promise<void> {
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const child = npm?.endsWith(".js")
    ? spawn(process.execPath, [npm, ...args], { cwd, stdio: ["ignore", "ignore", "pipe"] })
    : spawn("npm", args, { cwd, stdio: ["ignore", "ignore", "pipe"], shell: process.platform === "win32" });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`npm install failed with code ${code}: ${errors.trim()}`);
}
