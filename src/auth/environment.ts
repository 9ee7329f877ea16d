/** The profile that an environment variable gives. */
import type { ProviderInfo } from "../routing/model.ts";
import { ENVIRONMENT_NAME, type Profile } from "./profile.ts";

/** A provider's profile `<provider>:env` with its secret; `null` when none of its variables is set. */
export function environmentProfile(
  provider: ProviderInfo,
  env: Readonly<Record<string, string | undefined>>,
): { readonly profile: Profile; readonly secret: string } | null {
  for (const variable of provider.keyVariables) {
    const secret = keyIn(env[variable]);
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

/** A key has no white space and no quotes: they come from files whose quotes nobody took off, line ends of Windows, and wrapped lines. */
function keyIn(value: string | undefined): string | undefined {
  return value?.replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, "").replace(/^(["'])(.*)\1$/, "$2");
}
