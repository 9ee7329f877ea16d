/** Chooses the credential for a request: the environment's and the stored profiles, in order, resting those that failed. */
import { TandemError } from "../kernel/errors.ts";
import type { ProviderInfo } from "../routing/model.ts";
import type { ResolvedCredential } from "../transport/transport.ts";
import { expired, noneAvailable, noneConfigured } from "./absence.ts";
import {
  type Availability,
  afterFailure,
  afterSuccess,
  availability,
  type CooldownWindow,
  type ProfileFailure,
  pruned,
  withTrial,
} from "./cooldown.ts";
import { environmentProfile } from "./environment.ts";
import { memoryProfileHealth, type ProfileHealthStore } from "./health.ts";
import { healthSubject, isHealthSubjectOf } from "./health-subject.ts";
import type { Keychain } from "./keychain.ts";
import { orderProfiles } from "./order.ts";
import { Credential, isSubscriptionToken, type Profile, subscriptionTokenRefused } from "./profile.ts";
import { createProfileStore, type ProfileStore, profileNotFound } from "./profile-store.ts";

export interface CredentialsOptions {
  /** Data folder with the profile file. */
  readonly home: string;
  /** Read at each call, never written. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly providers: { providers(): readonly ProviderInfo[] };
  /** Default: this process's own, shared with nobody. */
  readonly health?: ProfileHealthStore;
  /** Milliseconds since 1970; default `Date.now`. */
  readonly clock?: () => number;
  /** Default: the operating system's. */
  readonly keychain?: Keychain;
}

/** A profile and how it fares; free of secrets. */
export interface ProfileStatus extends Profile {
  /** For the model asked about, or for requests that name none. */
  readonly availability: Availability;
  readonly expired: boolean;
  /** Not tried, because the person's order leaves it out. */
  readonly leftOut: boolean;
  /** Holds a token that is not sent: a Claude subscription's. Not known for those in the keychain. */
  readonly refused: boolean;
  readonly lastUsedAt: number | null;
  /** Windows in force or not yet forgotten. */
  readonly windows: readonly CooldownWindow[];
}

export interface ResolveOptions {
  /** A profile to use; `null` or left out: the first in order. */
  readonly profile?: string | null;
  /** Whether only that profile may be used, cooled or not; else it is tried first when it is free. Default true. */
  readonly locked?: boolean;
  /** Model the request is for: rate limits rest a profile for one model. */
  readonly model?: string | null;
  /** Whether the use is noted, for the order of profiles; default true. */
  readonly note?: boolean;
  /** Profiles not to choose. */
  readonly exclude?: readonly string[];
}

/** Reads files and environment at each call, so added profiles count at once. Synchronous methods throw, `resolve` rejects. */
export interface Credentials {
  /** The profiles a person may change. */
  readonly store: ProfileStore;
  /** Whether a provider has any credential, good or not; false for one that needs none. Throws `profile_store_invalid`. */
  has(provider: string): boolean;
  /** Every profile of a provider in the order they would be tried, those left out last. Throws `profile_store_invalid`. */
  profiles(provider: string, model?: string | null): readonly ProfileStatus[];
  /**
   * The credential to use now; `null` when the provider takes none, or has none and needs none. A half-open profile is given to one caller, who must report how
   * it went. Rejects with `missing_auth`, `profile_not_found`, `subscription_token_refused`, `keychain_unavailable`,
   * `profile_store_invalid`, or, when all profiles rest, with the kind of failure they rest for and `details.until`.
   */
  resolve(provider: string, options?: ResolveOptions): Promise<ResolvedCredential | null>;
  /** Rests a profile where the kind says something against it, and ends a trial for any kind (`aborted`, say). */
  markFailure(failure: ProfileFailure): void;
  /** Clears the profile's windows and this model's. `startedAt`: when the request left; newer failures stay. */
  markSuccess(success: { profile: string; model: string | null; startedAt?: number }): void;
  /** Ends every rest of these profiles, and what is remembered of it. */
  forget(profiles: readonly string[]): void;
}

export function createCredentials(options: CredentialsOptions): Credentials {
  const { env, providers } = options;
  const clock = options.clock ?? Date.now;
  const health = options.health ?? memoryProfileHealth();
  const store = createProfileStore({ ...options });

  const providerOf = (id: string) => providers.providers().find((provider) => provider.id === id);

  /** Unordered. */
  const known = (provider: ProviderInfo): readonly Profile[] => {
    const fromEnvironment = environmentProfile(provider, env);
    return [...(fromEnvironment === null ? [] : [fromEnvironment.profile]), ...store.list(provider.id)];
  };

  /** `undefined` for those in the keychain, which may ask the person for permission. */
  const secretAtHand = (profile: Profile, provider: ProviderInfo): string | undefined =>
    profile.source === "environment"
      ? environmentProfile(provider, env)?.secret
      : store.secretInFile(profile.id);

  /** What the health of a profile is kept under. A profile file that cannot be read is reported where a key is needed, not here. */
  const subjectOf = (id: string): string => {
    try {
      for (const provider of providers.providers()) {
        if (!id.startsWith(`${provider.id}:`)) continue;
        const profile = known(provider).find((candidate) => candidate.id === id);
        if (profile !== undefined) return healthSubject(id, secretAtHand(profile, provider));
      }
    } catch {}
    return id;
  };

  const statuses = (provider: ProviderInfo, model: string | null): readonly ProfileStatus[] => {
    const all = known(provider);
    const now = clock();
    const { windows, lastUsedAt } = health.read();
    const found = all.map((profile): ProfileStatus => {
      const secret = secretAtHand(profile, provider);
      const subject = healthSubject(profile.id, secret);
      return {
        ...profile,
        availability: availability(windows, subject, model, now),
        leftOut: false,
        expired: profile.expiresAt !== undefined && profile.expiresAt <= now,
        refused: secret !== undefined && isSubscriptionToken(secret),
        lastUsedAt: lastUsedAt[profile.id] ?? null,
        windows: pruned(windows, now)
          .filter((window) => window.profile === subject)
          .map((window) => ({ ...window, profile: profile.id })),
      };
    });
    const order = store.order(provider.id);
    // An order whose profiles are all gone would hide those that are there.
    const explicit = order?.some((id) => all.some((profile) => profile.id === id)) ? order : null;
    const ordered = orderProfiles(found, explicit);
    const leftOut = found.filter((profile) => !ordered.includes(profile));
    return [...ordered, ...leftOut.map((profile) => ({ ...profile, leftOut: true }))];
  };

  /** Takes the profile if it is free, and with it the trial if it is half-open; another process may have been faster. */
  const take = (profile: string, model: string | null): boolean => {
    const now = clock();
    const subject = subjectOf(profile);
    let taken = false;
    health.update((state) => {
      const { state: found } = availability(state.windows, subject, model, now);
      taken = found !== "cooling";
      if (!taken) return state;
      return {
        windows: found === "half_open" ? withTrial(state.windows, subject, model, now) : state.windows,
        lastUsedAt: { ...state.lastUsedAt, [profile]: now },
      };
    });
    return taken;
  };

  const fail = (failure: ProfileFailure): void => {
    const now = clock();
    const subject = subjectOf(failure.profile);
    health.update((state) => ({
      ...state,
      windows: pruned(afterFailure(state.windows, { ...failure, profile: subject }, now), now),
    }));
  };

  const credential = async (provider: ProviderInfo, profile: Profile): Promise<Credential> => {
    const secret =
      profile.source === "environment"
        ? (environmentProfile(provider, env)?.secret ?? null)
        : await store.secret(profile.id);
    if (secret === null) throw noneConfigured(provider);
    if (isSubscriptionToken(secret))
      throw subscriptionTokenRefused(profile.variable ?? `The profile ${profile.id}`);
    return new Credential(profile.id, secret);
  };

  return {
    store,
    has(id) {
      const provider = providerOf(id);
      if (provider === undefined || provider.auth === "none") return false;
      // The environment is asked first: it costs no look at the profile file.
      return environmentProfile(provider, env) !== null || known(provider).length > 0;
    },
    profiles(id, model = null) {
      const provider = providerOf(id);
      return provider === undefined ? [] : statuses(provider, model);
    },
    async resolve(id, { profile = null, locked = true, model = null, note = true, exclude = [] } = {}) {
      const provider = providerOf(id);
      if (provider === undefined)
        throw new TandemError({ code: "missing_auth", message: `Tandem knows no provider "${id}".` });
      if (provider.auth === "none" && profile === null) return null;
      if (profile !== null && locked) {
        const one = known(provider).find((candidate) => candidate.id === profile);
        if (one === undefined) throw profileNotFound(profile, id);
        if (one.expiresAt !== undefined && one.expiresAt <= clock()) throw expired(one);
        return credential(provider, one);
      }
      if (provider.auth === "none") return null;
      const ordered = statuses(provider, model).filter((candidate) => !candidate.leftOut);
      if (ordered.length === 0 && provider.keyOptional) return null;
      if (ordered.length === 0) throw noneConfigured(provider);
      const usable = ordered.filter(
        (candidate) => !candidate.expired && !candidate.refused && !exclude.includes(candidate.id),
      );
      const preferred = usable.filter((candidate) => candidate.id === profile);
      const rest = usable.filter((candidate) => candidate.id !== profile);
      let unreadable: unknown;
      for (const candidate of [...preferred, ...rest]) {
        if (candidate.availability.state === "cooling") continue;
        // Only a trial has to be claimed before others can; a free profile may be used by many at once.
        const trial = candidate.availability.state === "half_open";
        if (trial && !take(candidate.id, model)) continue;
        if (!trial && note) health.noteUse(candidate.id, clock());
        try {
          return await credential(provider, candidate);
        } catch (error) {
          // A locked keychain must not block a key that is readable.
          unreadable ??= error;
          if (trial) fail({ profile: candidate.id, model, kind: "unknown" });
        }
      }
      if (unreadable !== undefined) throw unreadable;
      throw noneAvailable(provider, ordered, clock());
    },
    markFailure: fail,
    forget(profiles) {
      if (profiles.length === 0) return;
      health.update((state) => ({
        ...state,
        windows: state.windows.filter(
          (window) => !profiles.some((profile) => isHealthSubjectOf(window.profile, profile)),
        ),
      }));
    },
    markSuccess(success) {
      // The healthy turn pays for no write.
      const { windows } = health.read();
      if (!windows.some((window) => isHealthSubjectOf(window.profile, success.profile))) return;
      const profile = subjectOf(success.profile);
      health.update((state) => ({
        ...state,
        windows: afterSuccess(state.windows, { ...success, profile }),
      }));
    },
  };
}
