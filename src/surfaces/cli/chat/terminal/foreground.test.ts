import { expect, test } from "vitest";
import { Foreground } from "./foreground.ts";

function hold() {
  const calls: string[] = [];
  const foreground = new Foreground(
    {
      start: () => void calls.push("start"),
      stop: () => void calls.push("stop"),
      requestRender: () => void calls.push("draw"),
    },
    { drainInput: async () => {} },
  );
  return { foreground, calls };
}

/** What the process does at `event` because of `work`. */
function listenersAddedBy(event: "exit" | "SIGCONT", work: () => void): (() => void)[] {
  const before = process.listeners(event as "SIGCONT");
  work();
  return process
    .listeners(event as "SIGCONT")
    .filter((listener) => !before.includes(listener)) as (() => void)[];
}

test("a process that ends unexpectedly gives the terminal back", () => {
  const { foreground, calls } = hold();
  const [atExit] = listenersAddedBy("exit", () => foreground.start());
  atExit?.();
  expect(calls).toEqual(["start", "stop"]);
  foreground.stop();
});

test("after a stop by something else the terminal is set again, but not while it is lent", async () => {
  const { foreground, calls } = hold();
  const [regain] = listenersAddedBy("SIGCONT", () => foreground.start());
  regain?.();
  expect(calls).toEqual(["start", "stop", "start", "draw"]);
  const before = process.listenerCount("SIGCONT");
  await foreground.lend(async () => expect(process.listenerCount("SIGCONT")).toBe(before - 1));
  foreground.stop();
  expect(process.listenerCount("SIGCONT")).toBe(before - 1);
});
