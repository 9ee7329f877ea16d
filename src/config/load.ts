/** Reads and checks the configuration. */
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { TandemError } from "../kernel/errors.ts";
import { nearestNames } from "../tools/nearest.ts";
import { type Config, type ConfigInput, configSchema } from "./schema.ts";

export interface LoadConfigOptions {
  /** A file that must exist, in place of `config.json` in the data folder (which may be absent). */
  readonly file?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The data folder by the environment: `TANDEM_HOME`, else `~/.tandem`. Absolute. */
export function dataFolder(env: LoadConfigOptions["env"]): string {
  return resolve(env.TANDEM_HOME || join(env.HOME || homedir(), ".tandem"));
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
    const absent = (cause as NodeJS.ErrnoException).code === "ENOENT";
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
  return input as ConfigInput;
}

/** Checks a configuration and adds the defaults. `source` names it in messages. Throws TandemError `invalid_config`. */
export function parseConfig(input: unknown, source = "the configuration"): Config {
  const parsed = configSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const unknownKey = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const path = issue.path.map(String);
  const field = (unknownKey === undefined ? path : [...path, unknownKey]).join(".");
  const more = parsed.error.issues.length - 1;
  throw new TandemError({
    code: "invalid_config",
    ...(field === "" ? {} : { field }),
    message: `In ${source}, ${unknownKey === undefined ? badValue(field, issue) : badKey(field, unknownKey, path)}${
      more > 0 ? ` (and ${more} more)` : ""
    }`,
    remediation: "Correct this key; `tandem config schema` shows what is allowed.",
    details: { source },
  });
}

/** The JSON Schema of the configuration as people write it. */
export function configJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(configSchema, { io: "input" });
}

/** V8 quotes the text around the mistake, which may be a secret. */
function withoutExcerpt(error: Error): string {
  return error.message.replace(/, (?:\.\.\.)?"[\s\S]*$/, ".");
}

function badValue(field: string, issue: z.core.$ZodIssue): string {
  const name = field === "" ? "the top level" : `"${field}"`;
  return `${name} is wrong: ${issue.message.replace(/^Invalid (?:input|option): /, "").replace(/\.?$/, ".")}`;
}

function badKey(field: string, key: string, path: readonly string[]): string {
  const known = keysAt(configJsonSchema(), path);
  const nearest = nearestNames(key, known, 1)[0];
  return `there is no key "${field}"${nearest === undefined ? `. Allowed here: ${known.join(", ")}` : `; did you mean "${nearest}"?`}`;
}

/** The keys a JSON Schema allows at a path. */
function keysAt(schema: Record<string, unknown>, path: readonly string[]): string[] {
  let node: unknown = schema;
  for (const step of path) {
    const { properties, additionalProperties, items } = node as {
      properties?: Record<string, unknown>;
      additionalProperties?: unknown;
      items?: unknown;
    };
    node = properties?.[step] ?? (items === undefined ? additionalProperties : items);
    if (typeof node !== "object" || node === null) return [];
  }
  return Object.keys((node as { properties?: Record<string, unknown> }).properties ?? {});
}
