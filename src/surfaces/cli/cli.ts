/** The command line: its commands, and one way out for every error. Handlers are loaded when their command runs. */
import { Command, CommanderError } from "commander";
import { TandemError } from "../../kernel/errors.ts";
import { VERSION } from "../../version.ts";
import { EXIT, EXIT_MEANINGS, exitCodeOf } from "./exit-codes.ts";
import { inOwnWords, sameHere } from "./habits.ts";
import { type CliIo, columnsOf } from "./io.ts";
import { printError } from "./print-error.ts";

/** What a command's definition needs: the streams, and where its handler leaves the exit code. */
export interface Cli {
  readonly io: CliIo;
  exitCode: number;
}

type Define = (program: Command, cli: Cli) => void;

/** In the order of the help. */
const COMMANDS = {
  chat: async () => (await import("./commands/chat.ts")).defineChat,
  run: async () => (await import("./commands/run.ts")).defineRun,
  sessions: async () => (await import("./commands/sessions.ts")).defineSessions,
  models: async () => (await import("./commands/models.ts")).defineModels,
  memory: async () => (await import("./commands/memory.ts")).defineMemory,
  mcp: async () => (await import("./commands/mcp.ts")).defineMcp,
  tools: async () => (await import("./commands/tools.ts")).defineTools,
  approve: async () => (await import("./commands/approve.ts")).defineApprove,
  auth: async () => (await import("./commands/auth.ts")).defineAuth,
  usage: async () => (await import("./commands/usage.ts")).defineUsage,
  prompt: async () => (await import("./commands/prompt.ts")).definePrompt,
  skills: async () => (await import("./commands/skills.ts")).defineSkills,
  doctor: async () => (await import("./commands/doctor.ts")).defineDoctor,
  parity: async () => (await import("./commands/parity.ts")).defineParity,
  config: async () => (await import("./commands/config.ts")).defineConfig,
  events: async () => (await import("./commands/events.ts")).defineEvents,
  classify: async () => (await import("./commands/classify.ts")).defineClassify,
  sample: async () => (await import("./commands/sample.ts")).defineSample,
} as const satisfies Readonly<Record<string, () => Promise<Define>>>;

type CommandName = keyof typeof COMMANDS;
const NAMES = Object.keys(COMMANDS) as readonly CommandName[];

function isCommand(name: string | undefined): name is CommandName {
  return name !== undefined && Object.hasOwn(COMMANDS, name);
}

/** Runs one command line (without the program's own name); resolves with the exit code and never rejects. */
export async function runCli(args: readonly string[], io: CliIo): Promise<number> {
  const cli: Cli = { io, exitCode: EXIT.ok };
  const called = withDefaultCommand(args, io);
  const program = await createProgram(cli, called[0]);
  try {
    await program.parseAsync(called, { from: "user" });
    return cli.exitCode;
  } catch (error) {
    // `commander.help`: a group that has nothing else to do has shown its help.
    if (error instanceof CommanderError && (error.exitCode === 0 || error.code === "commander.help"))
      return EXIT.ok;
    const failure =
      error instanceof CommanderError
        ? wrongUsage(error, called, commandOf(program, called))
        : TandemError.from(error);
    printError(io, failure.toJSON(), wantsJson(called));
    return error instanceof CommanderError ? EXIT.usage : exitCodeOf(failure);
  }
}

/** Every command, as commander has it; with the name of one, that one alone: the others' modules are then not loaded. */
export async function createProgram(cli: Cli, only?: string): Promise<Command> {
  const program = new Command("tandem")
    .description(
      "Runs any turn of any conversation on the Pi engine or on the Claude Agent SDK, with the same behaviour.",
    )
    .version(VERSION, "-v, --version", "print the version")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => cli.io.stdout.write(text),
      writeErr: (text) => cli.io.stderr.write(text),
      // The message comes back in the CommanderError and is printed like every other error.
      outputError: () => {},
      getOutHelpWidth: () => (cli.io.stdout.isTTY ? columnsOf(cli.io.stdout, cli.io.env) : 100),
      getOutHasColors: () => false,
    })
    .addHelpText("after", `\nExamples:\n${EXAMPLES}\n\nExit codes:\n${exitCodeLines()}`);
  for (const name of isCommand(only) ? [only] : NAMES) (await COMMANDS[name]())(program, cli);
  return program;
}

const EXAMPLES = `  tandem                                       talk to the agent
  tandem "what is in this folder?"             the same, beginning with this message
  tandem -c                                    continue the last conversation of this folder
  tandem -r                                    choose a conversation to continue
  tandem run "list the files here"             one turn, the reply on stdout
  git diff | tandem run "review this:" -       the prompt, then what is piped in
  tandem run --runtime pi --format json "hi"   the whole result as JSON
  tandem doctor                                what works, and what does not`;

function exitCodeLines(): string {
  return Object.entries(EXIT_MEANINGS)
    .map(([code, meaning]) => `  ${code.padStart(3)}  ${meaning}`)
    .join("\n");
}

/** What a group of commands does when it is called alone. */
const DEFAULT_SUBCOMMANDS: Readonly<Record<string, string>> = {
  auth: "list",
  config: "show",
  mcp: "list",
  memory: "list",
  sessions: "list",
  skills: "list",
};

/** Options of the program itself. */
const OWN_OPTIONS = new Set(["-h", "--help", "-v", "--version"]);

/**
 * Without a command: the chat on a terminal, the help elsewhere. Options without a command are the chat's. A group alone, or with
 * options only, does its usual thing.
 */
export function withDefaultCommand(given: readonly string[], io: CliIo): readonly string[] {
  const args = inOwnWords(given);
  const [first, second] = args;
  if (first === undefined) return io.stdin.isTTY && io.stdout.isTTY ? ["chat"] : ["--help"];
  if (first.startsWith("-") && !OWN_OPTIONS.has(first)) return ["chat", ...args];
  const usual = Object.hasOwn(DEFAULT_SUBCOMMANDS, first) ? DEFAULT_SUBCOMMANDS[first] : undefined;
  if (usual === undefined) return args;
  const alone = second === undefined || (second.startsWith("-") && second !== "-h" && second !== "--help");
  return alone ? [first, usual, ...args.slice(1)] : args;
}

function wrongUsage(error: CommanderError, called: readonly string[], command: string): TandemError {
  const message = error.message.replace(/^error: /, "");
  const unknown = /^unknown (?:option|command) '(.*)'/.exec(message)?.[1];
  const here = unknown === undefined ? null : sameHere(unknown, called[0]);
  return new TandemError({
    code: "validation_failed",
    // A name that is nearest by its letters says less than what is meant.
    message: here === null ? message : message.replace(/\n\(Did you mean [^\n]*\)$/, ""),
    remediation: `${here === null ? "" : `${here} `}\`tandem ${command}--help\` shows how it is used.`,
  });
}

/** The command that was called, with a space behind it; empty when there is no such command. */
function commandOf(program: Command, args: readonly string[]): string {
  const name = program.commands.map((command) => command.name()).find((command) => command === args[0]);
  return name === undefined ? "" : `${name} `;
}

/** Whether JSON was asked for, readable also where the command line itself is wrong. */
function wantsJson(args: readonly string[]): boolean {
  return args.some(
    (arg, index) =>
      arg === "--json" ||
      /^--format=(?:stream-)?json$/.test(arg) ||
      (arg === "--format" && /^(?:stream-)?json$/.test(args[index + 1] ?? "")),
  );
}
