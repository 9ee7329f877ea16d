/** `tandem config`: where the configuration is, what it says, what it may say. */
import type { Command } from "commander";
import type { Config } from "../../../config/schema.ts";
import type { Cli } from "../cli.ts";
import { line } from "../io.ts";
import type { CommonOptions } from "../open.ts";

const EXAMPLES = `
Examples:
  tandem config path
  tandem config show
  tandem config schema > config.schema.json`;

export function defineConfig(program: Command, cli: Cli): void {
  const { io } = cli;
  const config = program
    .command("config")
    .description("show the configuration and its schema")
    .helpCommand(false)
    .addHelpText("after", EXAMPLES);
  const locate = (options: CommonOptions) => ({
    env: io.env,
    ...(options.config === undefined ? {} : { file: options.config }),
  });
  const print = (value: unknown): void => line(io.stdout, JSON.stringify(value, null, 2));

  config
    .command("path")
    .description("print the path of the config file")
    .option("-c, --config <file>", "config file")
    .action(async (options: CommonOptions) => {
      const { configPath } = await import("../../../config/load.ts");
      line(io.stdout, configPath(locate(options)));
    });
  config
    .command("show")
    .description("print the configuration with its defaults, without secrets")
    .option("-c, --config <file>", "config file")
    .option("--json", "JSON output (it always is)")
    .action(async (options: CommonOptions) => {
      const { loadConfig } = await import("../../../config/load.ts");
      const { parseConfig } = await import("../../../config/parse.ts");
      print(withoutSecrets(parseConfig(loadConfig(locate(options)))));
    });
  config
    .command("schema")
    .description("print the JSON Schema of the config file")
    .option("--json", "JSON output (it always is)")
    .action(async () => {
      const { configJsonSchema } = await import("../../../config/parse.ts");
      print(configJsonSchema());
    });
}

/** Header and environment values may hold keys. */
function withoutSecrets(config: Config): Config {
  const hide = (values: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.keys(values).map((name) => [name, "…"]));
  return {
    ...config,
    ...(config.env === undefined ? {} : { env: hide(config.env) }),
    providers: Object.fromEntries(
      Object.entries(config.providers).map(([id, provider]) => [
        id,
        provider.headers === undefined ? provider : { ...provider, headers: hide(provider.headers) },
      ]),
    ),
  };
}
