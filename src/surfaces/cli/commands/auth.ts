/** `tandem auth`: the credential profiles. */
import type { Command } from "commander";
import { Option } from "commander";
import type { AccountProfile, Accounts, AccountTest } from "../../../auth/accounts.ts";
import { PROFILE_TYPES } from "../../../auth/profile.ts";
import type { RuntimeKind } from "../../../sessions/message.ts";
import type { Cli } from "../cli.ts";
import { EXIT, exitCodeOf } from "../exit-codes.ts";
import { type CliIo, json, line } from "../io.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import { parseDuration } from "../options.ts";
import { printProfiles, printStatus, printTests } from "../render/profiles.ts";
import { type AddOptions, addKey, keyAsArgument } from "./auth-add.ts";

interface TestOptions extends CommonOptions {
  readonly model?: string;
  readonly runtime?: string;
  readonly timeout?: number;
}

const EXAMPLES = `
Examples:
  tandem auth add                              asks for a provider and its key, tests it, keeps it
  tandem auth add anthropic                    asks for the key without showing it
  tandem auth add openai --name team < key.txt
  tandem auth list
  tandem auth test anthropic:default           one small request with this key only
  tandem auth order anthropic anthropic:team anthropic:env
  tandem auth status                           which profiles are cooling down, why, and until when
  tandem auth reset anthropic:default          lets a profile be tried again

A profile is called <provider>:<name>; <provider>:env is the key of the environment variable. Keys are read from a hidden prompt or
from stdin, never from the command line, and are shown by their last four characters at most.`;

export function defineAuth(program: Command, cli: Cli): void {
  const { io } = cli;
  const auth = program
    .command("auth")
    .description("add, list, test and order credential profiles")
    .helpCommand(false)
    .addHelpText("after", EXAMPLES);
  const sub = (usage: string, description: string): Command =>
    auth
      .command(usage)
      .description(description)
      .option("-c, --config <file>", "config file")
      .option("--json", "JSON output");
  const use = <T>(options: CommonOptions, work: (accounts: Accounts) => Promise<T> | T): Promise<T> =>
    withTandem(io, options, (tandem) => work(tandem.auth));

  sub(
    "add [provider]",
    "add a key: asks for it, tests it with one small request and keeps it; or reads it from stdin",
  )
    .option("-n, --name <name>", "name of the profile (default: default)")
    .addOption(new Option("--type <type>", "kind of credential").choices(PROFILE_TYPES).default("api_key"))
    .option("--expires <time>", "time until it expires: 30m, 12h", parseDuration)
    .option("--keychain", "store it in the system's keychain instead of the profile file")
    .option("--replace", "replace an existing profile of that name")
    // Not left to the parser, which would repeat in its error what may be a key.
    .allowExcessArguments()
    .action(async (provider: string | undefined, options: AddOptions, command: Command) => {
      if (command.args.length > 1) throw keyAsArgument();
      cli.exitCode = await addKey(io, provider, options, (common, work) => withTandem(io, common, work));
    });
  sub("list [provider]", "profiles in the order they are tried").action(
    (provider: string | undefined, options: CommonOptions) =>
      use(options, (accounts) => {
        const profiles = accounts.list(provider);
        if (options.json) json(io.stdout, profiles);
        else printProfiles(io, profiles);
      }),
  );
  sub("status [provider]", "which profiles are ready and which are cooling down").action(
    (provider: string | undefined, options: CommonOptions) =>
      use(options, (accounts) => {
        const profiles = accounts.list(provider);
        if (options.json) json(io.stdout, profiles);
        else printStatus(io, profiles);
      }),
  );
  sub("remove <profile>", "remove a profile and its key").action((profile: string, options: CommonOptions) =>
    use(options, async (accounts) => {
      await accounts.remove(profile);
      if (options.json) json(io.stdout, { removed: profile });
      else line(io.stdout, `Removed ${profile}.`);
    }),
  );
  sub("order <provider> [profiles...]", "show or set the order in which profiles are tried")
    .option("--clear", "return to the default order")
    .action((provider: string, profiles: readonly string[], options: CommonOptions & { clear?: boolean }) =>
      use(options, async (accounts) => {
        if (options.clear) await accounts.setOrder(provider, null);
        else if (profiles.length > 0) await accounts.setOrder(provider, profiles);
        const order = accounts.order(provider);
        if (options.json) json(io.stdout, { provider, order });
        else
          line(io.stdout, order === null ? "The usual order: least recently used first." : order.join("\n"));
      }),
    );
  sub("reset [profile]", "end the cooldown of a profile, of a provider's profiles, or of all").action(
    (of: string | undefined, options: CommonOptions) =>
      use(options, (accounts) => {
        const reset = accounts.reset(of);
        if (options.json) json(io.stdout, { reset });
        else
          line(
            io.stdout,
            reset.length === 0 ? "No profile rests." : `May be tried again: ${reset.join(", ")}`,
          );
      }),
  );
  sub("test [profile]", "send one small request with a profile, with each of a provider, or with all")
    .option("-m, --model <model>", "model to ask (default: a small one of the provider)")
    .option("-r, --runtime <engine>", "engine: pi or claude (default: pi)")
    .option("--timeout <time>", "time limit for each: 10, 30s (default: 30s)", parseDuration)
    .action((of: string | undefined, options: TestOptions) =>
      use(options, async (accounts) => {
        cli.exitCode = await test(io, accounts, of, options);
      }),
    );
}

async function test(
  io: CliIo,
  accounts: Accounts,
  of: string | undefined,
  options: TestOptions,
): Promise<number> {
  const profiles = of?.includes(":") ? [of] : accounts.list(of).map((profile: AccountProfile) => profile.id);
  const tests: AccountTest[] = [];
  for (const profile of profiles) {
    tests.push(
      await accounts.test(profile, {
        ...(options.model === undefined ? {} : { model: options.model }),
        ...(options.runtime === undefined ? {} : { runtime: options.runtime as RuntimeKind }),
        ...(options.timeout === undefined ? {} : { timeoutMs: options.timeout }),
      }),
    );
  }
  if (options.json) json(io.stdout, tests);
  else printTests(io, tests);
  // A script that asks whether a key works must not take "there is none" for a yes.
  if (tests.length === 0) return EXIT.auth;
  const failed = tests.find((result) => !result.ok);
  if (failed === undefined) return EXIT.ok;
  return failed.error === null ? EXIT.failed : exitCodeOf(failed.error);
}
