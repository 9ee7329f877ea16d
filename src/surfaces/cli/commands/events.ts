/** `tandem events`: the events of a run, from any cursor. */
import type { Command } from "commander";
import type { TandemEvent } from "../../../events/event.ts";
import { TandemError } from "../../../kernel/errors.ts";
import type { Cli } from "../cli.ts";
import { EXIT } from "../exit-codes.ts";
import { line } from "../io.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import { parseCount } from "../options.ts";
import { shorten } from "../render/format.ts";
import { styleFor } from "../render/style.ts";

interface EventsOptions extends CommonOptions {
  readonly after: number;
  readonly follow?: boolean;
}

const ENVELOPE = new Set(["runId", "parentRunId", "sessionId", "seq", "at", "type"]);
const EXAMPLES = `
Examples:
  tandem events 0198f1c2-…
  tandem events 0198f1c2-… --after 40 --follow
  tandem events 0198f1c2-… --json | jq .type

With --json each event is one line, as \`tandem run --format stream-json\` prints it.`;

export function defineEvents(program: Command, cli: Cli): void {
  const { io } = cli;
  program
    .command("events")
    .description("print the events of a run")
    .argument("<run>", "the run's id")
    .option("--after <seq>", "only events after this cursor", parseCount, 0)
    .option("--follow", "keep reading until the run ends, even if another process runs it")
    .option("-c, --config <file>", "config file")
    .option("--json", "one JSON object per line")
    .addHelpText("after", EXAMPLES)
    .action((runId: string, options: EventsOptions) =>
      withTandem(io, options, async (tandem) => {
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

function describe(event: TandemEvent, dim: (text: string) => string): string {
  const time = new Date(event.at).toISOString().slice(11, 23);
  const body = Object.fromEntries(Object.entries(event).filter(([name]) => !ENVELOPE.has(name)));
  return `${dim(time)}  ${event.type.padEnd(18)}  ${dim(shorten(JSON.stringify(body), 120))}`;
}
