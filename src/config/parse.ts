/** Checks a configuration, and says what is wrong with it in terms of its keys. */
import { z } from "zod";
import { TandemError } from "../kernel/errors.ts";
import { nearest as nearestNames } from "../routing/nearest.ts";
import { type Config, configSchema } from "./schema.ts";

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
