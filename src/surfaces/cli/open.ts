/** Opens Tandem for one command. */
import type { ConfigInput } from "../../config/schema.ts";
import type { Tandem } from "../../tandem.ts";
import type { CliIo } from "./io.ts";

/** Options of every command that needs Tandem. */
export interface CommonOptions {
  readonly config?: string;
  readonly json?: boolean;
}

/** Loads the configuration and opens Tandem for as long as `work` takes. */
export async function withTandem<T>(
  io: CliIo,
  options: CommonOptions,
  work: (tandem: Tandem) => Promise<T> | T,
  overrides: ConfigInput = {},
): Promise<T> {
  const [{ loadConfig }, { createTandem }] = await Promise.all([
    import("../../config/load.ts"),
    import("../../create.ts"),
  ]);
  const config = loadConfig({
    env: io.env,
    ...(options.config === undefined ? {} : { file: options.config }),
  });
  const tandem = await createTandem({ ...config, ...overrides });
  try {
    return await work(tandem);
  } finally {
    await tandem.close();
  }
}
