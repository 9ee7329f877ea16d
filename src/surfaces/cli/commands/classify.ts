/** `tandem classify`: what kind of failure a provider's error is. */
import { createReadStream, statSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Command } from "commander";
import type { Classification, FailureFacts } from "../../../failure/classify.ts";
import { TandemError } from "../../../kernel/errors.ts";
import type { Cli } from "../cli.ts";
import { EXIT } from "../exit-codes.ts";
import { type CliIo, json, line } from "../io.ts";
import { parseCount } from "../options.ts";
import { formatDuration } from "../render/format.ts";
import { styleFor } from "../render/style.ts";

interface ClassifyOptions {
  readonly provider?: string;
  readonly status?: number;
  readonly type?: string;
  readonly code?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  tandem classify "429 Too Many Requests: please slow down"
  tandem classify --provider openai --status 400 "maximum context length is 128000 tokens"
  tandem classify < errors.jsonl
  tandem classify errors.jsonl

In a file and on stdin, each line is a JSON object with any of provider, status, type, code, name, cause and message. For each, one
line is printed with its index (from 0), its id if it has one, kind, retryable, remediation and decidedBy. A line that isn't a JSON
object gives a line with an error, and the exit code 2.`;

export function defineClassify(program: Command, cli: Cli): void {
  const { io } = cli;
  program
    .command("classify")
    .description("show what kind of failure a provider's error is")
    .argument(
      "[what...]",
      "an error message, or a file of JSON lines; without it JSON lines are read from stdin",
    )
    .option("--provider <id>", "the message's provider")
    .option("--status <n>", "its HTTP status", parseCount)
    .option("--type <type>", "the provider's error type")
    .option("--code <code>", "the provider's error code")
    .option("--json", "JSON output (it always is for JSON lines)")
    .addHelpText("after", EXAMPLES)
    .action(async (words: readonly string[], options: ClassifyOptions) => {
      const what = words.join(" ");
      if (what === "" && options.status === undefined && io.stdin.isTTY) throw nothingToClassify();
      if (what === "" && options.status === undefined) cli.exitCode = await classifyLines(io, io.stdin);
      else if (isFile(what)) cli.exitCode = await classifyLines(io, createReadStream(what));
      else await classifyMessage(io, what, options);
    });
}

async function classifyMessage(io: CliIo, message: string, options: ClassifyOptions): Promise<void> {
  const { classify } = await import("../../../failure/classify.ts");
  const { json: asJson, ...known } = options;
  const facts: FailureFacts = { ...known, message };
  const found = classify(facts);
  if (asJson) json(io.stdout, answer(found));
  else printForPeople(io, found);
}

async function classifyLines(io: CliIo, input: Readable): Promise<number> {
  const [{ classify }, { readFacts }] = await Promise.all([
    import("../../../failure/classify.ts"),
    import("../../../failure/read-facts.ts"),
  ]);
  let index = 0;
  let exitCode: number = EXIT.ok;
  for await (const row of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (row.trim() === "") continue;
    const value = parsed(row);
    const facts = readFacts(value);
    const named = { index: index++, ...idOf(value) };
    if (facts === null) {
      exitCode = EXIT.usage;
      line(io.stdout, JSON.stringify({ ...named, error: "no JSON object that describes a failure" }));
    } else line(io.stdout, JSON.stringify({ ...named, ...answer(classify(facts)) }));
  }
  return exitCode;
}

function answer({ kind, retryable, remediation, decidedBy, retryAfterMs, details }: Classification) {
  return {
    kind,
    retryable,
    remediation,
    decidedBy,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    ...(details === undefined ? {} : { details }),
  };
}

function printForPeople(io: CliIo, found: Classification): void {
  const style = styleFor(io.stdout, io.env);
  const again = found.retryable ? "temporary" : "permanent";
  const wait = found.retryAfterMs === null ? "" : `, wait ${formatDuration(found.retryAfterMs)}`;
  line(io.stdout, `${style.bold(found.kind)}  ${again}${wait}`);
  line(io.stdout, found.remediation);
  for (const [name, value] of Object.entries(found.details ?? {})) line(io.stdout, `${name}: ${value}`);
  line(io.stdout, style.dim(`decided by: ${found.decidedBy}`));
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function parsed(row: string): unknown {
  try {
    return JSON.parse(row);
  } catch {
    return undefined;
  }
}

function idOf(value: unknown): { readonly id?: unknown } {
  const id = (value as { readonly id?: unknown } | null | undefined)?.id;
  return id === undefined ? {} : { id };
}

function nothingToClassify(): TandemError {
  return new TandemError({
    code: "validation_failed",
    message: "There is nothing to classify.",
    remediation: "Give an error message or a file, or pipe JSON lines in.",
  });
}
