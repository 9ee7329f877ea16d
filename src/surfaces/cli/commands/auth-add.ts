/** `tandem auth add`: from a person at a terminal, or from stdin. */
import type { AccountProfile, Accounts } from "../../../auth/accounts.ts";
import { cleanKey, providerOfKey } from "../../../auth/pasted-key.ts";
import type { ProfileType } from "../../../auth/profile.ts";
import { TandemError } from "../../../kernel/errors.ts";
import type { Tandem } from "../../../tandem.ts";
import { EXIT } from "../exit-codes.ts";
import { type CliIo, canAsk, json, line, readAll } from "../io.ts";
import type { AskForKeyOptions } from "../key-setup/ask-for-key.ts";
import type { KnownBefore } from "../key-setup/key-setup.ts";
import type { CommonOptions } from "../open.ts";

export interface AddOptions extends CommonOptions {
  readonly name?: string;
  readonly type?: ProfileType;
  readonly expires?: number;
  readonly keychain?: boolean;
  readonly replace?: boolean;
}

/** Resolves with the exit code. `given`: the provider, if it was named. */
export async function addKey(
  io: CliIo,
  given: string | undefined,
  options: AddOptions,
  use: (options: CommonOptions, work: (tandem: Tandem) => Promise<number>) => Promise<number>,
): Promise<number> {
  return use(options, async (tandem) => {
    // A provider that is none is reported before anybody types a key.
    if (given !== undefined) tandem.auth.order(given);
    const { name, type, keychain, replace, expires } = options;
    const known = {
      ...(given === undefined ? {} : { provider: given }),
      ...(name === undefined ? {} : { name }),
      ...(type === undefined ? {} : { type }),
      ...(keychain ? { keychain } : {}),
      ...(replace ? { replace } : {}),
      ...(expires === undefined ? {} : { expiresAt: Date.now() + expires }),
    };
    const profile = canAsk(io)
      ? await fromPerson(tandem, io, { ...options, known })
      : await fromInput(tandem.auth, io, known);
    if (profile === null) return EXIT.aborted;
    if (profile === "server") return EXIT.ok;
    if (options.json) json(io.stdout, profile);
    else line(io.stdout, `Added ${profile.id}${profile.key === null ? "" : ` (${profile.key})`}.`);
    return EXIT.ok;
  });
}

async function fromPerson(
  tandem: Tandem,
  io: CliIo,
  options: AskForKeyOptions,
): Promise<AccountProfile | "server" | null> {
  const { askForKey } = await import("../key-setup/ask-for-key.ts");
  const outcome = await askForKey(tandem, io, options);
  if (outcome.kind === "key") return outcome.profile;
  if (outcome.kind === "server") {
    line(io.stdout, `New turns use ${outcome.model}.`);
    return "server";
  }
  line(io.stderr, "Nothing was added.");
  return null;
}

/** The key as it was piped in. Without a provider its own look says whose it is. */
async function fromInput(accounts: Accounts, io: CliIo, known: KnownBefore): Promise<AccountProfile> {
  const secret = cleanKey(await readAll(io.stdin));
  const owner = providerOfKey(secret);
  const provider = known.provider ?? owner;
  if (provider === null)
    throw new TandemError({
      code: "validation_failed",
      message:
        secret === ""
          ? "There is no key on stdin, and without a terminal Tandem cannot ask for one."
          : "The key does not show which provider it is for.",
      remediation: "Name the provider and pipe the key in: `tandem auth add anthropic < key.txt`.",
    });
  if (owner !== null && owner !== provider)
    line(io.stderr, `Note: that looks like a key of ${owner}; it is added for ${provider} all the same.`);
  return accounts.add({ ...known, provider, secret });
}

/** The error for a key on the command line; it is not repeated. */
export function keyAsArgument(): TandemError {
  return new TandemError({
    code: "validation_failed",
    message:
      "There are too many arguments; a key is not taken from the command line, where others can read it.",
    remediation: "Type the key when asked for it, or pipe it in.",
  });
}
