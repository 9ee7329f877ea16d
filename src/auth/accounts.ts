/** Profiles as a person sees and changes them: named, ordered, tested, and never with their secret. */
import type { ErrorInfo } from "../kernel/errors.ts";
import type { TurnRequest } from "../kernel/request.ts";
import type { ExecutionResult } from "../kernel/result.ts";
import type { ModelInfo, ProviderInfo } from "../routing/model.ts";
import type { RuntimeKind } from "../sessions/message.ts";
import { alreadyThere, ofEnvironment, unknownProvider } from "./account-errors.ts";
import type { Credentials, ProfileStatus } from "./credentials.ts";
import { cleanKey } from "./pasted-key.ts";
import { probe } from "./probe.ts";
import type { Profile, ProfileType } from "./profile.ts";
import { profileNotFound } from "./profile-store.ts";

/** A profile, how it fares, and how its key ends. */
export interface AccountProfile extends ProfileStatus {
  /** `…` and the key's last four characters; `null` where the key is in the keychain, which is not asked for it. */
  readonly key: string | null;
  /** False: nobody by the provider's name can be asked (any more), so it is never tried. */
  readonly providerKnown: boolean;
}

export interface NewAccount {
  readonly provider: string;
  /** The profile becomes `<provider>:<name>`; default `default`. */
  readonly name?: string;
  /** As it was pasted: white space, quotes, `export NAME=` and `Bearer` are taken off. */
  readonly secret: string;
  /** Default `api_key`. */
  readonly type?: ProfileType;
  /** Milliseconds since 1970. */
  readonly expiresAt?: number;
  /** Keep the secret in the system's keychain; default: in the profile file. */
  readonly keychain?: boolean;
  /** Whether a profile of that name may be replaced; default false. */
  readonly replace?: boolean;
}

/** What one probe of a profile found. */
export interface AccountTest {
  readonly profile: string;
  /** Whether the provider answered with this profile's key. */
  readonly ok: boolean;
  readonly runtime: RuntimeKind | null;
  /** `provider/model` that was asked. */
  readonly model: string;
  /** Milliseconds to the first byte of the answer; `null` without one. */
  readonly firstByteMs: number | null;
  /** What the model answered; `null` without an answer. */
  readonly reply: string | null;
  /** US dollars; `null`: unknown. */
  readonly costUsd: number | null;
  readonly error: ErrorInfo | null;
}

export interface AccountTestOptions {
  /** Model string; default: a small one of the provider. */
  readonly model?: string;
  /** Default `pi`. */
  readonly runtime?: RuntimeKind;
  /** Default 30,000. */
  readonly timeoutMs?: number;
}

/** Synchronous methods throw, the others reject with TandemError; an unknown provider is `profile_invalid` with the nearest names. */
export interface Accounts {
  /** Profiles of one provider, or of all that have any, in the order they would be tried. Throws `profile_store_invalid`. */
  list(provider?: string): readonly AccountProfile[];
  /** Rejects with `profile_invalid`, `subscription_token_refused`, `keychain_unavailable`, `state_persist_failed`. */
  add(account: NewAccount): Promise<AccountProfile>;
  /** Rejects with `profile_not_found`. */
  remove(profile: string): Promise<void>;
  /** The person's order for a provider; `null`: none. */
  order(provider: string): readonly string[] | null;
  /** `null` takes the order away. Rejects with `profile_not_found`. */
  setOrder(provider: string, profiles: readonly string[] | null): Promise<void>;
  /** Ends the rest of one profile, of a provider's, or of all; returns the profiles that had windows. */
  reset(of?: string): readonly string[];
  /**
   * Asks a model for one word in one request, with this profile alone: no other profile, model or engine takes over, and nothing is
   * tried again. Leaves no trace but the profile's health. Rejects with `profile_not_found`.
   */
  test(profile: string, options?: AccountTestOptions): Promise<AccountTest>;
}

export interface AccountsOptions {
  readonly credentials: Credentials;
  readonly providers: { providers(): readonly ProviderInfo[] };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The model to test a provider with. */
  readonly testModel: (provider: string) => ModelInfo | undefined;
  readonly run: (request: TurnRequest) => Promise<ExecutionResult>;
}

/** Characters of a key that are shown, and what a key must have at least for any to be. */
const SHOWN = { chars: 4, from: 16 };
/** How a profile fares that is never tried. */
const UNTRIED: Omit<ProfileStatus, keyof Profile> = {
  availability: { state: "ready" },
  expired: false,
  leftOut: false,
  refused: false,
  lastUsedAt: null,
  windows: [],
};
const TEST_TIMEOUT_MS = 30_000;

export function createAccounts(options: AccountsOptions): Accounts {
  const { credentials, providers, env } = options;
  const { store } = credentials;

  const known = () => providers.providers().map((provider) => provider.id);

  function checkProvider(id: string): void {
    if (!known().includes(id)) throw unknownProvider(id, known());
  }

  function shown(status: ProfileStatus, providerKnown = true): AccountProfile {
    const secret = status.variable === undefined ? store.secretInFile(status.id) : env[status.variable];
    return { ...status, key: secret === undefined ? null : ending(secret.trim()), providerKnown };
  }

  const listOf = (provider: string) => credentials.profiles(provider).map((status) => shown(status));

  /** Profiles in the file that belong to nobody: a provider that was taken out of the config, or a name mistyped there. */
  const strays = () =>
    store
      .list()
      .filter((profile) => !known().includes(profile.provider))
      .map((profile) => shown({ ...profile, ...UNTRIED }, false));

  function list(provider?: string): readonly AccountProfile[] {
    if (provider === undefined) return [...known().flatMap(listOf), ...strays()];
    checkProvider(provider);
    return listOf(provider);
  }

  function find(profile: string): AccountProfile {
    const found = list().find(({ id }) => id === profile);
    if (found === undefined) throw profileNotFound(profile);
    return found;
  }

  return {
    list,
    async add({ provider, name = "default", type = "api_key", replace = false, ...account }) {
      checkProvider(provider);
      const id = `${provider}:${name}`;
      if (!replace && store.list(provider).some((profile) => profile.id === id)) throw alreadyThere(id);
      await store.add({ id, provider, type, ...account, secret: cleanKey(account.secret) });
      return find(id);
    },
    async remove(profile) {
      const known = find(profile);
      if (known.source === "environment") throw ofEnvironment(known);
      await store.remove(profile);
    },
    order(provider) {
      checkProvider(provider);
      return store.order(provider);
    },
    async setOrder(provider, profiles) {
      checkProvider(provider);
      await store.setOrder(provider, profiles);
    },
    reset(of) {
      const isProfile = of?.includes(":") === true;
      const profiles = isProfile ? [find(of)] : list(of);
      const resting = profiles.filter(({ windows }) => windows.length > 0).map(({ id }) => id);
      credentials.forget(resting);
      return resting;
    },
    async test(profile, { model, runtime = "pi", timeoutMs = TEST_TIMEOUT_MS } = {}) {
      const { provider, providerKnown } = find(profile);
      if (!providerKnown) throw unknownProvider(provider, known());
      return probe(options, profile, provider, { model, runtime, timeoutMs });
    },
  };
}

function ending(secret: string): string {
  return secret.length < SHOWN.from ? "…" : `…${secret.slice(-SHOWN.chars)}`;
}
