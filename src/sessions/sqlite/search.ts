/** Full text search over the transcripts. */
import type { Database } from "better-sqlite3";
import type { SearchHit, SessionStore } from "../store.ts";
import { orFail } from "./failure.ts";
import { searchQuery } from "./search-query.ts";
import { type SessionRow, sessionInfo } from "./session-row.ts";

interface HitRow {
  readonly session_id: string;
  readonly id: string;
  readonly seq: number;
  readonly type: SearchHit["type"];
  readonly created_at: number;
  readonly snippet: string;
}

interface Filter {
  readonly sessionId: string | null;
  readonly agentId: string | null;
  readonly limit: number;
}

/** Stand around what was found; no text that people or models write holds them. */
const [OPEN, CLOSE] = ["\u0002", "\u0003"];
/** Characters before and after what was found, where the index gives no snippet. */
const AROUND = 60;

export function sessionSearch(db: Database): SessionStore["search"] {
  const found = (text: string, from: string, order: string) => `
    select e.session_id, e.id, e.seq, e.type, e.created_at, ${text} as snippet
    from ${from} join entries e on e.id = entry_id join sessions s on s.id = e.session_id
    where (@sessionId is null or s.id = @sessionId) and (@agentId is null or s.agent_id = @agentId) and ${order} limit @limit`;
  const matching = db.prepare<[Filter & { match: string }], HitRow>(
    found(
      "snippet(entry_search, 0, char(2), char(3), '…', 24)",
      "entry_search join entry_numbers on n = entry_search.rowid",
      "entry_search match @match order by rank, e.created_at desc",
    ),
  );
  const containing = db.prepare<[Filter & { terms: string }], HitRow>(
    found(
      "text",
      "entry_texts",
      `not exists (select 1 from json_each(@terms) as term where instr(lower(text), term.value) = 0)
       order by e.created_at desc`,
    ),
  );
  const session = db.prepare<[string], SessionRow>("select * from sessions where id = ?");
  const grown = `from sessions s left join search_progress p on p.session_id = s.id
    where s.entry_count > coalesce(p.seq, 0)`;
  const behind = db.prepare<[], number>(`select exists (select 1 ${grown})`).pluck();
  const number = db.prepare(`insert into entry_numbers (entry_id)
    select e.id from (select s.id, coalesce(p.seq, 0) as seq ${grown}) as grown
    join entries e on e.session_id = grown.id and e.seq > grown.seq
    where e.type in ('user', 'assistant', 'tool_result') order by e.created_at, e.seq`);
  const index = db.prepare(`insert into entry_search (rowid, text)
    select n, text from entry_texts where n > (select coalesce(max(id), 0) from entry_search_docsize)`);
  const advance =
    db.prepare(`insert into search_progress (session_id, seq) select s.id, s.entry_count ${grown}
    on conflict (session_id) do update set seq = excluded.seq`);
  const catchUp = db.transaction(() => {
    number.run();
    index.run();
    advance.run();
  });

  return (text, { limit = 20, sessionId = null, agentId = null }: Partial<Filter> = {}) =>
    orFail(db, "search the sessions", () => {
      const query = searchQuery(text);
      if (query === null) return [];
      const filter = { limit, sessionId, agentId };
      if (behind.get() === 1) catchUp.immediate();
      if ("match" in query) {
        return matching.all({ ...filter, ...query }).map((row) => hit(row, row.snippet));
      }
      const terms = query.contains.map((term) => term.toLowerCase());
      return containing
        .all({ ...filter, terms: JSON.stringify(terms) })
        .map((row) => hit(row, cutOut(row.snippet, terms)));
    });

  function hit(row: HitRow, marked: string): SearchHit {
    return {
      session: sessionInfo(session.get(row.session_id) as SessionRow),
      entryId: row.id,
      seq: row.seq,
      type: row.type,
      createdAt: row.created_at,
      ...unmark(marked.replace(/\s+/g, " ").trim()),
    };
  }
}

/** The text around the first place of the first term, with all terms marked. */
function cutOut(text: string, terms: readonly string[]): string {
  const start = Math.max(0, text.toLowerCase().indexOf(terms[0] ?? "") - AROUND);
  const end = start + 2 * AROUND + (terms[0]?.length ?? 0);
  let cut = `${start > 0 ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
  for (const term of terms) {
    const at = cut.toLowerCase().indexOf(term);
    if (at !== -1)
      cut = `${cut.slice(0, at)}${OPEN}${cut.slice(at, at + term.length)}${CLOSE}${cut.slice(at + term.length)}`;
  }
  return cut;
}

function unmark(marked: string): Pick<SearchHit, "snippet" | "matches"> {
  let snippet = "";
  const matches: [number, number][] = [];
  for (const part of marked.split(/(?=\u0002)|(?<=\u0003)/)) {
    const found = part.startsWith(OPEN as string);
    const text = part.replace(/[\u0002\u0003]/g, "");
    if (found) matches.push([snippet.length, snippet.length + text.length]);
    snippet += text;
  }
  return { snippet, matches };
}
