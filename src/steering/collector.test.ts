import { expect, test } from "vitest";
import { Collector } from "./collector.ts";
import { Fate } from "./fate.ts";

/** A collector whose time and turns are turned by hand. */
function bench() {
  const timers = new Set<{ readonly ms: number; readonly run: () => void }>();
  let turn: PromiseWithResolvers<void> | null = null;
  const sent: string[][] = [];
  const collector = new Collector({
    timers: {
      after(ms, run) {
        const timer = { ms, run };
        timers.add(timer);
        return () => timers.delete(timer);
      },
    },
    idle: () => turn?.promise ?? null,
    send: (_, fates) => sent.push(fates.map((fate) => fate.request.prompt ?? "")),
  });
  return {
    collector,
    sent,
    add: (prompt: string, key = "a") => collector.add(key, new Fate({ prompt })),
    /** Runs the timers there are. */
    quiet() {
      const due = [...timers];
      timers.clear();
      for (const timer of due) timer.run();
      return due.map((timer) => timer.ms);
    },
    begin() {
      turn = Promise.withResolvers<void>();
    },
    async end() {
      const ended = turn;
      turn = null;
      ended?.resolve();
      await ended?.promise;
      await Promise.resolve();
    },
  };
}

test("each message starts the quiet time anew; sessions are gathered apart", () => {
  const { add, quiet, sent } = bench();
  add("one");
  add("two");
  add("other", "b");
  expect(quiet()).toEqual([500, 500]);
  expect(sent).toEqual([["one", "two"], ["other"]]);
  expect(quiet()).toEqual([]);
});

test("while a turn runs it waits for the turn, and after it for the quiet of what came meanwhile", async () => {
  const { add, quiet, sent, begin, end } = bench();
  begin();
  add("one");
  quiet();
  add("two");
  await end();
  expect(sent).toEqual([]);
  quiet();
  expect(sent).toEqual([["one", "two"]]);
});

test("closing gives back what was not sent", async () => {
  const { collector, add, quiet, sent, begin, end } = bench();
  begin();
  add("one");
  quiet();
  add("two", "b");
  expect(collector.close().map((fate) => fate.request.prompt)).toEqual(["one", "two"]);
  await end();
  quiet();
  expect(sent).toEqual([]);
});
