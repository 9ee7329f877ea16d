/** Which credentials there are, and whether they can be used. */
import type { Credentials, ProfileStatus } from "../auth/credentials.ts";
import { TandemError } from "../kernel/errors.ts";
import type { ProviderInfo } from "../routing/model.ts";
import type { DoctorCheck } from "../tandem.ts";

/** One check for each provider with a credential; a profile file that cannot be used is a check of its own. */
export function checkCredentials(
  providers: readonly ProviderInfo[],
  credentials: Pick<Credentials, "profiles">,
): DoctorCheck[] {
  try {
    const found = providers.flatMap((provider) => {
      const profiles = provider.auth === "none" ? [] : credentials.profiles(provider.id);
      return profiles.length === 0 ? [] : [checkProvider(provider, profiles)];
    });
    return found.length > 0 ? found : [NONE];
  } catch (error) {
    const { message, remediation } = TandemError.from(error);
    return [{ id: "credentials", status: "fail", summary: message, remedy: remediation }];
  }
}

const NONE: DoctorCheck = {
  id: "credentials",
  status: "info",
  summary: "No credentials found: the offline model answers.",
  remedy: "Set ANTHROPIC_API_KEY or OPENAI_API_KEY, or run `tandem auth add`, to use a provider.",
};

function checkProvider(provider: ProviderInfo, profiles: readonly ProfileStatus[]): DoctorCheck {
  const id = `credentials.${provider.id}`;
  const list = profiles.map((profile) => `${profile.id}${note(profile)}`).join(", ");
  const summary = `${provider.name}: ${list} (${provider.baseUrl})`;
  if (profiles.some((profile) => note(profile) === "")) return { id, status: "ok", summary };
  const refused = profiles.every((profile) => profile.refused);
  return {
    id,
    status: refused ? "fail" : "warn",
    summary,
    remedy: `\`tandem auth status ${provider.id}\` says more; \`tandem auth add ${provider.id}\` adds another key.`,
  };
}

/** Why a profile is not tried now; empty when it is. */
function note({ refused, expired, leftOut, availability }: ProfileStatus): string {
  if (refused) return " [refused: a subscription token]";
  if (expired) return " [expired]";
  if (leftOut) return " [excluded by the order]";
  return availability.state === "cooling" ? ` [rests: ${availability.reason}]` : "";
}
