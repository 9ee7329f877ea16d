/** The profiles of one turn on one model: the same while it works, the next when it fails. */
import type { FailureKind } from "../kernel/errors.ts";
import type { ResolvedCredential } from "../transport/transport.ts";
import { cools } from "./cooldown.ts";
import type { Credentials } from "./credentials.ts";

export interface RotationOptions {
  readonly provider: string;
  /** Model the requests are for. */
  readonly model: string;
  /** The person's choice; only this one is tried then. */
  readonly lockedProfile?: string | null;
  /** Tried first when it is free: the one that the conversation used last. */
  readonly preferredProfile?: string | null;
  /** Whether uses are noted; default true. */
  readonly note?: boolean;
  /** A resting profile that may be tried all the same when every other rests too; asked once. */
  readonly probe?: () => string | null;
}

export interface ProfileRotation {
  /** The profile in use; `null` before the first request and for a provider without keys. */
  readonly profile: string | null;
  /** The credential for the next request; the same profile each time until it failed. Rejects as {@link Credentials.resolve} does. */
  current(): Promise<ResolvedCredential | null>;
  /**
   * Reports a failure of the profile in use. Resolves to whether another one took its place: never with a lock, nor for a kind that
   * says nothing against the profile. Each profile is tried once.
   */
  failed(failure: { readonly kind: FailureKind; readonly retryAfterMs?: number | null }): Promise<boolean>;
  /** Reports a success of the profile in use. `startedAt`: milliseconds since 1970 when the request left. */
  succeeded(startedAt?: number): void;
}

/** Not safe for calls at the same time; a turn makes one request after another. */
export function createRotation(credentials: Credentials, options: RotationOptions): ProfileRotation {
  const { provider, model } = options;
  const locked = options.lockedProfile ?? null;
  const failed: string[] = [];
  let profile: string | null = null;

  const choose = async (preferred: string | null): Promise<ResolvedCredential | null> => {
    const found = await credentials.resolve(
      provider,
      locked === null
        ? { profile: preferred, locked: false, model, note: options.note ?? true, exclude: failed }
        : { profile: locked, locked: true, model },
    );
    profile = found?.profile ?? null;
    return found;
  };

  // A half-open profile that this turn is trying would look taken to itself, so a choice holds until it is reported on.
  let chosen: ResolvedCredential | null = null;

  const probed = async (): Promise<ResolvedCredential | null> => {
    const resting = locked === null && profile === null ? (options.probe?.() ?? null) : null;
    if (resting === null) return null;
    profile = resting;
    return credentials.resolve(provider, { profile: resting, locked: true, model });
  };

  return {
    get profile() {
      return profile;
    },
    async current() {
      chosen ??= await probed();
      chosen ??= await choose(profile ?? options.preferredProfile ?? null);
      return chosen;
    },
    async failed({ kind, retryAfterMs = null }) {
      if (profile === null) return false;
      credentials.markFailure({ profile, model, kind, retryAfterMs });
      if (locked !== null || !cools(kind)) return false;
      failed.push(profile);
      const before = profile;
      try {
        chosen = await choose(null);
        return true;
      } catch {
        // No candidate is left: the caller ends with the failure it has, which says more than "all are cooling down".
        profile = before;
        return false;
      }
    },
    succeeded(startedAt) {
      if (profile !== null) credentials.markSuccess({ profile, model, startedAt });
    },
  };
}
