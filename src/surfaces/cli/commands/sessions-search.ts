/** `tandem sessions search` and `fork`: find a place in a conversation, and continue from it in another direction. */
import { TandemError } from "../../../kernel/errors.ts";
import type { Entry } from "../../../sessions/entry.ts";
import type { SearchHit } from "../../../sessions/store.ts";
import { type CliIo, json, line } from "../io.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import { parseSize } from "../options.ts";
import { formatTime } from "../render/format.ts";
import { sessionTitle } from "../render/session-name.ts";
import { styleFor } from "../render/style.ts";
import { findSession, keyOfName } from "../session-ref.ts";
import { type Subcommand, told } from "./sessions-shared.ts";

interface SearchOptions extends CommonOptions {
  readonly limit?: number;
  readonly agent?: string;
  readonly session?: string;
}

interface ForkOptions extends CommonOptions {
  readonly at?: string;
  readonly as?: string;
  readonly title?: string;
}

export function defineSearch(sub: Subcommand, io: CliIo): void {
  sub("search <words...>", 'find entries that contain all the words (prefixes match; "…" for a phrase)')
    .option("-n, --limit <n>", "most to show", parseSize, 20)
    .option("-a, --agent <id>", "in this agent's sessions only")
    .option("-s, --session <session>", "in this session only")
    .action((words: readonly string[], options: SearchOptions) =>
      withTandem(io, options, (tandem) => {
        const { limit, agent, session } = options;
        const hits = tandem.sessions.search(words.map(phrase).join(" "), {
          ...(limit === undefined ? {} : { limit }),
          ...(agent === undefined ? {} : { agentId: agent }),
          ...(session === undefined ? {} : { sessionId: findSession(tandem.sessions, session, agent).id }),
        });
        if (options.json) json(io.stdout, hits);
        else printHits(io, hits);
      }),
    );
}

export function defineFork(sub: Subcommand, io: CliIo): void {
  sub("fork <session>", "start a session with the first part of another")
    .option("--at <entry>", "number or id of the last entry to copy; default: the last")
    .option("--as <name>", "name of the new session; default: the session's key with :fork:<n>")
    .option("--title <title>", "its title; default: the session's")
    .action((session: string, options: ForkOptions) =>
      withTandem(io, options, (tandem) => {
        const { id } = findSession(tandem.sessions, session);
        const { at, as, title } = options;
        const fork = tandem.sessions.fork(id, {
          ...(at === undefined ? {} : { entryId: entryIdOf(at, () => tandem.sessions.entries(id)) }),
          ...(as === undefined ? {} : { key: keyOfName(as) }),
          ...(title === undefined ? {} : { title }),
        });
        told(io, options, fork, `Forked (${fork.entryCount} entries)`);
      }),
    );
}

/** A shell takes the quotes off; an argument with spaces was a phrase. */
function phrase(word: string): string {
  return /\s/.test(word) && !word.includes('"') ? `"${word}"` : word;
}

function entryIdOf(text: string, entries: () => readonly Entry[]): string {
  if (!/^\d+$/.test(text)) return text;
  const entry = entries().find(({ seq }) => seq === Number(text));
  if (entry !== undefined) return entry.id;
  throw new TandemError({
    code: "validation_failed",
    field: "at",
    message: `The session has no entry ${text}; it has ${entries().length}.`,
    remediation: "`tandem sessions search` shows the numbers of entries.",
  });
}

function printHits(io: CliIo, hits: readonly SearchHit[]): void {
  if (hits.length === 0) line(io.stderr, "Nothing was found.");
  const style = styleFor(io.stdout, io.env);
  for (const { session, seq, type, createdAt, snippet, matches } of hits) {
    const who = type === "tool_result" ? "tool" : type;
    line(io.stdout, style.dim(`${sessionTitle(session)} · ${who} · entry ${seq} · ${formatTime(createdAt)}`));
    let text = "";
    let end = 0;
    for (const [from, to] of matches) {
      text += `${snippet.slice(end, from)}${style.bold(style.yellow(snippet.slice(from, to)))}`;
      end = to;
    }
    line(io.stdout, `  ${text}${snippet.slice(end)}`);
    line(io.stdout, style.dim(`  ${session.id}`));
  }
}
