/** The profiles a person added: listed, added, removed and ordered. */
import { join } from "node:path";
import { TandemError } from "../kernel/errors.ts";
import type { ProviderInfo } from "../routing/model.ts";
import { type Keychain, systemKeychain } from "./keychain.ts";
import {
  checkProfileId,
  ENVIRONMENT_NAME,
  isSubscriptionToken,
  type Profile,
  type ProfileType,
  subscriptionTokenRefused,
} from "./profile.ts";
import { PROFILE_FILE_NAME, ProfileFileAccess, type StoredProfile } from "./profile-file.ts";

export interface ProfileStoreOptions {
  /** Data folder; made by the first write when missing. */
  readonly home: string;
  /** Providers that profiles may be for. */
  readonly providers: { providers(): readonly ProviderInfo[] };
  /** Default: the operating system's. */
  readonly keychain?: Keychain;
}

export interface NewProfile {
  /** `<provider>:<name>`. */
  readonly id: string;
  readonly provider: string;
  readonly type: ProfileType;
  readonly secret: string;
  /** Milliseconds since 1970. */
  readonly expiresAt?: number;
  /** Keep the secret in the system's keychain; default: in the file. */
  readonly keychain?: boolean;
}

/** Safe for any number of processes. Reading throws and writing rejects with TandemError `profile_store_invalid`, file unchanged. */
export interface ProfileStore {
  /** Absolute path of the file. */
  readonly file: string;
  list(provider?: string): readonly Profile[];
  /** The person's order for a provider; `null`: none. */
  order(provider: string): readonly string[] | null;
  /** The secret, `null` when there is none. Rejects with `keychain_unavailable`. */
  secret(id: string): Promise<string | null>;
  /** The secret where the file itself holds it; for those in the keychain `undefined`. */
  secretInFile(id: string): string | undefined;
  /** Adds or replaces. Rejects with `profile_invalid`, `subscription_token_refused`, `keychain_unavailable`, `state_persist_failed`. */
  add(profile: NewProfile): Promise<void>;
  /** Also from the keychain and the order. Rejects with `profile_not_found`. */
  remove(id: string): Promise<void>;
  /** `null` takes the order away. Rejects with `profile_not_found` for an id of no profile of this provider. */
  setOrder(provider: string, ids: readonly string[] | null): Promise<void>;
}

export function createProfileStore(options: ProfileStoreOptions): ProfileStore {
  const access = new ProfileFileAccess(join(options.home, PROFILE_FILE_NAME));
  const keychain = options.keychain ?? systemKeychain();

  const list = (provider?: string) =>
    Object.entries(access.read().profiles)
      .filter(([, stored]) => provider === undefined || stored.provider === provider)
      .map(([id, stored]) => withoutSecret(id, stored));

  return {
    file: access.path,
    list,
    order: (provider) => access.read().order[provider] ?? null,
    secretInFile: (id) => access.read().profiles[id]?.secret,
    async secret(id) {
      const stored = access.read().profiles[id];
      if (stored === undefined) return null;
      return stored.secret ?? keychain.get(id);
    },
    async add(profile) {
      const secret = profile.secret.trim();
      if (!options.providers.providers().some((provider) => provider.id === profile.provider))
        throw invalid(
          `Tandem knows no provider "${profile.provider}".`,
          "See `tandem models` for those it knows.",
        );
      checkProfileId(profile.id, profile.provider);
      if (secret === "" || /\s/.test(secret))
        throw invalid(`The key for ${profile.id} is empty or has white space in it.`, "Paste the key alone.");
      if (isSubscriptionToken(secret)) throw subscriptionTokenRefused(`The profile ${profile.id}`);
      access.read();
      if (profile.keychain) await keychain.set(profile.id, secret);
      const stored: StoredProfile = {
        provider: profile.provider,
        type: profile.type,
        ...(profile.keychain ? { keychain: true as const } : { secret }),
        ...(profile.expiresAt === undefined ? {} : { expiresAt: profile.expiresAt }),
      };
      await access.update((content) => ({
        ...content,
        profiles: { ...content.profiles, [profile.id]: stored },
      }));
    },
    async remove(id) {
      const kept = access.read().profiles[id];
      if (kept === undefined) throw profileNotFound(id);
      if (kept.keychain) await keychain.delete(id);
      await access.update((content) => {
        const { [id]: _removed, ...profiles } = content.profiles;
        const order = Object.fromEntries(
          Object.entries(content.order).map(([provider, ids]) => [
            provider,
            ids.filter((other) => other !== id),
          ]),
        );
        return { ...content, profiles, order };
      });
    },
    async setOrder(provider, ids) {
      await access.update((content) => {
        const { [provider]: _former, ...order } = content.order;
        if (ids === null) return { ...content, order };
        for (const id of ids)
          if (id !== `${provider}:${ENVIRONMENT_NAME}` && content.profiles[id]?.provider !== provider)
            throw profileNotFound(id, provider);
        return { ...content, order: { ...order, [provider]: [...new Set(ids)] } };
      });
    },
  };
}

/** The error for an id that names no profile, or none of this provider. */
export function profileNotFound(id: string, provider?: string): TandemError {
  return new TandemError({
    code: "profile_not_found",
    message:
      provider === undefined ? `There is no profile "${id}".` : `"${id}" is not a profile of ${provider}.`,
    remediation: "`tandem auth list` shows the profiles.",
    details: { profile: id, ...(provider === undefined ? {} : { provider }) },
  });
}

function withoutSecret(id: string, stored: StoredProfile): Profile {
  return {
    id,
    provider: stored.provider,
    type: stored.type,
    source: stored.keychain ? "keychain" : "store",
    ...(stored.expiresAt === undefined ? {} : { expiresAt: stored.expiresAt }),
  };
}

function invalid(message: string, remediation: string): TandemError {
  return new TandemError({ code: "profile_invalid", message, remediation });
}
