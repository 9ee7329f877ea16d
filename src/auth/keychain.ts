/** The operating system's keychain, where one is present. */
import { TandemError } from "../kernel/errors.ts";
import { packageMissing } from "../kernel/packages.ts";

const SERVICE = "tandem";

/** Keeps secrets by profile id. Every call may ask the system, and the system the person. */
export interface Keychain {
  /** `null`: holds none for this profile. */
  get(profile: string): Promise<string | null>;
  set(profile: string, secret: string): Promise<void>;
  /** Nothing happens when it holds none. */
  delete(profile: string): Promise<void>;
}

/**
 * The system's keychain. The package behind it is optional and loaded by the first call; without it, or without a keychain service
 * running, calls reject with TandemError `keychain_unavailable`.
 */
export function systemKeychain(): Keychain {
  const call = async <T>(profile: string, use: (entry: Entry) => Promise<T>): Promise<T> => {
    try {
      const { AsyncEntry } = await loadKeyring();
      // Without the pin, Linux falls back to the kernel's keyring, which forgets at restart.
      return await use(new AsyncEntry(SERVICE, profile, { linux: { store: "secret-service" } }));
    } catch (error) {
      throw unavailable(error);
    }
  };
  return {
    get: (profile) => call(profile, async (entry) => (await entry.getPassword()) ?? null),
    set: (profile, secret) => call(profile, (entry) => entry.setPassword(secret)),
    delete: (profile) => call(profile, async (entry) => void (await entry.deletePassword())),
  };
}

async function loadKeyring() {
  try {
    return await import("@napi-rs/keyring");
  } catch (cause) {
    throw packageMissing("@napi-rs/keyring", "It", cause);
  }
}

interface Entry {
  getPassword(): Promise<string | null | undefined>;
  setPassword(secret: string): Promise<void>;
  deletePassword(): Promise<unknown>;
}

function unavailable(error: unknown): TandemError {
  const reason = error instanceof Error ? error.message : String(error);
  return new TandemError({
    code: "keychain_unavailable",
    message: `The system's keychain cannot be used: ${reason}`,
    remediation: TandemError.isInstance(error)
      ? error.remediation
      : "Unlock or start it, or keep the key in the profile file or an environment variable.",
    cause: error,
  });
}
