/** Finds the claude binary: the configured one, else the SDK's own package for this platform. */
import { accessSync, constants, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { packageMissing } from "../../kernel/packages.ts";

const SDK = "@anthropic-ai/claude-agent-sdk";

export type BinaryLookup =
  | { readonly ok: true; readonly path: string; readonly version: string }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly remedy: string;
      readonly details?: Readonly<Record<string, unknown>>;
    };

/**
 * Looks on disk only; starts nothing. `version` is the SDK's, which is the one its binary package is pinned to; a configured
 * binary must be of the same release.
 */
export function findBinary(configured: string | undefined): BinaryLookup {
  const require = createRequire(import.meta.url);
  let version: string;
  try {
    const manifest = join(dirname(require.resolve(SDK)), "package.json");
    version = (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
  } catch (cause) {
    const { message, remediation, details } = packageMissing(SDK, "The Claude engine", cause);
    return { ok: false, reason: message, remedy: remediation, ...(details && { details }) };
  }
  if (configured !== undefined) {
    if (executable(configured)) return { ok: true, path: configured, version };
    return {
      ok: false,
      reason: `The configured claude binary ${configured} is missing or not executable.`,
      remedy: "Correct `claude.binary` in the config, or remove it to use the SDK's own binary.",
    };
  }
  const names = platformPackages();
  for (const name of names) {
    try {
      const path = join(dirname(require.resolve(`${name}/package.json`)), binaryName());
      if (executable(path)) return { ok: true, path, version };
    } catch {
      // Not installed; the next variant may be.
    }
  }
  return {
    ok: false,
    reason: `The claude binary for ${process.platform} ${process.arch} is not installed.`,
    remedy: `Install it with \`npm install ${names[0]}@${version}\`, or set \`claude.binary\` in the config.`,
    details: { package: names[0], version },
  };
}

/** glibc first: npm installs only the variant that fits, so the first that is there is the right one. */
function platformPackages(): string[] {
  const name = `${SDK}-${process.platform}-${process.arch}`;
  return process.platform === "linux" ? [name, `${name}-musl`] : [name];
}

function binaryName(): string {
  return process.platform === "win32" ? "claude.exe" : "claude";
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
