/** Turns whose state cannot be written, and turns that must not write any. */
import Database from "better-sqlite3";
import { databaseOf, eventsOf, gate, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

export const persistenceScenarios = [
  scenario({
    id: "TURN-16",
    name: "a store that fails in the middle of a turn costs the reply nothing, and is reported",
    run: async ({ stage, check }) => {
      const s = await stage();
      const key = sessionKey("full-disk");
      const hold = gate();
      s.server.reply(
        { toolCalls: [{ id: "toolu_1", name: "step", input: {} }] },
        { text: ["finished ", "anyway"], hold: { afterDeltas: 1, until: hold.open } },
      );
      const ran = s.start({
        prompt: "go",
        sessionKey: key,
        extraTools: [toolOf("step", () => textOutput("stepped"))],
      });
      await ran.until(s.server.waitForRequest(2));
      const heal = refuseEntries(s.home);
      hold.release();
      const { result, events } = await ran.done;
      check.equal(result.status, "completed", "status");
      check.equal(result.text, "finished anyway", "reply");
      check.equal(result.error, null, "error");
      check.ok(
        result.warnings.some((warning) => warning.code === "state_persist_failed"),
        "a warning in the result",
      );
      check.ok(
        eventsOf(events, "warning").some((event) => event.code === "state_persist_failed"),
        "a warning event",
      );
      check.equal(events.at(-1)?.type, "lifecycle.end", "last event");

      heal();
      s.server.reply({ text: "well again" });
      const next = await s.turn({ prompt: "next", sessionKey: key });
      check.equal(next.result.text, "well again", "the next turn");
      check.deepEqual(next.result.warnings, [], "its warnings");
      check.includes(
        next.requests[0]?.rawBody ?? "",
        "stepped",
        "what was committed before is in its history",
      );
    },
  }),

  scenario({
    id: "TURN-16",
    name: "an ephemeral turn runs with tools and leaves no session, run, event or usage",
    run: async ({ stage, check }) => {
      const s = await stage();
      const before = rowsOf(s.home);
      s.server.reply({ toolCalls: [{ id: "toolu_1", name: "step", input: {} }] }, { text: "gone" });
      const { result, events } = await s.turn({
        prompt: "leave nothing",
        ephemeral: true,
        extraTools: [toolOf("step", () => textOutput("stepped"))],
      });
      check.equal(result.text, "gone", "reply");
      check.equal(result.sessionId, null, "session id");
      check.ok(events.length > 5, "events reached the reader");
      check.deepEqual(s.tandem.sessions.list(), [], "sessions");
      check.deepEqual(s.tandem.runs.list(), [], "runs");
      check.deepEqual(s.tandem.events.read(result.runId), [], "events in the log");
      check.deepEqual(conversational(rowsOf(s.home)), conversational(before), "rows in the store");
    },
  }),
];

/** Makes every append of an entry fail, as a full disk would. Gives the way back. */
function refuseEntries(home: string): () => void {
  const db = new Database(databaseOf(home));
  db.exec(
    "CREATE TRIGGER parity_full BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
  );
  return () => {
    db.exec("DROP TRIGGER parity_full");
    db.close();
  };
}

/** Rows of each table. */
function rowsOf(home: string): Record<string, number> {
  const db = new Database(databaseOf(home), { readonly: true });
  try {
    const tables = db
      .prepare<[], { name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
      )
      .all();
    return Object.fromEntries(
      tables.map(({ name }) => [
        name,
        db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${name}"`).get()?.n ?? 0,
      ]),
    );
  } finally {
    db.close();
  }
}

/** Without the engines' processes, which outlive any conversation. */
function conversational(rows: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(rows).filter(([name]) => name !== "children"));
}
