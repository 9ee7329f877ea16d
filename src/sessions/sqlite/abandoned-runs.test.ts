import { expect, it } from "vitest";
import type { TandemEvent } from "../../events/event.ts";
import { openStore } from "./open.ts";
import { child, KEY, temporaryHome } from "./store.fixture.ts";

it("ends the run of a killed process once, with what it cost, and frees its session at once", async () => {
  const home = temporaryHome();
  const [store, other] = [openStore({ home }), openStore({ home })];
  const { id } = store.sessions.openSession(KEY, "main");
  const killed = child("./run-and-die.fixture.ts", home, id, "run-1");
  for await (const _line of killed.lines) break;
  expect(store.runs.endAbandoned()).toEqual([]);
  expect(store.leases.acquire(id, "run-2", 1_000)).toMatchObject({ ok: false, owner: "run-1" });
  const followed = cursors(store.events.follow("run-1"));

  killed.process.kill("SIGKILL");
  await killed.exit;
  expect(store.leases.holder(id)).toBeNull();
  expect(store.leases.acquire(id, "run-2", 1_000)).toEqual({ ok: true });
  expect(store.runs.endAbandoned("another session")).toEqual([]);
  expect(store.runs.endAbandoned(id)).toEqual(["run-1"]);
  expect(other.runs.endAbandoned()).toEqual([]);
  expect(other.runs.getRun("run-1")).toMatchObject({
    status: "aborted",
    errorCode: "owner_died",
    runtime: "pi",
    model: "m-1",
    usage: { input: 10, output: 5 },
    costUsd: null,
    knownCostUsd: 0.25,
    unreported: { attempts: 1, estimatedCostUsd: null },
  });
  expect(store.sessions.getSession(id)).toMatchObject({ knownCostUsd: 0.25, unreported: { attempts: 1 } });
  expect(await followed).toEqual([
    ["lifecycle.start", 1],
    ["attempt.start", 2],
    ["lifecycle.error", 3],
  ]);
});

async function cursors(events: AsyncIterable<TandemEvent>): Promise<[string, number][]> {
  const seen: [string, number][] = [];
  for await (const { type, seq } of events) seen.push([type, seq]);
  return seen;
}
