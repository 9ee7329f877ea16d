import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { Leaving } from "./leaving.ts";

function setup() {
  const signals = new EventEmitter();
  const done: unknown[] = [];
  const host = {
    on: (signal: string, handler: () => void) => signals.on(signal, handler),
    off: (signal: string, handler: () => void) => signals.off(signal, handler),
    exit: (code: number) => done.push(["exit", code]),
  };
  const leaving = new Leaving(host, (line) => done.push(line));
  return { signals, done, leaving };
}

const failure = (code: string) => Object.assign(new Error(`write ${code}`), { code });

test("a closed terminal asks the command to stop once, however often it is said, and decides the exit code", () => {
  const { signals, done, leaving } = setup();
  leaving.onInterrupt(() => done.push("stop"));
  signals.emit("SIGHUP");
  signals.emit("SIGHUP");
  // Whatever is written after that fails too.
  leaving.outputLost(failure("EIO"));
  expect(done).toEqual(["stop"]);
  expect(leaving.exitCode).toBe(129);
});

test("a reader that goes away stops the command without a word", () => {
  const { done, leaving } = setup();
  leaving.onInterrupt(() => done.push("stop"));
  leaving.outputLost(failure("EPIPE"));
  leaving.outputLost(failure("EPIPE"));
  expect(done).toEqual(["stop"]);
  expect(leaving.exitCode).toBe(141);
});

test("output that cannot be written is a failure that is told; with nothing to stop the program ends at once", () => {
  const { done, leaving } = setup();
  leaving.outputLost(failure("ENOSPC"));
  expect(done).toEqual(["tandem: The output cannot be written: write ENOSPC", ["exit", 1]]);
});

test("Ctrl-C reaches the command each time, and nobody once it no longer listens", () => {
  const { signals, done, leaving } = setup();
  const stopListening = leaving.onInterrupt(() => done.push("stop"));
  signals.emit("SIGINT");
  signals.emit("SIGTERM");
  expect(done).toEqual(["stop", "stop"]);
  expect(leaving.exitCode).toBeNull();
  stopListening();
  expect(["SIGINT", "SIGTERM"].map((signal) => signals.listenerCount(signal))).toEqual([0, 0]);
});

test("a command that is ending by itself is not cut off by what ends it from outside", () => {
  const { signals, done, leaving } = setup();
  leaving.onInterrupt(() => done.push("stop"))();
  leaving.outputLost(failure("EIO"));
  signals.emit("SIGHUP");
  expect(done).toEqual([]);
  expect(leaving.exitCode).toBe(129);
});
