/** Errors for people who change profiles in an invalid way. */
import { TandemError } from "../kernel/errors.ts";
import { nearest } from "../routing/nearest.ts";
import { ENVIRONMENT_NAME, type Profile } from "./profile.ts";

/** The error for a provider nobody knows; `known` are those somebody does. */
export function unknownProvider(id: string, known: readonly string[]): TandemError {
  // A key put in the provider's place must not come back in an error.
  const isKey = /^sk-|^[A-Za-z0-9_-]{32,}$/.test(id);
  const near = isKey ? [] : nearest(id, known);
  return new TandemError({
    code: "profile_invalid",
    field: "provider",
    message: isKey
      ? "That looks like a key, not a provider."
      : `Tandem knows no provider "${id}".${near.length === 0 ? "" : ` Nearest: ${near.join(", ")}.`}`,
    remediation: "`tandem models` shows the providers; your own are added in config under `providers`.",
    details: { nearest: near },
  });
}

/** The error for a name that is taken. */
export function alreadyThere(id: string): TandemError {
  return new TandemError({
    code: "profile_invalid",
    message: `There is a profile ${id} already.`,
    remediation: "Give the new one another name, or say that it is to be replaced.",
    details: { profile: id },
  });
}

/** The error for removing what the environment gives. */
export function ofEnvironment({ id, variable }: Profile): TandemError {
  return new TandemError({
    code: "profile_invalid",
    message: `${id} is what the environment variable ${variable} gives.`,
    remediation: `Unset ${variable}, or leave ${ENVIRONMENT_NAME} out with \`tandem auth order\`.`,
    details: { profile: id },
  });
}
