/** What can be started before the command line is understood: the engine's process of `tandem run`. */
import { statSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { EarlyStart } from "../../engines/claude/early-start.ts";
import { currentFolderIfAny } from "../../safety/current-folder.ts";

/** Options of `run` that are followed by a value, as far as they decide how a process is started. */
const WITH_VALUE =
  /^(?:-[remsawt]|--(?:resume|runtime|model|session|agent|workspace|thinking|system|profile|permission-mode|allow-tool|client-tools|tool-results|output-schema|config|image|fallback|max-turns|budget|timeout|when-busy|billing-tag|format))$|^-[if]$/;

/** `null`: the command runs no turn. */
export function earlyStart(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<EarlyStart> | null {
  if (args[0] !== "run") return null;
  const home = resolve(env.TANDEM_HOME || join(env.HOME || homedir(), ".tandem"));
  const { options, words } = split(args.slice(1));
  // What is piped in is read later.
  const prompt = words.length === 0 || words.includes("-") ? null : words.join(" ");
  return EarlyStart.begin(join(home, "engines", "claude"), keyOf(options, home, env), prompt);
}

function split(args: readonly string[]): { readonly options: string[]; readonly words: string[] } {
  const options: string[] = [];
  const words: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === "--") return { options, words: [...words, ...args.slice(at + 1)] };
    if (!arg.startsWith("-") || arg === "-") words.push(arg);
    else {
      options.push(arg);
      if (WITH_VALUE.test(arg)) options.push(args[++at] ?? "");
    }
  }
  return { options, words };
}

/** All that is given but the prompt, and where. What else may have changed shows when the process is asked for. */
function keyOf(
  options: readonly string[],
  home: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const { mtimeMs = 0, size = 0 } = statSync(join(home, "config.json"), { throwIfNoEntry: false }) ?? {};
  return JSON.stringify([options, currentFolderIfAny(), env.PATH ?? "", mtimeMs, size]);
}
