/** Packages that Tandem loads when needed: what to say if one cannot be loaded. */
import { createRequire } from "node:module";
import { TandemError } from "./errors.ts";

/** The versions that Tandem is made for, as package.json pins them. */
export const PACKAGES = {
  "better-sqlite3": "13.2.0",
  sharp: "0.35.5",
  "@anthropic-ai/claude-agent-sdk": "0.3.329",
  "@napi-rs/keyring": "2.1.2",
} as const;

export type PackageName = keyof typeof PACKAGES;

/** The command that installs a package. */
export function installCommand(name: PackageName): string {
  return `npm install ${name}@${PACKAGES[name]}`;
}

/**
 * The error for a package that could not be loaded. `need` says what needs it, as the start of a sentence ("Making an image smaller").
 * Code `engine_missing` for an engine, else `package_missing`; both of kind `runtime_unavailable`.
 */
export function packageMissing(name: PackageName, need: string, cause: unknown): TandemError {
  const absent = ["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND"].includes(codeOf(cause)) && naming(cause, name);
  return new TandemError({
    code: name === "@anthropic-ai/claude-agent-sdk" ? "engine_missing" : "package_missing",
    message: absent
      ? `${need} needs the package ${name}, which is not installed.`
      : `${need} needs the package ${name}, which could not be loaded: ${firstLine(cause)}`,
    remediation: `Run \`${installCommand(name)}\`. If your application is bundled, keep ${name} external and install it next to the bundle.`,
    details: { package: name, version: PACKAGES[name] },
    cause,
  });
}

/** Loads a package in place, when it is first needed and not with the module that needs it. Throws {@link packageMissing}. */
export function requirePackage<T>(name: PackageName, need: string): T {
  try {
    return createRequire(import.meta.url)(name) as T;
  } catch (cause) {
    throw packageMissing(name, need, cause);
  }
}

function codeOf(cause: unknown): string {
  return String((cause as NodeJS.ErrnoException | undefined)?.code);
}

/** Whether the package itself is what was not found, and not something that it needs. */
function naming(cause: unknown, name: string): boolean {
  return cause instanceof Error && firstLine(cause).includes(`'${name}'`);
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split("\n", 1)[0]!;
}
