/** `tandem memory`: what an agent remembers. */
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { json, line } from "../io.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import { parseSize } from "../options.ts";
import { count } from "../render/format.ts";
import { printable } from "../render/printable.ts";
import { printTable } from "../render/table.ts";

interface MemoryOptions extends CommonOptions {
  readonly agent: string;
  readonly limit?: number;
  readonly title?: string;
  readonly tag?: readonly string[];
}

const EXAMPLES = `
Examples:
  tandem memory search "what does Ann drink"
  tandem memory save --title Ann "Takes oat milk in her coffee."
  tandem memory list

The notes are Markdown files; edit them as you like.`;

export function defineMemory(program: Command, cli: Cli): void {
  const memory = program
    .command("memory")
    .description("search and save what an agent remembers")
    .addHelpText("after", EXAMPLES);
  const command = (usage: string, description: string) =>
    memory
      .command(usage)
      .description(description)
      .option("-a, --agent <id>", "whose memory", "main")
      .option("-c, --config <file>", "config file")
      .option("--json", "JSON output");
  defineSearch(command("search", "find matching passages, best first"), cli);
  defineSave(command("save", "add to a note, or create one"), cli);
  defineList(command("list", "list the notes and where they are"), cli);
  defineReindex(command("reindex", "rebuild the search index from the notes"), cli);
}

function defineSearch(command: Command, { io }: Cli): void {
  command
    .argument("<query...>", "words to look for")
    .option("-n, --limit <n>", "pieces at most", parseSize, 6)
    .action((query: readonly string[], options: MemoryOptions) =>
      withTandem(io, options, async (tandem) => {
        const found = await tandem.memory.search(query.join(" "), {
          agentId: options.agent,
          limit: options.limit,
        });
        if (options.json) return json(io.stdout, found);
        if (found.length === 0) return line(io.stderr, "Nothing fits.");
        for (const { path, line: number, heading, text } of found)
          line(io.stdout, printable(`${path}:${number}  ${heading}\n${text}\n`));
      }),
    );
}

function defineSave(command: Command, { io }: Cli): void {
  command
    .argument("<text...>", "what to remember")
    .option("-t, --title <title>", "the note's subject; default the note of the day")
    .option("--tag <tag>", "another word to find it by; may be repeated", collect)
    .action((text: readonly string[], options: MemoryOptions) =>
      withTandem(io, options, async (tandem) => {
        const saved = await tandem.memory.save(
          { text: text.join(" "), title: options.title, tags: options.tag },
          { agentId: options.agent },
        );
        if (options.json) return json(io.stdout, saved);
        line(io.stdout, `${saved.path}: ${saved.state === "known" ? "says this already" : saved.state}`);
      }),
    );
}

function defineList(command: Command, { io }: Cli): void {
  command.action((options: MemoryOptions) =>
    withTandem(io, options, (tandem) => {
      const notes = tandem.memory.list({ agentId: options.agent });
      if (options.json) return json(io.stdout, notes);
      line(
        io.stderr,
        `${count(notes.length)} ${notes.length === 1 ? "note" : "notes"} in ${tandem.memory.folder(options.agent)}`,
      );
      if (notes.length === 0) return;
      printTable(
        io.stdout,
        io.env,
        [{ title: "NOTE" }, { title: "BYTES", align: "right" }, { title: "CHANGED" }],
        notes.map(({ path, bytes, changedAt }) => [
          path,
          count(bytes),
          new Date(changedAt).toISOString().slice(0, 10),
        ]),
      );
    }),
  );
}

function defineReindex(command: Command, { io }: Cli): void {
  command.action((options: MemoryOptions) =>
    withTandem(io, options, async (tandem) => {
      const notes = await tandem.memory.reindex({ agentId: options.agent });
      if (options.json) return json(io.stdout, { notes });
      line(io.stdout, `${count(notes)} ${notes === 1 ? "note" : "notes"} indexed.`);
    }),
  );
}

function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}
