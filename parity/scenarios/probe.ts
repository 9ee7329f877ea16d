/** Probes: health checks with a full result and without a trace. */
import Database from "better-sqlite3";
import { parse, tandem } from "../cli-run.ts";
import { databaseOf, sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";

export const probeScenarios = [
  scenario({
    id: "TURN-13",
    name: "a probe has a full result and leaves no session, transcript, run, event or usage",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage();
      await s.turn({ prompt: "hi", sessionKey: sessionKey("before") });
      // Uses of profiles are written a moment later, and by a close at once.
      await s.reopen();
      const before = rowsOf(s.home);
      for (const engine of engines)
        for (const name of [{ sessionId: "probe-1" }, { sessionKey: "probe-health" }]) {
          s.server.reply({ text: "OK" }, { status: 401 });
          const { result, events } = await s.turn({ prompt: "ping", runtime: engine.runtime, ...name });
          const what = `${JSON.stringify(name)} on ${engine.id}`;
          check.equal(result.status, "completed", `${what}: ${result.error?.message}`);
          check.equal(result.text, "OK", `${what}: text`);
          check.equal(result.sessionId, name.sessionId ?? null, `${what}: session id`);
          check.equal(result.sessionKey, name.sessionKey ?? null, `${what}: session key`);
          check.equal(result.attempts.length, 1, `${what}: attempts`);
          check.ok(result.usage.input > 0 && (result.costUsd ?? 0) > 0, `${what}: usage and cost`);
          check.ok(result.durations.firstToken !== null, `${what}: durations`);
          check.ok(events.length > 5, `${what}: its caller sees its events`);
          check.deepEqual(s.tandem.events.read(result.runId), [], `${what}: the log`);
          const failed = await s.turn({
            prompt: "ping",
            runtime: engine.runtime,
            authProfileId: "anthropic:env",
            ...name,
          });
          check.equal(failed.result.error?.kind, "auth", `${what}: a failing one`);
          s.tandem.auth.reset();
        }
      await s.reopen();
      check.deepEqual(rowsOf(s.home), before, "rows of the store");
    },
  }),

  scenario({
    id: "TURN-13",
    name: "a probe logs nothing above debug, on the command line too, whether it works or not",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage({ accounting: false });
      for (const engine of engines)
        for (const reply of [{ text: "OK" }, { status: 500 }]) {
          s.server.reply(reply);
          const run = await tandem(
            s,
            ["run", "--session", "probe-cli", "-e", engine.runtime, "-m", "haiku", "--json", "ping"],
            {
              env: { TANDEM_LOG: "info" },
            },
          );
          const what = `${JSON.stringify(reply)} on ${engine.id}`;
          const result = parse<{ readonly sessionId: string; readonly attempts: readonly unknown[] }>(run);
          check.equal(result.sessionId, "probe-cli", `${what}: session id`);
          check.ok(result.attempts.length > 0, `${what}: attempts`);
          check.equal(run.stderr, "", `${what}: the log`);
        }
      check.deepEqual(s.tandem.sessions.list(), [], "sessions");
      check.deepEqual(s.tandem.runs.list(), [], "runs");
    },
  }),
];

/** Rows of every table but the engines' processes. */
function rowsOf(home: string): Readonly<Record<string, number>> {
  const db = new Database(databaseOf(home), { readonly: true });
  try {
    const tables = db
      .prepare<[], { name: string }>("select name from sqlite_master where type = 'table' order by name")
      .all()
      .map((row) => row.name)
      .filter((name) => !name.startsWith("sqlite_") && name !== "children");
    return Object.fromEntries(
      tables.map((name) => [name, db.prepare(`select count(*) from "${name}"`).pluck().get() as number]),
    );
  } finally {
    db.close();
  }
}
