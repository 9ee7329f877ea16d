/** The chat of the built program in a terminal, on a stage's server and data folder. */
import type { EngineUnderTest } from "../engines.ts";
import { PLAIN_MODEL } from "../engines.ts";
import type { Lab } from "../lab.ts";
import { CLI } from "../programs.ts";
import type { Stage } from "../stage.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** The sizes at which each habit is tried. */
export const SIZES: readonly TerminalSize[] = [
  { columns: 80, rows: 24 },
  { columns: 200, rows: 50 },
];

export interface TerminalChatOptions {
  readonly size: TerminalSize;
  /** Engine to start with; left out: the program's own choice, and its own model. */
  readonly engine?: EngineUnderTest;
  /** Further arguments of the program. */
  readonly args?: readonly string[];
  /** A program, with its arguments, that is given the chat's command line and starts it; left out: the terminal itself does. */
  readonly through?: readonly string[];
  /** On top of the stage's environment; an empty value takes a variable away. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: the stage's workspace. */
  readonly cwd?: string;
  /** A text that shows that the chat is ready; default the hint of its footer. */
  readonly ready?: string | RegExp;
}

/** Starts the chat and waits until it can be typed into. It is closed when the scenario ends. For scenarios that need a `terminal`. */
export async function openTerminalChat(
  lab: Lab,
  stage: Stage,
  options: TerminalChatOptions,
): Promise<Terminal> {
  const on =
    options.engine === undefined ? [] : ["--runtime", options.engine.runtime, "--model", PLAIN_MODEL];
  const env = {
    PATH: process.env.PATH ?? "",
    HOME: stage.home,
    TANDEM_HOME: stage.home,
    LC_ALL: "C.UTF-8",
    ANTHROPIC_API_KEY: stage.key,
    ANTHROPIC_BASE_URL: stage.server.url,
    ...options.env,
  };
  const terminal = await openTerminal({
    command: [...(options.through ?? []), process.execPath, CLI, "chat", ...on, ...(options.args ?? [])],
    cwd: options.cwd ?? stage.workspace,
    env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== "")),
    ...options.size,
  });
  lab.defer(() => terminal.close());
  await terminal.until(options.ready ?? "/help", { what: "the chat's footer" });
  return terminal;
}

/** Types a message and sends it. */
export async function say(terminal: Terminal, message: string): Promise<void> {
  await terminal.type(message);
  await terminal.press("Enter");
}
