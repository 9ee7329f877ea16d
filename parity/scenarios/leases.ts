/** Two processes on one session. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { TandemEvent } from "../../src/events/event.ts";
import { PLAIN_MODEL } from "../engines.ts";
import { CHILD } from "../programs.ts";
import { eventsOf, gate, sessionKey } from "../props.ts";
import { type ScenarioContext, scenario } from "../registry.ts";
import type { Stage } from "../stage.ts";

export const leaseScenarios = [
  scenario({
    id: "LANE-02",
    name: "a second process on a session fails with session_busy or waits, as asked, and may neither delete nor reset it",
    mode: "layer",
    run: async ({ stage, check }) => {
      const s = await stage({ accounting: false });
      const other = await stage({ accounting: false, home: s.home, server: s.server });
      const key = sessionKey("shared");
      const hold = gate();
      s.server.reply({ text: ["first ", "answer"], hold: { afterDeltas: 1, until: hold.open } });
      const first = s.start({ prompt: "one", sessionKey: key });
      await first.until(s.server.waitForRequest(1));

      const refused = await other.turn({ prompt: "two", sessionKey: key, whenBusy: "fail" });
      const { error } = refused.result;
      check.deepEqual(
        [refused.result.status, error?.code, error?.retryable],
        ["failed", "session_busy", true],
        "refusal",
      );
      check.equal(error?.details?.owner, first.stream.runId, "owner");
      check.ok(Number(error?.details?.expiresAt) > Date.now(), "expiry");
      check.equal(refused.requests.length, 0, "requests of the refused turn");
      for (const act of ["delete", "reset"] as const) {
        try {
          other.tandem.sessions[act](key);
          check.ok(false, `${act} of a session that another process uses`);
        } catch (failure) {
          check.equal((failure as { code?: string }).code, "session_busy", act);
        }
      }
      const sent = other.tandem.send({ prompt: "three", sessionKey: key, whenBusy: "fail" });
      check.equal(
        (await sent.outcome).error?.code,
        "session_busy",
        "steering a turn of another process, failing",
      );
      const queued = other.tandem.send({ prompt: "four", sessionKey: key });
      check.deepEqual(
        { ...(await queued.outcome), runId: null },
        { outcome: "queued", runId: null, reason: "A turn of another process runs in the session." },
        "steering a turn of another process",
      );
      await firstEvent(other, (await queued.outcome).runId!, "queue");
      const waits = other.start({ prompt: "five", sessionKey: key });
      hold.release();
      const turns = [(await first.done).result, await queued.result, (await waits.done).result];
      check.deepEqual(
        turns.map((result) => result?.status),
        ["completed", "completed", "completed"],
        "turns",
      );
      const told = eventsOf(other.tandem.events.read(turns[1]!.runId), "queue");
      check.deepEqual(
        told.map(({ state, holder }) => [state, holder === first.stream.runId]),
        [
          ["waiting", true],
          ["admitted", false],
        ],
        "queue events of the turn that waited",
      );
      check.deepEqual(prompts(s, key), ["one", "four", "five"], "order in the transcript");
      other.tandem.sessions.delete(key);
    },
  }),

  scenario({
    id: "LANE-02",
    name: "after kill -9 of a turn's process the session is free at once, and its run is ended for who follows it",
    run: async (context) => {
      const { stage, check, engine, note } = context;
      const s = await stage({ accounting: false });
      const key = sessionKey("killed");
      s.server.reply({ text: "never", hold: new Promise(() => {}) });
      const { child: owner, exited } = startTurn(context, s, {
        prompt: "one",
        sessionKey: key,
        runtime: engine.runtime,
        model: PLAIN_MODEL,
      });
      await s.server.waitForRequest(1);
      const [run] = s.tandem.runs.list();
      const followed = lastEvent(s, run!.runId);
      check.equal(
        (await s.turn({ prompt: "no", sessionKey: key, whenBusy: "fail" })).result.error?.code,
        "session_busy",
        "while it lives",
      );
      owner.kill("SIGKILL");
      await exited;
      const killedAt = performance.now();
      const next = await s.turn({ prompt: "two", sessionKey: key });
      check.equal(next.result.status, "completed", next.result.error?.message ?? "the next turn");
      check.ok((next.result.durations.queue ?? 1e9) < 1_000, "its wait");
      note(
        `free ${next.result.durations.queue} ms after, next turn done in ${Math.round(performance.now() - killedAt)} ms`,
      );
      const ended = s.tandem.runs.get(run!.runId);
      check.deepEqual([ended?.status, ended?.errorCode], ["aborted", "owner_died"], "the killed run");
      const last = await followed;
      check.equal(
        last?.type === "lifecycle.error" && last.error.code,
        "owner_died",
        "last event of the killed run",
      );
    },
  }),

  scenario({
    id: "LANE-02",
    name: "a process that did not answer for longer than its lease is replaced, and can write nothing when it wakes",
    mode: "layer",
    run: async (context) => {
      const { stage, check, engine } = context;
      const leaseMs = 600;
      const s = await stage({ accounting: false, config: { leaseMs } });
      const key = sessionKey("stalled");
      s.server.reply({ text: ["stale ", "answer"], hold: { afterDeltas: 1, until: gateOf(s, 2) } });
      const { child: owner, exited } = startTurn(context, s, {
        prompt: "one",
        sessionKey: key,
        runtime: engine.runtime,
        model: PLAIN_MODEL,
      });
      await s.server.waitForRequest(1);
      const [run] = s.tandem.runs.list();
      await firstEvent(s, run!.runId, "text-delta");
      owner.kill("SIGSTOP");
      const followed = lastEvent(s, run!.runId);
      const next = await s.turn({ prompt: "two", sessionKey: key });
      check.equal(next.result.status, "completed", next.result.error?.message ?? "the turn that took over");
      owner.kill("SIGCONT");
      const last = await followed;
      check.equal(
        last?.type === "lifecycle.error" && last.error.code,
        "session_busy",
        "last event of the replaced turn",
      );
      await exited;
      check.deepEqual(
        [s.tandem.runs.get(run!.runId)?.status, s.tandem.runs.get(run!.runId)?.errorCode],
        ["failed", "session_busy"],
        "its record",
      );
      const { entries } = s.tandem.sessions;
      const writers = entries.call(s.tandem.sessions, key).map((entry) => entry.runId);
      const taken = writers.indexOf(next.result.runId);
      check.ok(
        taken > 0 && !writers.slice(taken).includes(run!.runId),
        "nothing of the replaced turn after the take-over",
      );
    },
  }),
];

/** A turn in a process of its own. */
function startTurn({ defer }: ScenarioContext, s: Stage, request: object) {
  const child = spawn(process.execPath, [CHILD, "turn", JSON.stringify(s.config), JSON.stringify(request)], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  child.stdout!.resume();
  defer(() => child.kill("SIGKILL"));
  return { child, exited: once(child, "exit") };
}

async function lastEvent(s: Stage, runId: string): Promise<TandemEvent | null> {
  let last: TandemEvent | null = null;
  for await (const event of s.tandem.events.follow(runId)) last = event;
  return last;
}

/** Settles once the run has published an event of the type. */
async function firstEvent(s: Stage, runId: string, type: TandemEvent["type"]): Promise<void> {
  for await (const event of s.tandem.events.follow(runId)) if (event.type === type) return;
}

/** Settles when the server has got its n-th request. */
function gateOf(s: Stage, n: number): Promise<void> {
  return s.server.waitForRequest(n).then(() => {});
}

function prompts(s: Stage, key: string): string[] {
  return s.tandem.sessions
    .entries(key)
    .flatMap((entry) => (entry.type === "user" ? entry.message.content : []))
    .flatMap((block) => (block.type === "text" ? [block.text] : []));
}
