/** Why no credential is available. */
import { type FailureKind, TandemError } from "../kernel/errors.ts";
import type { ProviderInfo } from "../routing/model.ts";
import type { ProfileStatus } from "./credentials.ts";
import { type Profile, subscriptionTokenRefused } from "./profile.ts";

/** If profiles are cooling down for several reasons, the one that a person must act on is reported. */
const GRAVEST: readonly FailureKind[] = [
  "auth_permanent",
  "auth",
  "billing",
  "rate_limit",
  "overloaded",
  "timeout",
];

/** There is no profile. */
export function noneConfigured(provider: ProviderInfo): TandemError {
  const variable = provider.keyVariables[0];
  const add = `\`tandem auth add ${provider.id}\``;
  return new TandemError({
    code: "missing_auth",
    message: `There is no API key for ${provider.name}.`,
    remediation: variable === undefined ? `Run ${add}.` : `Set ${variable}, or run ${add}.`,
    details: { provider: provider.id, variables: provider.keyVariables },
  });
}

/** The one profile that may be used is past the time it was given. */
export function expired({ id, provider, expiresAt }: Profile): TandemError {
  return new TandemError({
    code: "auth",
    message: `The profile ${id} expired at ${new Date(expiresAt ?? 0).toISOString()}.`,
    remediation: `Add a new key with \`tandem auth add ${provider} --name ${id.slice(provider.length + 1)} --replace\`.`,
    details: { provider, profiles: [id] },
  });
}

/** There are profiles, but none may be used now. */
export function noneAvailable(
  provider: ProviderInfo,
  profiles: readonly ProfileStatus[],
  now: number,
): TandemError {
  const resting = profiles.flatMap(({ id, expired, refused, availability }) =>
    availability.state === "cooling" && !expired && !refused ? [{ id, ...availability }] : [],
  );
  if (resting.length === 0) {
    const refused = profiles.find((profile) => profile.refused);
    if (refused !== undefined)
      return subscriptionTokenRefused(refused.variable ?? `The profile ${refused.id}`);
    if (profiles.every((profile) => profile.expired))
      return new TandemError({
        code: "auth",
        message: `Every profile of ${provider.name} has expired.`,
        remediation: `Add a new one with \`tandem auth add ${provider.id}\`.`,
        details: { provider: provider.id, profiles: profiles.map((profile) => profile.id) },
      });
    return new TandemError({
      code: "auth",
      message: `No other profile of ${provider.name} is left to try.`,
      details: { provider: provider.id, profiles: profiles.map((profile) => profile.id) },
    });
  }
  const until = Math.min(...resting.map((profile) => profile.until));
  return new TandemError({
    code: GRAVEST.find((kind) => resting.some((profile) => profile.reason === kind)) ?? "rate_limit",
    message: `No profile of ${provider.name} may be used before ${new Date(until).toISOString()}: ${resting
      .map((profile) => `${profile.id} (${profile.reason})`)
      .join(", ")}.`,
    remediation: "Wait until then, add another profile with `tandem auth add`, or choose another model.",
    details: {
      provider: provider.id,
      until,
      retryAfterMs: until - now,
      profiles: resting.map(({ id, reason, until }) => ({ id, reason, until })),
    },
  });
}
