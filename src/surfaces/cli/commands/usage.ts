/** `tandem usage`: what was spent, and on what. */
import type { Command } from "commander";
import { InvalidArgumentError, Option } from "commander";
import { SPENDING_GROUPS, type SpendingGroup, type SpendingRow } from "../../../cost/spending.ts";
import type { Tandem } from "../../../tandem.ts";
import type { Cli } from "../cli.ts";
import { json } from "../io.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import { sessionTitle } from "../render/session-name.ts";
import { printUsage } from "../render/usage.ts";
import { SHORT_ID } from "../session-ref.ts";

interface UsageOptions extends CommonOptions {
  readonly by: SpendingGroup;
  readonly since?: number;
  readonly until?: number;
}

const EXAMPLES = `
Examples:
  tandem usage                          by day
  tandem usage --by model --since 7d
  tandem usage --by tag --since 2026-11-01 --until 2026-12-01 --json

Each model call is counted at the price its model had then, cached tokens at theirs. A call that broke off or was aborted counts with
what the provider had reported of it by then. A call whose price or usage is not known is counted as such and never as 0. Turns that write nothing (--ephemeral) are not in it.`;

export function defineUsage(program: Command, cli: Cli): void {
  const { io } = cli;
  program
    .command("usage")
    .description("show costs by day, model, engine, profile, session or tag")
    .addOption(
      new Option("-b, --by <what>", "how to group the costs").choices(SPENDING_GROUPS).default("day"),
    )
    .option("--since <time>", "from this day on (2026-11-20), or the last 12h, 7d, 4w", parseMoment)
    .option("--until <time>", "before this day, or before 12h, 7d, 4w ago", parseMoment)
    .option("-c, --config <file>", "config file")
    .option("--json", "JSON output")
    .addHelpText("after", EXAMPLES)
    .action((options: UsageOptions) =>
      withTandem(io, options, (tandem) => {
        const { by, since, until } = options;
        const rows = tandem.usage({
          by,
          ...(since === undefined ? {} : { sinceMs: since }),
          ...(until === undefined ? {} : { untilMs: until }),
        });
        if (options.json) json(io.stdout, rows);
        else
          printUsage(
            io,
            by,
            rows.map((row) => [nameOf(row, by, tandem), row]),
          );
      }),
    );
}

const UNIT_MS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/** Milliseconds since 1970 of a day (its first moment here), a moment in ISO form, or a time ago. */
export function parseMoment(text: string): number {
  const ago = /^(\d+)([hdw])$/.exec(text);
  if (ago) return Date.now() - Number(ago[1]) * UNIT_MS[ago[2]!]!;
  // A bare date would be read as one in Greenwich.
  const at = /^\d{4}-\d{2}-\d{2}/.test(text)
    ? Date.parse(text.length === 10 ? `${text}T00:00` : text)
    : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError("Expected a day such as 2026-11-20, or 12h, 7d, 4w.");
  return at;
}

/** Sessions are shown by the name that people know. */
function nameOf({ key }: SpendingRow, by: SpendingGroup, tandem: Tandem): string {
  if (key === null) return `(no ${by})`;
  if (by !== "session") return key;
  const session = tandem.sessions.get(key);
  return session === null ? `${key} (deleted)` : `${key.slice(0, SHORT_ID)} ${sessionTitle(session)}`;
}
