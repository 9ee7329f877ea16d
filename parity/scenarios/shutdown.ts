/** Clearing lanes and closing. */
import { tandem } from "../cli-run.ts";
import { PLAIN_MODEL } from "../engines.ts";
import { gate, pidsOf, sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";

export const shutdownScenarios = [
  scenario({
    id: "LANE-04",
    name: "clearing a lane ends its waiting turns with lane_cleared and leaves the running one",
    mode: "layer",
    run: async ({ stage, check }) => {
      const s = await stage({ config: { lanes: { main: 1 } } });
      const hold = gate();
      s.server.reply({ text: "done", hold: hold.open });
      const [running, ...waiting] = ["a", "b", "c"].map((name) =>
        s.start({ prompt: name, sessionKey: sessionKey(name) }),
      );
      await running!.until(s.server.waitForRequest(1));
      check.equal(s.tandem.lanes.clear("main"), 2, "cleared");
      check.equal(s.tandem.lanes.clear("no such lane"), 0, "cleared in a lane that does not exist");
      for (const turn of waiting) {
        const { result, names } = await turn.done;
        check.deepEqual([result.status, result.error?.code], ["aborted", "lane_cleared"], "a waiting turn");
        check.equal(names.at(-1), "lifecycle.end", "its last event");
      }
      hold.release();
      check.equal((await running!.done).result.status, "completed", "the running turn");
    },
  }),

  scenario({
    id: "LANE-04",
    name: "close lets a turn finish within the deadline, stops it after, refuses what comes, and leaves no child process",
    mode: "together",
    run: async ({ stage, check, engines, note }) => {
      for (const engine of engines) {
        const s = await stage();
        const hold = gate();
        s.server.reply({ text: "finished", hold: hold.open }, { text: "never", hold: new Promise(() => {}) });
        const key = sessionKey("closing");
        const quick = s.start({ prompt: "quick", sessionKey: key, runtime: engine.runtime });
        await quick.until(s.server.waitForRequest(1));
        const waiting = s.start({ prompt: "waits", sessionKey: key, runtime: engine.runtime });
        const slow = s.start({ prompt: "slow", sessionKey: sessionKey("slow"), runtime: engine.runtime });
        await slow.until(s.server.waitForRequest(2));
        const pids = pidsOf(s.home);
        check.equal(pids.length > 0, engine.childProcess, `${engine.id}: child processes`);
        const startedAt = performance.now();
        const closed = s.tandem.close({ deadlineMs: 700 });
        const late = await s.turn({ prompt: "late", runtime: engine.runtime });
        check.equal(
          late.result.error?.code,
          "shutting_down",
          `${engine.id}: a turn that comes during the close`,
        );
        const waited = await waiting.done;
        check.deepEqual(
          [waited.result.status, waited.result.error?.code],
          ["aborted", "shutting_down"],
          `${engine.id}: a waiting turn`,
        );
        hold.release();
        check.equal((await quick.done).result.status, "completed", `${engine.id}: a turn that ends in time`);
        const stopped = (await slow.done).result;
        check.deepEqual(
          [stopped.status, stopped.error?.code],
          ["aborted", "shutting_down"],
          `${engine.id}: one that does not`,
        );
        await closed;
        const took = performance.now() - startedAt;
        check.ok(took >= 700, `${engine.id}: the deadline was kept`);
        check.deepEqual(pids.filter(isAlive), [], `${engine.id}: processes left`);
        note(`${engine.id} closed in ${Math.round(took)} ms`);
        await s.reopen();
      }
    },
  }),

  scenario({
    id: "LANE-04",
    name: "SIGTERM, a closed terminal and a reader that goes away end a running command's turn and its child processes",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      for (const engine of engines) {
        for (const [signal, code] of [
          ["SIGTERM", 130],
          ["SIGHUP", 129],
          ["reader gone", 141],
        ] as const) {
          const what = `${engine.id}, ${signal}`;
          const s = await stage({ accounting: false });
          const more = gate();
          s.server.reply({ text: "so many words ".repeat(2_000), hold: more.open });
          let pids: number[] = [];
          const ended = await tandem(s, ["run", "--runtime", engine.runtime, "--model", PLAIN_MODEL, "go"], {
            signal,
            interrupt: s.server.waitForRequest(1).then(() => {
              pids = pidsOf(s.home);
              // A lost reader is noticed by whoever writes.
              if (signal === "reader gone") setImmediate(more.release);
            }),
          });
          check.equal(ended.code, code, `${what}: exit code: ${ended.stderr}`);
          check.equal(pids.length > 0, engine.childProcess, `${what}: child processes`);
          check.deepEqual(pids.filter(isAlive), [], `${what}: processes left`);
          const [run] = s.tandem.runs.list();
          // The answer may be complete before the first word of it is written.
          const outcomes = signal === "reader gone" ? ["aborted", "completed"] : ["aborted"];
          check.ok(outcomes.includes(run?.status ?? ""), `${what}: its run is ${run?.status}`);
          more.release();
        }
      }
    },
  }),
];

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
