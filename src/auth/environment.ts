/** The profile that an environment variable gives. */
import type { ProviderInfo } from "../routing/model.ts";
import { ENVIRONMENT_NAME, type Profile } from "./profile.ts";

/** A provider's profile `<provider>:env` with its secret; `null` when none of its variables is set. */
export function environmentProfile(
  provider: ProviderInfo,
  env: Readonly<Record<string, string | undefined>>,
): { readonly profile: Profile; readonly secret: string } | null {
  for (const variable of provider.keyVariables) {
    const secret = env[variable]?.trim();
    if (secret)
      return {
        profile: {
          id: `${provider.id}:${ENVIRONMENT_NAME}`,
          provider: provider.id,
          type: "api_key",
          source: "environment",
          variable,
        },
        secret,
      };
  }
  return null;
}
