/** Who runs when. */
import type { Tandem } from "../../src/tandem.ts";
import { partsOf } from "../on-wire.ts";
import { eventsOf, gate, sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";

export const laneScenarios = [
  scenario({
    id: "LANE-01",
    name: "turns of one session run one at a time in the order they came, each with all before it",
    run: async ({ stage, check }) => {
      const s = await stage();
      const key = sessionKey("lane");
      let open = 0;
      let most = 0;
      s.server.respond((request) => {
        open += 1;
        most = Math.max(most, open);
        void request.closed.then(() => {
          open -= 1;
        });
        return { text: `reply ${request.index}`, tokenDelayMs: 5 };
      });
      const turns = [1, 2, 3, 4].map((n) => s.start({ prompt: `message ${n}`, sessionKey: key }));
      const results = await Promise.all(turns.map((turn) => turn.done));
      check.deepEqual(
        results.map((turn) => turn.result.text),
        ["reply 1", "reply 2", "reply 3", "reply 4"],
        "order",
      );
      check.equal(most, 1, "at once");
      const last = partsOf(s.server.requests[3]).map((part) =>
        part.kind === "text" ? part.text : part.kind,
      );
      check.deepEqual(
        last,
        ["message 1", "reply 1", "message 2", "reply 2", "message 3", "reply 3", "message 4"],
        "the last request holds the turns before it",
      );
    },
  }),

  scenario({
    id: "LANE-01",
    name: "a global lane admits as many as configured, a custom lane has its own limit, and long waits are told",
    run: async ({ stage, check, note }) => {
      const s = await stage({ config: { lanes: { main: 2, batch: 1 } } });
      const hold = gate();
      s.server.respond(() => ({ text: "done", hold: hold.open }));
      const start = (name: string, lane?: string) =>
        s.start({ prompt: name, sessionKey: sessionKey(name), ...(lane === undefined ? {} : { lane }) });
      const main = [start("a"), start("b")];
      await main[1]!.until(s.server.waitForRequest(2));
      main.push(start("c"));
      const batch = [start("d", "batch"), start("e", "batch")];
      await batch[0]!.until(s.server.waitForRequest(3));
      const waiting = await main[2]!.until(firstEvent(s.tandem, main[2]!.stream.runId, "queue"));
      check.equal(
        s.server.requests.length,
        3,
        "requests while the lanes are full: two of main, one of batch",
      );
      check.equal(waiting?.type === "queue" && waiting.lane, "main", "lane it waits in");
      check.equal(waiting?.type === "queue" && waiting.state, "waiting", "state");
      hold.release();
      const turns = await Promise.all([...main, ...batch].map((turn) => turn.done));
      check.ok(
        turns.every((turn) => turn.result.status === "completed"),
        "all are completed",
      );
      const queued = eventsOf(turns[2]!.events, "queue");
      check.deepEqual(
        queued.map((event) => event.state),
        ["waiting", "admitted"],
        "queue events of the third",
      );
      check.ok((queued[1]?.waitedMs ?? 0) >= 1_900, "wait told");
      check.ok((turns[2]!.result.durations.queue ?? 0) >= 1_900, "wait in the result");
      check.equal(eventsOf(turns[0]!.events, "queue").length, 0, "queue events of the first");
      note(`waited ${queued[1]?.waitedMs} ms`);
    },
  }),
];

async function firstEvent(tandem: Tandem, runId: string, type: string) {
  for await (const event of tandem.events.follow(runId)) if (event.type === type) return event;
  return null;
}
