/** `tandem sample`: one turn on each engine, to see that all works. What `npm start` runs without a terminal. */
import type { Command } from "commander";
import type { ExecutionResult } from "../../../kernel/result.ts";
import type { RuntimeKind } from "../../../sessions/message.ts";
import type { Tandem } from "../../../tandem.ts";
import type { Cli } from "../cli.ts";
import { exitCodeOfResult } from "../exit-codes.ts";
import { type CliIo, line } from "../io.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import { count, formatDuration } from "../render/format.ts";
import { spentCost } from "../render/spent.ts";
import { styleFor } from "../render/style.ts";
import { alignTable } from "../render/table.ts";
import { createTurnText } from "../render/turn-text.ts";

const ENGINES: readonly RuntimeKind[] = ["pi", "claude"];
const PROMPT = "List the files here.";

export function defineSample(program: Command, cli: Cli): void {
  program
    .command("sample", { hidden: true })
    .description("run one sample turn on each engine")
    .option("-c, --config <file>", "config file")
    .action(async (options: CommonOptions) => {
      cli.exitCode = await withTandem(cli.io, options, (tandem) => runSamples(tandem, cli.io));
    });
}

async function runSamples(tandem: Tandem, io: CliIo): Promise<number> {
  line(io.stdout, `One sample turn on each engine (${tandem.defaults().why.join("; ")}).`);
  const results: ExecutionResult[] = [];
  for (const runtime of ENGINES) {
    line(io.stdout, `\n[${runtime}] ${PROMPT}`);
    results.push(await runSample(tandem, io, runtime));
  }
  line(io.stdout);
  const table = alignTable(
    [
      { title: "ENGINE" },
      { title: "MODEL" },
      { title: "STATUS" },
      { title: "TIME", align: "right" },
      { title: "TOKENS IN", align: "right" },
      { title: "OUT", align: "right" },
      { title: "COST", align: "right" },
    ],
    results.map((result) => [
      result.runtime ?? "-",
      result.model === null ? "-" : `${result.provider}/${result.model}`,
      result.status,
      formatDuration(result.durations.total),
      count(result.usage.input + result.usage.cacheRead + result.usage.cacheWrite),
      count(result.usage.output),
      spentCost(result),
    ]),
  );
  for (const text of table) line(io.stdout, text);
  return Math.max(...results.map(exitCodeOfResult));
}

async function runSample(tandem: Tandem, io: CliIo, runtime: RuntimeKind): Promise<ExecutionResult> {
  const stream = tandem.stream({ runtime, prompt: PROMPT, workspaceDir: io.cwd, ephemeral: true });
  const stopListening = io.onInterrupt(() => stream.abort());
  const text = createTurnText({
    out: io.stdout,
    notes: io.stdout,
    style: styleFor(io.stdout, io.env),
    reasoning: false,
    quiet: false,
  });
  try {
    for await (const event of stream) text.event(event);
    const result = await stream.result;
    text.end(result);
    return result;
  } finally {
    stopListening();
  }
}
