/** From nothing to a working model in a minute: a source, a key, one small request, and only then is anything kept. */
import type { AccountProfile, Accounts, AccountTest, NewAccount } from "../../../auth/accounts.ts";
import { cleanKey, providerOfKey } from "../../../auth/pasted-key.ts";
import { isSubscriptionToken, subscriptionTokenRefused } from "../../../auth/profile.ts";
import type { FoundServer } from "../../../doctor/local-servers.ts";
import type { ErrorInfo } from "../../../kernel/errors.ts";
import type { ProviderInfo } from "../../../routing/model.ts";
import { formatCost } from "../render/format.ts";
import { chooseSource, keyPage } from "./sources.ts";
import type { KeySetupUi } from "./ui.ts";

export interface KeySetupDeps {
  readonly accounts: Pick<Accounts, "add" | "list">;
  readonly providers: readonly ProviderInfo[];
  readonly localServers: () => Promise<readonly FoundServer[]>;
  readonly tryKey: (provider: string, secret: string) => Promise<AccountTest>;
  readonly tryServer: (server: FoundServer, model: string) => Promise<ErrorInfo | null>;
  /** Keeps a server as the source of the default model. */
  readonly keepServer: (server: FoundServer, model: string) => Promise<void>;
}

/** What was said beforehand: of the provider, and of the profile that is made. */
export type KnownBefore = Partial<Omit<NewAccount, "secret">>;

export type KeySetupOutcome =
  | { readonly kind: "key"; readonly profile: AccountProfile }
  /** The configuration has changed: a Tandem that is open does not know of it. */
  | { readonly kind: "server"; readonly model: string }
  | { readonly kind: "skipped" };

const SKIPPED: KeySetupOutcome = { kind: "skipped" };

/** Asks until a key works, is kept all the same, or the person skips. Rejects where something cannot be written. */
export async function setUpKey(
  deps: KeySetupDeps,
  ui: KeySetupUi,
  known: KnownBefore = {},
): Promise<KeySetupOutcome> {
  let provider = deps.providers.find(({ id }) => id === known.provider);
  if (provider === undefined) {
    const source = await chooseSource(ui, deps.providers, await deps.localServers());
    if (source === null) return SKIPPED;
    if (source.kind === "local") return useServer(deps, ui, source.server);
    provider = source.provider;
  }
  for (;;) {
    const page = keyPage(provider.id);
    const pasted = await ui.secret(
      `Key for ${provider.name}${page === undefined ? "" : ` (from ${page})`}, not shown:`,
    );
    if (pasted === null) return SKIPPED;
    const secret = cleanKey(pasted);
    const problem = problemOf(secret);
    if (problem !== null) {
      ui.warn(problem);
      continue;
    }
    const owner = await ownerOf(secret, provider, deps.providers, ui);
    if (owner === null) continue;
    provider = owner;
    const verdict = await judge(deps, ui, provider, secret);
    if (verdict === "skip") return SKIPPED;
    if (verdict === "again") continue;
    return keep(deps, ui, { ...known, provider: provider.id, secret });
  }
}

/** What is wrong with the text itself; `null`: nothing. The text is not repeated. */
function problemOf(secret: string): string | null {
  if (secret === "") return "There was no key in that. Paste it, then press Enter; Escape skips.";
  if (!isSubscriptionToken(secret)) return null;
  const { message, remediation } = subscriptionTokenRefused("What you pasted");
  return `${message} ${remediation}`;
}

/** Whose key it is: a key of another provider is likelier a slip than a choice. `null`: ask for another key. */
async function ownerOf(
  secret: string,
  provider: ProviderInfo,
  providers: readonly ProviderInfo[],
  ui: KeySetupUi,
): Promise<ProviderInfo | null> {
  const other = providers.find(({ id }) => id === providerOfKey(secret));
  if (other === undefined || other.id === provider.id) return provider;
  const answer = await ui.choose<ProviderInfo | "again">(`That looks like a key of ${other.name}.`, [
    { value: other, label: `Use it for ${other.name}` },
    { value: provider, label: `It is for ${provider.name} all the same`, hint: "a gateway, for instance" },
    { value: "again", label: "Paste another key" },
  ]);
  return answer === "again" ? null : answer;
}

async function judge(
  deps: KeySetupDeps,
  ui: KeySetupUi,
  provider: ProviderInfo,
  secret: string,
): Promise<"keep" | "again" | "skip"> {
  const done = ui.busy(`Asking ${provider.name} with one small request`);
  let test: AccountTest;
  try {
    test = await deps.tryKey(provider.id, secret);
  } finally {
    done();
  }
  if (test.ok) {
    ui.success(`The key works: ${test.model} answered (${formatCost(test.costUsd)}).`);
    return "keep";
  }
  const refused = test.error?.kind === "auth" || test.error?.kind === "auth_permanent";
  const remedy = refused ? "" : (test.error?.remediation ?? "");
  ui.warn(`${provider.name} says: ${test.error?.message ?? "nothing"}\n${remedy}`.trim());
  const keepIt = { value: "keep", label: "Keep this key all the same" } as const;
  const again = { value: "again", label: "Paste another key" } as const;
  const skip = { value: "skip", label: "Not now" } as const;
  const question = refused ? "The key was refused." : "The key could not be tested.";
  return (await ui.choose(question, refused ? [again, keepIt, skip] : [keepIt, again, skip])) ?? "skip";
}

async function keep(deps: KeySetupDeps, ui: KeySetupUi, account: NewAccount): Promise<KeySetupOutcome> {
  const taken = new Set(deps.accounts.list(account.provider).map(({ id }) => id));
  let { name = "default", replace = false } = account;
  if (!replace && taken.has(`${account.provider}:${name}`)) {
    const free = freeName(account.provider, name, taken);
    const answer = await ui.choose(`There is a profile ${account.provider}:${name} already.`, [
      { value: "replace", label: "Replace its key" },
      { value: "beside", label: `Keep both: this one becomes ${account.provider}:${free}` },
    ]);
    if (answer === null) return SKIPPED;
    if (answer === "replace") replace = true;
    else name = free;
  }
  const profile = await deps.accounts.add({ ...account, name, replace });
  return { kind: "key", profile };
}

function freeName(provider: string, name: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${provider}:${name}-${number}`)) number += 1;
  return `${name}-${number}`;
}

async function useServer(deps: KeySetupDeps, ui: KeySetupUi, server: FoundServer): Promise<KeySetupOutcome> {
  const id =
    server.models.length === 1
      ? server.models[0]!
      : await ui.search(
          `Which model of ${server.name}?`,
          server.models.map((value) => ({ value, label: value })),
        );
  if (id === null) return SKIPPED;
  const done = ui.busy(`Asking ${id} with one small request; the first answer may take a while`);
  let error: ErrorInfo | null;
  try {
    error = await deps.tryServer(server, id);
  } finally {
    done();
  }
  if (error !== null) {
    ui.warn(`${error.message}\n${error.remediation}`.trim());
    return SKIPPED;
  }
  await deps.keepServer(server, id);
  ui.success(`${server.name} answered.`);
  return { kind: "server", model: `${server.id}/${id}` };
}
