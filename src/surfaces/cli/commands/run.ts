/** `tandem run`: one turn. */
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { Option } from "commander";
import type { TandemEvent } from "../../../events/event.ts";
import { TandemError } from "../../../kernel/errors.ts";
import type { SubmittedToolResult, TurnRequest } from "../../../kernel/request.ts";
import type { ExecutionResult } from "../../../kernel/result.ts";
import { THINKING_LEVELS, type ThinkingLevel } from "../../../routing/model.ts";
import type { RuntimeKind } from "../../../sessions/message.ts";
import type { Tandem } from "../../../tandem.ts";
import type { JsonSchema, ToolOffer } from "../../../tools/tool.ts";
import type { PermissionMode } from "../../../turn/facts.ts";
import { askOnTerminal } from "../ask.ts";
import type { Cli } from "../cli.ts";
import { EXIT, exitCodeOfResult } from "../exit-codes.ts";
import { type CliIo, canAsk, json, line, readAll } from "../io.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import {
  collect,
  continueOption,
  parseAmount,
  parseDuration,
  parseSize,
  permissionModeOption,
  realFolder,
} from "../options.ts";
import { styleFor } from "../render/style.ts";
import { createTurnText } from "../render/turn-text.ts";
import { chosenSession } from "../session-ref.ts";

interface RunOptions extends CommonOptions {
  readonly runtime?: string;
  readonly model?: string;
  /** Models of `--fallback`; false with `--no-fallback`. */
  readonly fallback?: readonly string[] | false;
  readonly agent?: string;
  readonly session?: string;
  readonly continue?: boolean;
  readonly resume?: string;
  readonly workspace?: string;
  readonly image?: readonly string[];
  readonly thinking?: ThinkingLevel;
  readonly maxTurns?: number;
  readonly budget?: number;
  readonly timeout?: number;
  readonly allowExec?: boolean;
  readonly permissionMode?: PermissionMode;
  readonly allowTool?: readonly string[];
  readonly awaitApprovals?: boolean;
  readonly disableTools?: boolean;
  readonly system?: string;
  readonly ephemeral?: boolean;
  readonly whenBusy?: "fail" | "wait";
  readonly outputSchema?: string;
  readonly clientTools?: string;
  readonly toolResults?: string;
  readonly profile?: string;
  readonly billingTag?: string;
  readonly format: "text" | "json" | "stream-json";
  readonly quiet?: boolean;
}

const EXAMPLES = `
Examples:
  tandem run "list the files here and read README.md"
  tandem run --runtime claude --model sonnet "explain src/index.ts"
  tandem run --session notes "remember: the demo is on Friday"
  tandem run -c "and now the tests"
  git diff | tandem run "review this:" -
  tandem run --image shot.png --format json "what is wrong here?"
  tandem run -s trip --client-tools tools.json --json "how is it in Oslo?"    # the result names pendingToolCalls
  tandem run -s trip --client-tools tools.json --tool-results results.json
  tandem run --allow-exec --timeout 5m --budget 0.50 "run the tests and fix what fails"

With --format json the result is one object; with stream-json each event is one line and the last line is
{"type":"result",…}. \`tandem --help\` lists the exit codes.`;

export function defineRun(program: Command, cli: Cli): void {
  program
    .command("run")
    .description("run one turn and print the reply")
    .argument(
      "[prompt...]",
      "what to do; `-` is replaced by stdin, which is also read when there is no prompt",
    )
    .addOption(continueOption())
    .option("-r, --resume <session>", "continue an existing conversation: its id, name or key")
    .option("-e, --runtime <engine>", "engine: pi or claude")
    .option("-m, --model <model>", "model: an id, an alias or provider/model")
    .option("--fallback <model>", "model to try if the first one fails; may be repeated", collect)
    .option("--no-fallback", "don't fall back to any other model or engine")
    .option(
      "-s, --session <name>",
      "continue or start the conversation with this name, id or key (default: a new one)",
    )
    .option("-a, --agent <id>", "agent whose settings apply")
    .option("-w, --workspace <folder>", "folder that the tools work in (default: this one)")
    .option("-i, --image <file>", "an image to send along; may be repeated", collect)
    .addOption(new Option("-t, --thinking <level>", "how much to reason").choices(THINKING_LEVELS))
    .option("--max-turns <n>", "most model calls", parseSize)
    .option("--budget <dollars>", "most US dollars to spend", parseAmount)
    .option("--timeout <time>", "time limit: 30, 30s, 5m (default: 10m)", parseDuration)
    .option("--allow-exec", "let the exec tool run commands without asking")
    .addOption(permissionModeOption())
    .option(
      "--allow-tool <rule>",
      "calls to allow without asking, such as 'exec(npm test:*)'; may be repeated",
      collect,
    )
    .option("--await-approvals", "wait for `tandem approve` when nobody can be asked here")
    .option("--disable-tools", "give the model no tools")
    .option("--system <text>", "text to append to the system prompt")
    .option("--ephemeral", "write nothing to the store")
    .addOption(
      new Option(
        "--when-busy <what>",
        "what to do if another process runs a turn of the session (default: wait)",
      ).choices(["wait", "fail"]),
    )
    .option("--output-schema <file>", "JSON Schema that the reply must match; the reply is then JSON only")
    .option("--client-tools <file>", "JSON list of tools you run yourself: name, description, inputSchema")
    .option("--tool-results <file>", "JSON list of results for pending calls: toolCallId, content, isError")
    .option("--profile <id>", "credential profile to use; no other is tried")
    .option("--billing-tag <tag>", "tag for this turn's cost in `tandem usage`")
    .addOption(
      new Option("-f, --format <format>", "output").choices(["text", "json", "stream-json"]).default("text"),
    )
    .option("--json", "short for --format json")
    .option("-q, --quiet", "text format: print only errors on stderr")
    .option("--config <file>", "config file (default: config.json in the data folder)")
    .addHelpText("after", EXAMPLES)
    .action(async (words: readonly string[], options: RunOptions) => {
      const format = options.json ? "json" : options.format;
      const answers = options.toolResults !== undefined && words.length === 0;
      const prompt = answers ? "" : await promptOf(words, cli.io);
      if (leavesInput(words, cli.io) && format === "text" && options.quiet !== true)
        line(cli.io.stderr, styleFor(cli.io.stderr, cli.io.env).dim(UNREAD));
      cli.exitCode = await withTandem(cli.io, options, (tandem) =>
        runTurn(tandem, cli.io, { ...options, format }, prompt),
      );
    });
}

const UNREAD = 'stdin was not read. To include it, write `-` in the prompt: tandem run "review this:" -';

/**
 * Whether there is input that the prompt leaves out. It is not read unasked: in a loop (`while read …; do tandem run …`) it is the
 * loop's, and a pipe that nobody writes to would hold the turn up.
 */
function leavesInput(words: readonly string[], io: CliIo): boolean {
  return words.length > 0 && !words.includes("-") && !io.stdin.isTTY && io.inputWaits?.() === true;
}

async function promptOf(words: readonly string[], io: CliIo): Promise<string> {
  const piped = words.includes("-") || (words.length === 0 && !io.stdin.isTTY);
  if (!piped) return words.join(" ");
  const input = await readAll(io.stdin);
  return words.length === 0 ? input : words.map((word) => (word === "-" ? input : word)).join(" ");
}

async function runTurn(tandem: Tandem, io: CliIo, options: RunOptions, prompt: string): Promise<number> {
  const stream = tandem.stream(requestOf(tandem, io, options, prompt));
  let interrupts = 0;
  const stopListening = io.onInterrupt(() => {
    interrupts += 1;
    // The first stops the turn and lets it settle; the second is for when that takes too long.
    if (interrupts > 1) process.exit(EXIT.aborted);
    stream.abort();
  });
  try {
    const show = printerFor(io, options);
    for await (const event of stream) show.event(event);
    const result = await stream.result;
    show.end(result);
    return exitCodeOfResult(result);
  } finally {
    stopListening();
  }
}

function requestOf(tandem: Tandem, io: CliIo, options: RunOptions, prompt: string): TurnRequest {
  const workspaceDir = options.workspace ?? io.cwd;
  return {
    prompt,
    workspaceDir,
    // The person at this terminal is the owner.
    senderIsOwner: true,
    ...chosenSession(tandem.sessions, { ...options, workspaceDir: realFolder(workspaceDir) }),
    ...(options.agent === undefined ? {} : { agentId: options.agent }),
    // Not checked here: the kernel names the engines there are.
    ...(options.runtime === undefined ? {} : { runtime: options.runtime as RuntimeKind }),
    ...(options.model === undefined ? {} : { model: options.model }),
    ...(options.fallback === undefined ? {} : { fallbackModels: options.fallback || [] }),
    ...(options.image === undefined ? {} : { images: options.image.map((path) => ({ path })) }),
    ...(options.thinking === undefined ? {} : { thinking: options.thinking }),
    ...(options.maxTurns === undefined ? {} : { maxTurns: options.maxTurns }),
    ...(options.budget === undefined ? {} : { maxBudgetUsd: options.budget }),
    ...(options.timeout === undefined ? {} : { timeoutMs: options.timeout }),
    ...(options.disableTools ? { disableTools: true } : {}),
    ...(options.system === undefined ? {} : { extraSystemPrompt: options.system }),
    ...(options.ephemeral ? { ephemeral: true } : {}),
    ...(options.whenBusy === undefined ? {} : { whenBusy: options.whenBusy }),
    ...(options.outputSchema === undefined ? {} : { outputSchema: readSchema(options.outputSchema) }),
    ...(options.clientTools === undefined
      ? {}
      : { clientTools: readList<ToolOffer>("clientTools", options.clientTools) }),
    ...(options.toolResults === undefined
      ? {}
      : { toolResults: readList<SubmittedToolResult>("toolResults", options.toolResults) }),
    ...(options.profile === undefined ? {} : { authProfileId: options.profile }),
    ...(options.billingTag === undefined ? {} : { billingTag: options.billingTag }),
    ...(options.permissionMode === undefined ? {} : { permissionMode: options.permissionMode }),
    ...(options.allowTool === undefined ? {} : { allowTools: options.allowTool }),
    ...(options.awaitApprovals ? { approvals: "wait" as const } : {}),
    ...(options.allowExec ? { exec: "allow" as const } : {}),
    ...(options.format === "text" && canAsk(io)
      ? { confirm: (question) => askOnTerminal(io, question) }
      : {}),
  };
}

function readSchema(path: string): JsonSchema {
  const schema = readJson("outputSchema", path, "a JSON Schema");
  if (isObject(schema)) return schema;
  throw unusable("outputSchema", path, "a JSON Schema", "it is not a JSON object");
}

/** What is in the objects is checked with the request. */
function readList<T>(field: string, path: string): T[] {
  const list = readJson(field, path, "a JSON list of objects");
  if (Array.isArray(list) && list.every(isObject)) return list as T[];
  throw unusable(field, path, "a JSON list of objects", "it is none");
}

function readJson(field: string, path: string, wanted: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw unusable(field, path, wanted, cause);
  }
}

function unusable(field: string, path: string, wanted: string, cause: unknown): TandemError {
  return new TandemError({
    code: "validation_failed",
    field,
    message: `The file ${path} cannot be used: ${cause instanceof Error ? cause.message : cause}`,
    remediation: `Name a file with ${wanted} in it.`,
    cause,
  });
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Printer {
  event(event: TandemEvent): void;
  end(result: ExecutionResult): void;
}

function printerFor(io: CliIo, options: RunOptions): Printer {
  switch (options.format) {
    case "json":
      return { event: () => {}, end: (result) => json(io.stdout, result) };
    case "stream-json":
      return {
        event: (event) => line(io.stdout, JSON.stringify(event)),
        end: (result) => line(io.stdout, JSON.stringify({ type: "result", ...result })),
      };
    case "text":
      return createTurnText({
        out: io.stdout,
        notes: io.stderr,
        style: styleFor(io.stderr, io.env),
        reasoning: io.stderr.isTTY === true,
        quiet: options.quiet === true,
        approvals: options.awaitApprovals === true && !canAsk(io),
      });
  }
}
