/** Settings that one turn may have instead of the configuration's. */
import { TandemError } from "../kernel/errors.ts";
import { fieldProblem, JITLESS } from "../kernel/field-error.ts";
import { type Config, type ConfigInput, configSchema } from "./schema.ts";

/**
 * What the configuration says of how a turn is run. What it says of rights (permissions, policy, sandbox) or of the wire (providers,
 * engines) is not among it: those hold for every turn, and requests have parameters of their own that may narrow them.
 */
const KEYS = {
  systemPrompt: true,
  idleTimeoutMs: true,
  retries: true,
  fallbacks: true,
  budgets: true,
} as const satisfies { readonly [Key in keyof ConfigInput]: true };

export const turnConfigSchema = configSchema.pick(KEYS).partial();

/** Keys of the configuration, for one turn; each one given replaces the configuration's whole key. */
export type TurnConfig = Pick<ConfigInput, keyof typeof KEYS>;

/** The configuration of a turn: the same object without such settings. Throws TandemError `validation_failed` naming the key. */
export function configOfTurn(config: Config, own: TurnConfig | undefined): Config {
  if (own === undefined) return config;
  const parsed = turnConfigSchema.safeParse(own, JITLESS);
  if (parsed.success) {
    const given = Object.fromEntries(
      Object.entries(parsed.data).filter(([key]) => own[key as keyof TurnConfig] !== undefined),
    );
    return { ...config, ...given };
  }
  const { field, message } = fieldProblem(turnConfigSchema, own, parsed.error, "config");
  throw new TandemError({
    code: "validation_failed",
    field: field === "" ? "config" : `config.${field}`,
    message,
    remediation: `One turn may have its own ${Object.keys(KEYS).join(", ")}; everything else belongs in the configuration.`,
  });
}
