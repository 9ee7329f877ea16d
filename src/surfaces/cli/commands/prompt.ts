/** `tandem prompt`: the system prompt of a turn, and what it is made of. */
import type { Command } from "commander";
import type { SystemPromptReport } from "../../../kernel/result.ts";
import type { RuntimeKind } from "../../../sessions/message.ts";
import type { PromptPreview } from "../../../turn/preview.ts";
import type { Cli } from "../cli.ts";
import { type CliIo, json, line } from "../io.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import { count } from "../render/format.ts";
import { printable } from "../render/printable.ts";
import { styleFor } from "../render/style.ts";
import { findSession } from "../session-ref.ts";

interface PromptOptions extends CommonOptions {
  readonly agent?: string;
  readonly workspace?: string;
  readonly runtime?: RuntimeKind;
  readonly model?: string;
  readonly session?: string;
  readonly sizes?: boolean;
}

const EXAMPLES = `
Examples:
  tandem prompt                      the prompt as a model would read it, then its parts and sizes
  tandem prompt --sizes              only parts and sizes
  tandem prompt --session notes      also what changed since that session's last turn
  tandem prompt --json | jq -r .text

The prompt goes to stdout, sizes to stderr (with --sizes: to stdout). Nothing is sent and nothing is written.`;

export function definePrompt(program: Command, cli: Cli): void {
  const { io } = cli;
  program
    .command("prompt")
    .description("show the system prompt of a turn, its parts and their sizes")
    .option("-a, --agent <id>", "agent whose settings apply")
    .option("-w, --workspace <folder>", "folder that the tools work in (default: this one)")
    .option("-r, --runtime <engine>", "engine: pi or claude")
    .option("-m, --model <model>", "model: an id, an alias or provider/model")
    .option("-s, --session <name>", "for the next turn of this session, with the changes since its last one")
    .option("--sizes", "only the parts and their sizes")
    .option("-c, --config <file>", "config file")
    .option("--json", "JSON output")
    .addHelpText("after", EXAMPLES)
    .action((options: PromptOptions) =>
      withTandem(io, options, async (tandem) => {
        const { agent, workspace, runtime, model, session } = options;
        const preview = await tandem.prompt({
          ...(agent === undefined ? {} : { agentId: agent }),
          ...(workspace === undefined ? {} : { workspaceDir: workspace }),
          ...(runtime === undefined ? {} : { runtime }),
          ...(model === undefined ? {} : { model }),
          ...(session === undefined ? {} : { sessionId: findSession(tandem.sessions, session, agent).id }),
        });
        if (options.json) return json(io.stdout, preview);
        if (!options.sizes) line(io.stdout, printable(preview.text));
        printReport(io, options.sizes ? io.stdout : io.stderr, preview);
      }),
    );
}

function printReport(io: CliIo, stream: CliIo["stdout"], { report, changed }: PromptPreview): void {
  const style = styleFor(stream, io.env);
  const heading = (text: string) => line(stream, style.dim(text));
  heading(`${count(report.chars)} characters, sha256 ${report.sha256.slice(0, 16)}`);
  for (const { name, chars } of report.parts) {
    line(stream, row(name, chars));
    for (const detail of detailsOf(name, report)) line(stream, `  ${detail}`);
  }
  heading("tools (schemas)");
  for (const { name, schemaChars } of report.tools) line(stream, row(name, schemaChars));
  if (changed !== null)
    heading(
      `changed since the session's last turn: ${changed.length === 0 ? "nothing" : changed.join(", ")}`,
    );
  if (report.omissions.length > 0) heading("left out");
  for (const { kind, name, reason } of report.omissions)
    line(stream, `  ${kind} ${printable(name)}: ${printable(reason)}`);
}

function detailsOf(part: string, { files, skills }: SystemPromptReport): string[] {
  if (part === "bootstrap") {
    return files.map((file) =>
      row(printable(file.name), file.chars, file.cut ? ` of ${count(file.rawChars)}` : ""),
    );
  }
  return part === "skills" ? skills.map(({ name, chars }) => row(printable(name), chars)) : [];
}

function row(name: string, chars: number, note = ""): string {
  return `  ${name.padEnd(24)} ${count(chars).padStart(8)}${note}`;
}
