/** Checks a configuration, and says what is wrong with it in terms of its keys. */
import { z } from "zod";
import { TandemError } from "../kernel/errors.ts";
import { fieldProblem, JITLESS } from "../kernel/field-error.ts";
import { type Config, configSchema } from "./schema.ts";

/** Checks a configuration and adds the defaults. `source` names it in messages. Throws TandemError `invalid_config`. */
export function parseConfig(input: unknown, source = "the configuration"): Config {
  const parsed = configSchema.safeParse(input, JITLESS);
  if (parsed.success) return parsed.data;
  const { field, message, remedy } = fieldProblem(configSchema, input, parsed.error, "The top level");
  const more = parsed.error.issues.length - 1;
  throw new TandemError({
    code: "invalid_config",
    ...(field === "" ? {} : { field }),
    message: `In ${source}: ${message}${more > 0 ? ` (and ${more} more)` : ""}`,
    remediation: `${remedy} \`tandem config schema\` shows what is allowed.`,
    details: { source },
  });
}

/** The JSON Schema of the configuration as people write it. */
export function configJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(configSchema, { io: "input" });
}
