/** Where a model may come from: the providers, best known first, and the servers that run on this machine. */
import type { FoundServer } from "../../../doctor/local-servers.ts";
import type { ProviderInfo } from "../../../routing/model.ts";
import type { Choice, KeySetupUi } from "./ui.ts";

export type Source =
  | { readonly kind: "provider"; readonly provider: ProviderInfo }
  | { readonly kind: "local"; readonly server: FoundServer };

/** Shown first, with the page that gives keys. */
const BEST_KNOWN: Readonly<Record<string, string>> = {
  anthropic: "console.anthropic.com/settings/keys",
  openai: "platform.openai.com/api-keys",
  openrouter: "openrouter.ai/settings/keys",
  deepseek: "platform.deepseek.com/api_keys",
  groq: "console.groq.com/keys",
};

/** The page that gives keys of a provider, if it is known. */
export function keyPage(provider: string): string | undefined {
  return BEST_KNOWN[provider];
}

/** `null`: not now. */
export async function chooseSource(
  ui: KeySetupUi,
  providers: readonly ProviderInfo[],
  servers: readonly FoundServer[],
): Promise<Source | null> {
  const withKey = providers.filter((provider) => provider.auth !== "none");
  const choice = ({ id, name }: ProviderInfo): Choice<Source> => {
    const provider = withKey.find((one) => one.id === id)!;
    const page = keyPage(id);
    return {
      value: { kind: "provider", provider },
      label: name,
      ...(page === undefined ? {} : { hint: page }),
    };
  };
  const first = Object.keys(BEST_KNOWN).flatMap((id) => withKey.filter((provider) => provider.id === id));
  const usable = servers.filter((server) => server.models.length > 0);
  const answer = await ui.choose<Source | "more" | "none">(
    "Where does the model come from? (Escape: not now)",
    [
      ...usable.map((server) => ({
        value: { kind: "local", server } as const,
        label: `${server.name} on this machine, without a key`,
        hint: server.models.slice(0, 2).join(", "),
      })),
      ...first.map(choice),
      { value: "more", label: "Another provider …", hint: `${withKey.length} are known` },
      { value: "none", label: "Not now" },
    ],
  );
  if (answer === "more") return ui.search("Which provider?", withKey.map(choice));
  return answer === "none" ? null : answer;
}
