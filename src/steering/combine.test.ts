import { expect, test } from "vitest";
import { COLLECT_CAP, combine } from "./combine.ts";

test("one message goes as it is, several as paragraphs with the last one's settings and any one's stop", () => {
  const stop = new AbortController();
  const one = { prompt: "one", runId: "r", abortSignal: stop.signal };
  expect(combine([one])).toBe(one);
  const image = { path: "a.png" };
  const both = combine([
    { ...one, model: "haiku", images: [image] },
    { prompt: "two", model: "sonnet", runId: "s" },
  ]);
  expect(both).toMatchObject({ prompt: "one\n\ntwo", model: "sonnet", images: [image], runId: undefined });
  stop.abort();
  expect(both.abortSignal?.aborted).toBe(true);
});

test("beyond the cap the oldest messages stand in a line each, shortened, and say what images they lost", () => {
  const old = { prompt: `old\n${"x".repeat(500)}`, images: [{ path: "a.png" }] };
  const whole = Array.from({ length: COLLECT_CAP }, (_, n) => ({ prompt: `m${n}` }));
  const { prompt = "", images } = combine([old, ...whole]);
  const [summary, line] = prompt.split("\n");
  expect(summary).toBe("1 earlier messages, shortened:");
  expect(line).toMatch(/^- old x{100,160}… \(images left out: 1\)$/);
  expect(prompt.split("\n\n").slice(1)).toEqual(whole.map((request) => request.prompt));
  expect(images).toEqual([]);
});

test("is the owner's only when all of it is", () => {
  const of = (...owners: unknown[]) =>
    combine(owners.map((senderIsOwner) => ({ prompt: "hi", senderIsOwner: senderIsOwner as boolean })))
      .senderIsOwner;
  expect([of(true, true), of(false, true), of(undefined, true), of(true, false), of("true", true)]).toEqual([
    true,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
