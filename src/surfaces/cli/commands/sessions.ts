/** `tandem sessions`: the conversations in the store. */
import type { Command } from "commander";
import type { Entry } from "../../../sessions/entry.ts";
import { textOf } from "../../../sessions/message.ts";
import type { SessionInfo } from "../../../sessions/store.ts";
import type { Cli } from "../cli.ts";
import { type CliIo, json, line } from "../io.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import { parseSize } from "../options.ts";
import { formatTime, shorten, toolTitle } from "../render/format.ts";
import { printable } from "../render/printable.ts";
import { sessionTitle } from "../render/session-name.ts";
import { spentCost, spentParts } from "../render/spent.ts";
import { styleFor } from "../render/style.ts";
import { printTable } from "../render/table.ts";
import { findSession, keyOfName, SHORT_ID } from "../session-ref.ts";
import { defineExport, defineImport } from "./sessions-files.ts";
import { defineFork, defineSearch } from "./sessions-search.ts";
import { type Subcommand, told } from "./sessions-shared.ts";

interface ListOptions extends CommonOptions {
  readonly limit?: number;
  readonly agent?: string;
}

const EXAMPLES = `
Examples:
  tandem sessions list
  tandem sessions show notes
  tandem sessions show notes --json
  tandem sessions new notes          start over under that name; the old session keeps its id
  tandem sessions rename notes "Demo on Friday"
  tandem sessions delete notes
  tandem sessions search "disk full" deploy
  tandem sessions fork notes --at 12 --as other-way
  tandem sessions export notes -o notes.html
  tandem sessions export notes --format claude -o session.jsonl
  tandem sessions import session.jsonl --as notes

A session is named by its id, its key (agent:…) or the name given to --session.`;

export function defineSessions(program: Command, cli: Cli): void {
  const { io } = cli;
  const sessions = program
    .command("sessions")
    .description("list, show, search, rename, fork, delete, export and import sessions")
    .helpCommand(false)
    .addHelpText("after", EXAMPLES);
  const sub: Subcommand = (usage, description) =>
    sessions
      .command(usage)
      .description(description)
      .option("-c, --config <file>", "config file")
      .option("--json", "JSON output");

  sub("list", "newest activity first")
    .option("-n, --limit <n>", "most to show", parseSize, 50)
    .option("-a, --agent <id>", "of this agent only")
    .action((options: ListOptions) =>
      withTandem(io, options, (tandem) => {
        const list = tandem.sessions.list({
          ...(options.limit === undefined ? {} : { limit: options.limit }),
          ...(options.agent === undefined ? {} : { agentId: options.agent }),
        });
        if (options.json) json(io.stdout, list);
        else printSessions(io, list);
      }),
    );
  sub("show <session>", "print a session's transcript").action((session: string, options: CommonOptions) =>
    withTandem(io, options, (tandem) => {
      const info = findSession(tandem.sessions, session);
      const entries = tandem.sessions.entries(info.id);
      if (options.json) json(io.stdout, { session: info, entries });
      else printTranscript(io, info, entries);
    }),
  );
  sub("new <name>", "start a new, empty session under a name").action(
    (name: string, options: CommonOptions) =>
      withTandem(io, options, (tandem) =>
        told(io, options, tandem.sessions.reset(keyOfName(name)), "New session"),
      ),
  );
  sub("rename <session> <title>", "give a session a title").action(
    (session: string, title: string, options: CommonOptions) =>
      withTandem(io, options, (tandem) => {
        const { id } = findSession(tandem.sessions, session);
        tandem.sessions.rename(id, title);
        told(io, options, findSession(tandem.sessions, id), "Renamed");
      }),
  );
  sub("delete <session>", "delete a session and what belongs to it").action(
    (session: string, options: CommonOptions) =>
      withTandem(io, options, (tandem) => {
        const info = findSession(tandem.sessions, session);
        tandem.sessions.delete(info.id);
        if (options.json) json(io.stdout, { deleted: info.id });
        else line(io.stdout, `Deleted ${info.id} (${info.entryCount} entries)`);
      }),
  );
  defineSearch(sub, io);
  defineFork(sub, io);
  defineExport(sub, io);
  defineImport(sub, io);
}

export function printSessions(io: CliIo, sessions: readonly SessionInfo[]): void {
  if (sessions.length === 0) {
    line(io.stderr, "There are no sessions yet.");
    return;
  }
  printTable(
    io.stdout,
    io.env,
    [
      { title: "ID", whole: true },
      { title: "TITLE" },
      { title: "LAST USED", optional: 1 },
      { title: "ENTRIES", align: "right", optional: 4 },
      { title: "ENGINE", optional: 3 },
      { title: "COST", align: "right", optional: 2 },
    ],
    sessions.map((session) => [
      io.stdout.isTTY ? session.id.slice(0, SHORT_ID) : session.id,
      session.spawnedBy === null ? sessionTitle(session) : `↳ ${sessionTitle(session)}`,
      formatTime(session.updatedAt),
      String(session.entryCount),
      session.runtime ?? "-",
      spentCost(session),
    ]),
  );
}

function printTranscript(io: CliIo, info: SessionInfo, entries: readonly Entry[]): void {
  const style = styleFor(io.stdout, io.env);
  line(io.stdout, style.bold(sessionTitle(info)));
  line(io.stdout, style.dim(`${info.id} · ${spentParts(info).join(" · ")}`));
  for (const entry of entries) {
    line(io.stdout);
    for (const text of entryLines(entry, style)) line(io.stdout, text);
  }
}

function entryLines(entry: Entry, style: ReturnType<typeof styleFor>): string[] {
  switch (entry.type) {
    case "user": {
      const images = entry.message.content.filter((block) => block.type === "image").length;
      return [
        `${style.green("user:")} ${printable(textOf(entry.message))}${images > 0 ? style.dim(` [${images} image(s)]`) : ""}`,
      ];
    }
    case "assistant": {
      const { origin } = entry.message;
      return [
        `${style.cyan("assistant")} ${style.dim(`(${origin.runtime} · ${origin.provider}/${origin.model})`)}`,
        ...entry.message.content.map((block) =>
          block.type === "text"
            ? printable(block.text)
            : block.type === "thinking"
              ? style.dim(`[thinking] ${printable(block.text)}`)
              : style.cyan(`[call] ${toolTitle(block.name, block.input)}`),
        ),
      ];
    }
    case "tool_result": {
      const text = shorten(printable(textOf(entry.message)), 400);
      return [`${entry.message.isError ? style.red("tool error:") : style.dim("tool:")} ${text}`];
    }
    case "compaction":
      return [style.yellow(`[history up to here is sent as a summary]`), printable(entry.summary)];
    case "change":
      return [style.dim(`[now on ${entry.runtime} · ${entry.provider}/${entry.model}]`)];
    case "custom":
      return [style.dim(`[${entry.name}]`)];
  }
}
