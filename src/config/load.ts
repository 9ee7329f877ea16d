/** Reads the config file. */
import { readFileSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { TandemError } from "../kernel/errors.ts";
import { parseConfig } from "./parse.ts";
import type { ConfigInput } from "./schema.ts";

export interface LoadConfigOptions {
  /** A file that must exist, instead of `config.json` in the data folder (which may be absent). */
  readonly file?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The data folder by the environment: `TANDEM_HOME`, else `~/.tandem`. Absolute. */
export function dataFolder(env: LoadConfigOptions["env"]): string {
  return resolve(env.TANDEM_HOME || join(homeFolder(env.HOME), ".tandem"));
}

/** A HOME that is empty or relative names no folder; the user's own is then asked of the system. */
function homeFolder(home: string | undefined): string {
  if (home !== undefined && isAbsolute(home)) return home;
  try {
    return userInfo().homedir;
  } catch {
    // A user that the system does not know.
    return homedir();
  }
}

/** The file {@link loadConfig} reads. Absolute. */
export function configPath(options: LoadConfigOptions): string {
  return options.file === undefined ? join(dataFolder(options.env), "config.json") : resolve(options.file);
}

/**
 * The configuration of a file, checked, as it was written (defaults are added by {@link parseConfig}). Throws TandemError
 * `invalid_config` with the path of the bad key in `field`.
 */
export function loadConfig(options: LoadConfigOptions): ConfigInput {
  const path = configPath(options);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    // ENOTDIR: the data folder itself cannot exist; the store reports that better than a missing file would.
    const absent = ["ENOENT", "ENOTDIR"].includes((cause as NodeJS.ErrnoException).code ?? "");
    if (absent && options.file === undefined) return {};
    throw new TandemError({
      code: "invalid_config",
      message: absent ? `There is no config file at ${path}.` : `The config file ${path} cannot be read.`,
      remediation: "Check the path and the file's permissions.",
      cause,
    });
  }
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (cause) {
    throw new TandemError({
      code: "invalid_config",
      message: `The config file ${path} is not valid JSON: ${withoutExcerpt(cause as Error)}`,
      remediation: "Correct the file; comments and trailing commas are not allowed in JSON.",
    });
  }
  parseConfig(input, path);
  return withPlaces(input as ConfigInput, path, options.file !== undefined);
}

/** Extensions of a file are found from where the file is. One that was named may lie where tools write, and is read-only to them. */
function withPlaces(input: ConfigInput, path: string, isNamed: boolean): ConfigInput {
  const { extensions, readOnly = [] } = input;
  return {
    ...input,
    ...(extensions === undefined
      ? {}
      : { extensions: extensions.map((extension) => resolve(dirname(path), extension)) }),
    ...(isNamed ? { readOnly: [...readOnly, path] } : {}),
  };
}

/** V8 quotes the text around the mistake, which may be a secret. */
function withoutExcerpt(error: Error): string {
  return error.message.replace(/, (?:\.\.\.)?"[\s\S]*$/, ".");
}
