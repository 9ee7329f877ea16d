/**
 * The order in which a failure is read. Statuses that leave no doubt come first, then what a recovery can mend, then money,
 * limits and keys, then the way to the provider, and at last what a status alone means.
 */
import type { Rule } from "./rule.ts";
import { AUTH_RULES, LIMIT_RULES, MODEL_RULES } from "./rules-access.ts";
import { GUESSES } from "./rules-guess.ts";
import { OVERFLOW_RULES, REQUEST_RULES } from "./rules-request.ts";
import { STATUS_DEFAULTS, STATUS_RULES } from "./rules-status.ts";
import { CONNECTION_RULES, FORMAT_RULES, TRANSPORT_RULES, UNSUPPORTED_RULES } from "./rules-transport.ts";

/** The first rule that holds decides. */
export const RULES: readonly Rule[] = [
  ...STATUS_RULES,
  ...REQUEST_RULES,
  ...LIMIT_RULES,
  ...OVERFLOW_RULES,
  ...CONNECTION_RULES,
  ...AUTH_RULES,
  ...MODEL_RULES,
  ...UNSUPPORTED_RULES,
  ...STATUS_DEFAULTS,
  ...TRANSPORT_RULES,
  ...GUESSES,
  ...FORMAT_RULES,
];
