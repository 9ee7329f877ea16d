/** `tandem events`: the events of a run, from any cursor. */
import type { Command } from "commander";
import type { TandemEvent } from "../../../events/event.ts";
import { TandemError } from "../../../kernel/errors.ts";
import type { RunRecord } from "../../../sessions/store.ts";
import type { Tandem } from "../../../tandem.ts";
import type { Cli } from "../cli.ts";
import { EXIT } from "../exit-codes.ts";
import { type CliIo, json, line } from "../io.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import { parseCount } from "../options.ts";
import { formatCost, formatTime, shorten } from "../render/format.ts";
import { sessionTitle } from "../render/session-name.ts";
import { styleFor } from "../render/style.ts";
import { printTable } from "../render/table.ts";

interface EventsOptions extends CommonOptions {
  readonly after: number;
  readonly follow?: boolean;
}

const ENVELOPE = new Set(["runId", "parentRunId", "sessionId", "seq", "at", "type"]);
const EXAMPLES = `
Examples:
  tandem events                       the latest runs, with their ids
  tandem events 0198f1c2-…
  tandem events 0198f1c2-… --after 40 --follow
  tandem events 0198f1c2-… --json | jq .type

With --json each event is one line, as \`tandem run --format stream-json\` prints it.`;

export function defineEvents(program: Command, cli: Cli): void {
  const { io } = cli;
  program
    .command("events")
    .description("print the events of a run")
    .argument("[run]", "the run's id; without it the latest runs are listed")
    .option("--after <seq>", "only events after this cursor", parseCount, 0)
    .option("--follow", "keep reading until the run ends, even if another process runs it")
    .option("-c, --config <file>", "config file")
    .option("--json", "one JSON object per line")
    .addHelpText("after", EXAMPLES)
    .action((runId: string | undefined, options: EventsOptions) =>
      withTandem(io, options, async (tandem) => {
        if (runId === undefined) return listRuns(io, tandem, options);
        if (tandem.runs.get(runId) === null) {
          throw new TandemError({
            code: "validation_failed",
            field: "run",
            message: `There is no run "${runId}".`,
            remediation: "`tandem run --format json` prints the run's id; ephemeral runs leave no events.",
          });
        }
        const style = styleFor(io.stdout, io.env);
        const show = (event: TandemEvent): void =>
          line(
            io.stdout,
            options.json
              ? JSON.stringify(event)
              : `${String(event.seq).padStart(5)}  ${describe(event, style.dim)}`,
          );
        if (!options.follow) {
          for (const event of tandem.events.read(runId, options.after)) show(event);
          return;
        }
        const stop = new AbortController();
        const stopListening = io.onInterrupt(() => {
          cli.exitCode = EXIT.aborted;
          stop.abort();
        });
        try {
          for await (const event of tandem.events.follow(runId, options.after, stop.signal)) show(event);
        } finally {
          stopListening();
        }
      }),
    );
}

const RUNS_SHOWN = 20;

function listRuns(io: CliIo, tandem: Tandem, options: CommonOptions): void {
  const runs = tandem.runs.list({ limit: RUNS_SHOWN });
  if (options.json) json(io.stdout, runs);
  else if (runs.length === 0) line(io.stderr, "No run was recorded yet.");
  else printRuns(io, tandem, runs);
}

function printRuns(io: CliIo, tandem: Tandem, runs: readonly RunRecord[]): void {
  printTable(
    io.stdout,
    io.env,
    [
      { title: "RUN", whole: true },
      { title: "STARTED", optional: 2 },
      { title: "STATUS" },
      { title: "COST", align: "right", optional: 1 },
      { title: "SESSION" },
    ],
    runs.map(({ runId, startedAt, status, costUsd, sessionId }) => [
      runId,
      formatTime(startedAt),
      status,
      formatCost(costUsd),
      titleIn(tandem, sessionId),
    ]),
  );
}

function titleIn(tandem: Tandem, sessionId: string | null): string {
  const session = sessionId === null ? null : tandem.sessions.get(sessionId);
  return session === null ? "(deleted)" : sessionTitle(session);
}

function describe(event: TandemEvent, dim: (text: string) => string): string {
  const time = new Date(event.at).toISOString().slice(11, 23);
  const body = Object.fromEntries(Object.entries(event).filter(([name]) => !ENVELOPE.has(name)));
  return `${dim(time)}  ${event.type.padEnd(18)}  ${dim(shorten(JSON.stringify(body), 120))}`;
}
