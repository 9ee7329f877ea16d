/** Opens Tandem for one command. */
import type { ConfigInput } from "../../config/schema.ts";
import type { Tandem } from "../../tandem.ts";
import type { CliIo } from "./io.ts";

/** Options of every command that needs Tandem. */
export interface CommonOptions {
  readonly config?: string;
  readonly json?: boolean;
  /** Must be one of the configuration's, wherever it is given. */
  readonly agent?: string;
}

/** Loads the configuration and opens Tandem for as long as `work` takes. */
export async function withTandem<T>(
  io: CliIo,
  options: CommonOptions,
  work: (tandem: Tandem, config: ConfigInput) => Promise<T> | T,
  /** Without the configuration, whatever is in its file. */
  { defaultsOnly = false }: { readonly defaultsOnly?: boolean } = {},
): Promise<T> {
  const [{ dataFolder, loadConfig }, { createTandemWith }, { checkAgent }] = await Promise.all([
    import("../../config/load.ts"),
    import("../../create.ts"),
    import("../../kernel/agents.ts"),
  ]);
  const config: ConfigInput = defaultsOnly
    ? {}
    : loadConfig({ env: io.env, ...(options.config === undefined ? {} : { file: options.config }) });
  if (options.agent !== undefined) checkAgent(options.agent, config.agents ?? {});
  const tandem = await createTandemWith(
    {
      ...config,
      home: config.home ?? dataFolder(io.env),
      ...(io.env === process.env ? {} : { env: config.env ?? definedOnly(io.env) }),
    } satisfies ConfigInput,
    { early: io.early ?? null },
  );
  try {
    return await work(tandem, config);
  } finally {
    await tandem.close();
  }
}

/** An environment as a configuration takes it. */
export function definedOnly(env: CliIo["env"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
