/** Structured logs for those who run Tandem: off unless asked for, JSON lines on standard error, secrets redacted. */
import type { Logger } from "pino";

export type { Logger };

/** Keys whose values never reach a log. */
const SECRET_KEYS = ["apiKey", "secret", "token", "authorization", "x-api-key", "password"];

/** The log at the level of `TANDEM_LOG` (`debug`, `info`, `warn`, `error`), or nothing when it is not set. */
export async function openLogger(
  env: Readonly<Record<string, string | undefined>>,
): Promise<Logger | undefined> {
  const level = env.TANDEM_LOG;
  if (!level) return undefined;
  const { default: pino } = await import("pino");
  const known = level in pino.levels.values ? level : "info";
  const paths = SECRET_KEYS.flatMap((key) => [`["${key}"]`, `*["${key}"]`]);
  return pino(
    { level: known, base: undefined, redact: { paths, censor: "[redacted]" } },
    pino.destination(2),
  );
}
