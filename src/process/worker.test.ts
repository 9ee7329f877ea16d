import { expect, test } from "vitest";
import { inWorker } from "./worker.ts";

const answering = (code: string) => ({
  code: `const { parentPort, workerData } = require("node:worker_threads"); ${code}`,
});
const task = (code: string, more: object = {}) =>
  inWorker<unknown, unknown>({
    source: answering(code),
    input: 2,
    what: "Counting",
    timeoutMs: 20_000,
    ...more,
  });

test("a worker's answer comes back", async () => {
  expect(await task("parentPort.postMessage(workerData * 2)")).toBe(4);
});

test("one that never ends is ended", async () => {
  await expect(task("for (;;);", { timeoutMs: 50 })).rejects.toMatchObject({
    code: "tool_error",
    message: "Counting took longer than 50 ms and was stopped.",
  });
});

test("one that needs too much memory is ended", async () => {
  const hoard = "const all = []; for (;;) all.push(new Array(1e5).fill({}).map(() => ({ a: {} })));";
  await expect(task(hoard, { memoryMb: 32 })).rejects.toThrow("more than 32 MB");
});

test("one that throws or leaves without an answer has failed", async () => {
  await expect(task(`throw new Error("no")`)).rejects.toThrow("Counting failed: no");
  await expect(task("")).rejects.toThrow("without a result");
});

test("a stopped turn ends it, and one that is stopped already starts none", async () => {
  const stop = new AbortController();
  const running = task("for (;;);", { signal: stop.signal });
  stop.abort(new Error("stopped"));
  await expect(running).rejects.toThrow("stopped");
  await expect(task("parentPort.postMessage(1)", { signal: stop.signal })).rejects.toThrow("stopped");
});

test("it knows nothing of this process's environment", async () => {
  expect(await task("parentPort.postMessage(Object.keys(process.env).length)")).toBe(0);
});
