import { expect, test } from "vitest";
import { NativeCalls } from "./calls.ts";

const text = (said: string) => [{ type: "text" as const, text: said }];

test("whoever comes first waits for the other", async () => {
  const calls = new NativeCalls();
  const asked = calls.asked("a");
  const output = calls.perform("a", { command: "ls" });
  expect(await asked).toEqual({ run: true, input: { command: "ls" } });
  expect(calls.mayRun("a")).toBe(true);
  calls.detail("a", { stdout: "x" });
  calls.returned("a", text("x"), false);
  expect(await output).toEqual({ content: text("x"), isError: false, details: { stdout: "x" } });
});

test("a refused call is not run, and one that the binary refused by itself has its words", async () => {
  const calls = new NativeCalls();
  calls.refuse("a", text("No."));
  expect(await calls.asked("a")).toEqual({ run: false, reason: "No." });
  expect(calls.mayRun("a")).toBe(false);
  calls.returned("b", text("Not read yet."), true);
  expect(await calls.perform("b", {})).toEqual({ content: text("Not read yet."), isError: true });
});

test("nothing runs after the turn's end", async () => {
  const calls = new NativeCalls();
  const [open, waiting] = [calls.asked("a"), calls.perform("b", {})];
  calls.end();
  expect(await open).toMatchObject({ run: false });
  expect(await waiting).toMatchObject({ isError: true });
  expect(await calls.asked("c")).toMatchObject({ run: false });
  expect(calls.mayRun("b")).toBe(false);
});
