/** The setup of a key with everything it needs: for `tandem auth add`, the first start, and `/login` of the chat. */
import { configPath, loadConfig } from "../../../config/load.ts";
import { localServers } from "../../../doctor/local-servers.ts";
import type { Tandem } from "../../../tandem.ts";
import type { CliIo } from "../io.ts";
import { type CommonOptions, definedOnly } from "../open.ts";
import { addToConfig } from "./add-to-config.ts";
import { clackUi } from "./clack-ui.ts";
import { type KeySetupOutcome, type KnownBefore, setUpKey } from "./key-setup.ts";
import { tryKey, tryModel } from "./try-key.ts";
import type { KeySetupUi } from "./ui.ts";

export interface AskForKeyOptions extends Pick<CommonOptions, "config"> {
  readonly known?: KnownBefore;
  /** Default: questions on the terminal. Nothing else may read the terminal meanwhile. */
  readonly ui?: KeySetupUi;
}

/**
 * Asks for a source of models and its key, tries it with one small request, and keeps it. A key counts from the next request of any
 * Tandem on the data folder; a server of this machine (`kind: "server"`) from the next Tandem that is opened.
 */
export async function askForKey(
  tandem: Pick<Tandem, "auth" | "providers">,
  io: CliIo,
  options: AskForKeyOptions = {},
): Promise<KeySetupOutcome> {
  const place = { env: io.env, ...(options.config === undefined ? {} : { file: options.config }) };
  const { providers, env = definedOnly(io.env) } = loadConfig(place);
  return setUpKey(
    {
      accounts: tandem.auth,
      providers: tandem.providers(),
      localServers: () => localServers(),
      tryKey: (provider, secret) => tryKey(provider, secret, { providers, env }),
      tryServer: ({ id, provider }, model) =>
        tryModel(`${id}/${model}`, { providers: { ...providers, [id]: withModel(provider, model) }, env }),
      keepServer: ({ id, provider }, model) =>
        addToConfig(configPath(place), {
          provider: id,
          settings: withModel(provider, model),
          model: `${id}/${model}`,
        }),
    },
    options.ui ?? (await clackUi(io)),
    options.known,
  );
}

/** The chosen model first, and surely among those that are listed. */
function withModel<T extends { readonly models?: readonly { readonly id: string }[] | undefined }>(
  provider: T,
  model: string,
): T {
  const others = (provider.models ?? []).filter(({ id }) => id !== model);
  return { ...provider, models: [{ id: model }, ...others] };
}
