/** `tandem tools`: which tools a turn would have, and whose rule takes the others away. */
import type { Command } from "commander";
import { TandemError } from "../../../kernel/errors.ts";
import type { SystemPromptReport } from "../../../kernel/result.ts";
import { nearest } from "../../../routing/nearest.ts";
import type { RuntimeKind } from "../../../sessions/message.ts";
import type { Cli } from "../cli.ts";
import { json, line } from "../io.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import { printable } from "../render/printable.ts";
import { printTable } from "../render/table.ts";

interface ToolsOptions extends CommonOptions {
  readonly agent?: string;
  readonly workspace?: string;
  readonly runtime?: RuntimeKind;
  readonly model?: string;
  readonly channel?: string;
  readonly group?: string;
  readonly sender?: string;
}

const EXAMPLES = `
Examples:
  tandem tools                                     the tools of a turn of yours
  tandem tools exec --agent writer                 whether one is offered, and if not, why
  tandem tools --channel slack --sender U123       the tools of somebody who writes by a channel
  tandem tools --json | jq '.removed[]'

Who writes by a channel is not the owner.`;

export function defineTools(program: Command, cli: Cli): void {
  const { io } = cli;
  program
    .command("tools")
    .description("list the tools of a turn, and why others are missing")
    .argument("[tool]", "only this one")
    .option("-a, --agent <id>", "agent whose settings apply")
    .option("-w, --workspace <folder>", "folder that the tools work in (default: this one)")
    .option("-r, --runtime <engine>", "engine: pi or claude")
    .option("-m, --model <model>", "model: an id, an alias or provider/model")
    .option("--channel <name>", "as for a message of this channel")
    .option("--group <id>", "in this group of the channel")
    .option("--sender <id>", "from this sender")
    .option("-c, --config <file>", "config file")
    .option("--json", "JSON output")
    .addHelpText("after", EXAMPLES)
    .action((name: string | undefined, options: ToolsOptions) =>
      withTandem(io, options, async (tandem) => {
        const { agent, workspace, runtime, model, channel, group, sender } = options;
        const fromElsewhere = channel !== undefined || group !== undefined || sender !== undefined;
        const { report } = await tandem.prompt({
          senderIsOwner: !fromElsewhere,
          workspaceDir: workspace ?? io.cwd,
          ...(agent === undefined ? {} : { agentId: agent }),
          ...(runtime === undefined ? {} : { runtime }),
          ...(model === undefined ? {} : { model }),
          ...(channel === undefined ? {} : { messageChannel: channel }),
          ...(group === undefined ? {} : { groupId: group }),
          ...(sender === undefined ? {} : { senderId: sender }),
        });
        const named = (tool: { readonly name: string }) => name === undefined || tool.name === name;
        const offered = report.tools.filter(named).map((tool) => tool.name);
        const removed = report.removedTools.filter(named);
        if (name !== undefined && offered.length + removed.length === 0)
          throw noSuchTool(
            name,
            [...report.tools, ...report.removedTools].map((tool) => tool.name),
          );
        if (options.json) return json(io.stdout, { offered, removed });
        if (offered.length + removed.length === 0) return line(io.stderr, "The turn has no tools.");
        printTable(
          io.stdout,
          io.env,
          [{ title: "TOOL" }, { title: "OFFERED" }, { title: "WHY NOT" }],
          [...offered.map((tool) => [tool, "yes", ""]), ...removed.map(reasonRow)],
        );
      }),
    );
}

function reasonRow({ name, layer, rule }: SystemPromptReport["removedTools"][number]): string[] {
  return [printable(name), "no", printable(`${layer}: ${rule}`)];
}

function noSuchTool(name: string, known: readonly string[]): TandemError {
  const near = nearest(name, known);
  return new TandemError({
    code: "validation_failed",
    field: "tool",
    message: `There is no tool "${name}".${near.length === 0 ? "" : ` Nearest: ${near.join(", ")}.`}`,
    remediation: "`tandem tools` lists them.",
    details: { nearest: near },
  });
}
