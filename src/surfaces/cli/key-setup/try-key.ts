/** Tries a key, or a server of this machine, before anything is kept. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccountTest } from "../../../auth/accounts.ts";
import type { ConfigInput } from "../../../config/schema.ts";
import type { ErrorInfo } from "../../../kernel/errors.ts";
import type { Tandem } from "../../../tandem.ts";

type Providers = ConfigInput["providers"];
type Environment = Readonly<Record<string, string>>;

/** One small request with this key alone. Rejects with TandemError where the key is no key (`subscription_token_refused` …). */
export function tryKey(
  provider: string,
  secret: string,
  { providers, env }: { readonly providers: Providers; readonly env: Environment },
): Promise<AccountTest> {
  return withEmptyTandem({ providers, env }, async (tandem) => {
    await tandem.auth.add({ provider, name: "tried", secret });
    return tandem.auth.test(`${provider}:tried`);
  });
}

/** One small request to a model that needs no key; `null`: it answered. */
export function tryModel(
  model: string,
  { providers, env }: { readonly providers: Providers; readonly env: Environment },
): Promise<ErrorInfo | null> {
  return withEmptyTandem({ providers, env }, async (tandem) => {
    const { error } = await tandem.run({
      prompt: "Reply with OK.",
      model,
      fallbackModels: [],
      disableTools: true,
      ephemeral: true,
      timeoutMs: 60_000,
    });
    return error;
  });
}

/** A Tandem in a folder of its own: no file of the person's is read or written, no hook or server of theirs runs. */
async function withEmptyTandem<T>(
  config: { readonly providers: Providers; readonly env: Environment },
  work: (tandem: Tandem) => Promise<T>,
): Promise<T> {
  const { createTandem } = await import("../../../create.ts");
  const home = await mkdtemp(join(tmpdir(), "tandem-try-"));
  const tandem = await createTandem({
    home,
    workspace: home,
    env: config.env,
    offline: "never",
    ...(config.providers === undefined ? {} : { providers: config.providers }),
  });
  try {
    return await work(tandem);
  } finally {
    await tandem.close();
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  }
}
