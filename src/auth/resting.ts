/** Whether a candidate's profiles all rest, asked before it is tried. */
import type { TandemError } from "../kernel/errors.ts";
import type { RuntimeContext } from "../routing/model.ts";
import { noneAvailable } from "./absence.ts";
import type { Credentials } from "./credentials.ts";

/** The error that says until when they rest; `null` when one may be tried, or when the provider takes none. Takes no trial. */
export function restingError(
  credentials: Credentials,
  context: RuntimeContext,
  now: number,
): TandemError | null {
  const { provider, model } = context;
  if (provider.auth === "none") return null;
  const profiles = credentials.profiles(provider.id, model.id).filter((profile) => !profile.leftOut);
  if (profiles.length === 0 || profiles.some(({ availability }) => availability.state !== "cooling"))
    return null;
  return noneAvailable(provider, profiles, now);
}
