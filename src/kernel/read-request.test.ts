import { expect, test } from "vitest";
import { checkedRequest, readRequest, runIdOf } from "./read-request.ts";
import { requestSchema } from "./request-schema.ts";

const errorOf = (request: unknown) => {
  const { problem } = readRequest(request);
  if (problem === null) throw new Error("the request was taken");
  return problem;
};

test.each<[unknown, string, string]>([
  [{ thinkLevl: "low" }, "thinkLevl", "thinkLevel"],
  [{ thinkingLevel: "low" }, "thinkingLevel", "thinking"],
  [{ signal: null }, "signal", "abortSignal"],
  [{ temperature: 1 }, "temperature", "streamParams.temperature"],
  [{ streamParams: { temprature: 1 } }, "streamParams.temprature", "temperature"],
  [{ execOverrides: { timeout: 5 } }, "execOverrides.timeout", "timeoutMs"],
  [{ compact: { focsu: "x" } }, "compact.focsu", "focus"],
  [{ config: { retrys: {} } }, "config.retrys", "retries"],
  [{ config: { retries: { maks: 1 } } }, "config.retries.maks", "max"],
  [{ onPartial: () => {} }, "onPartial", "onPartialReply"],
  [{ images: [{ data: "x" }, { pth: "x" }] }, "images[1].pth", "path"],
  [{ clientTools: [{ nam: "x" }] }, "clientTools[0].nam", "name"],
  [{ extraTools: [{ ownerOnyl: true }] }, "extraTools[0].ownerOnyl", "ownerOnly"],
  [{ toolResults: [{ toolCallId: "x", contents: "" }] }, "toolResults[0].contents", "content"],
  [{ hooks: { PreToolUse: { handlers: () => {} } } }, "hooks.PreToolUse.handlers", "handler"],
  [{ skillsSnapshot: { promt: "" } }, "skillsSnapshot.promt", "prompt"],
])("a field that is not known is named, with the nearest one: %j", (request, field, nearest) => {
  const error = errorOf(request);
  expect(error).toMatchObject({ code: "validation_failed", field });
  expect(error.message).toBe(`There is no field "${field}"; did you mean "${nearest}"?`);
});

test("a field that is like none is refused all the same", () => {
  expect(errorOf({ blockReplyBreak: "text_end" })).toMatchObject({
    field: "blockReplyBreak",
    message: 'There is no field "blockReplyBreak".',
    remediation: "Leave blockReplyBreak out: this version has no such setting.",
  });
});

test.each<[unknown, string, string]>([
  [{ prompt: 5 }, "prompt", "prompt must be a string, and is 5."],
  [{ timeoutMs: "5" }, "timeoutMs", "timeoutMs must be a number, and is a string."],
  [{ timeoutMs: 0 }, "timeoutMs", "timeoutMs is 0; it must be more than 0."],
  [{ maxTurns: 1.5 }, "maxTurns", "maxTurns must be a whole number, and is 1.5."],
  [{ streamParams: { topP: 2 } }, "streamParams.topP", "streamParams.topP is 2; it must be at most 1."],
  [{ thinking: "hihg" }, "thinking", 'thinking cannot be "hihg"; did you mean "high"?'],
  [{ ephemeral: "yes" }, "ephemeral", "ephemeral must be a boolean, and is a string."],
  [{ env: { A: 1 } }, "env.A", "env.A must be a string, and is 1."],
  [{ fallbackModels: "x" }, "fallbackModels", "fallbackModels must be an array, and is a string."],
  [{ images: [{}] }, "images[0]", "images[0] must have a path, or data."],
  [{ onPartialReply: "x" }, "onPartialReply", "onPartialReply must be a function."],
  [{ abortSignal: {} }, "abortSignal", "abortSignal must be an AbortSignal."],
  [{ streamMiddleware: {} }, "streamMiddleware", "streamMiddleware must be an array, and is an object."],
  [
    { extraTools: [{ name: "a" }] },
    "extraTools[0].description",
    "extraTools[0].description must be a string, and is missing.",
  ],
])("a value of the wrong kind is named: %j", (request, field, message) => {
  expect(errorOf(request)).toMatchObject({ code: "validation_failed", field, message });
});

test.each([undefined, null, "hi", 5, []])("what is no object is no request: %j", (request) => {
  const error = errorOf(request);
  expect(error).toMatchObject({ code: "validation_failed", remediation: expect.stringContaining("prompt") });
  expect(error.field).toBeUndefined();
  expect(runIdOf(request)).toMatch(/^[\da-f-]{36}$/);
});

test("no value of a field is quoted where it may be a secret", () => {
  expect(JSON.stringify(errorOf({ env: "sk-secret" }))).not.toContain("sk-secret");
  expect(JSON.stringify(errorOf({ env: { KEY: ["sk-secret"] } }))).not.toContain("sk-secret");
});

test("thinkLevel is another name of thinking, and the two may not disagree", () => {
  expect(checkedRequest({ prompt: "x", thinkLevel: "low" })).toEqual({ prompt: "x", thinking: "low" });
  expect(checkedRequest({ thinkLevel: "low", thinking: "low" })).toEqual({ thinking: "low" });
  expect(errorOf({ thinkLevel: "low", thinking: "high" }).field).toBe("thinkLevel");
});

test("a request that is right comes through as the same object, its functions and signals untouched", () => {
  const request = {
    prompt: "x",
    abortSignal: new AbortController().signal,
    onAgentEvent: () => {},
    lane: undefined,
  };
  expect(checkedRequest(request)).toBe(request);
});

test("whoever listens hears of a request that was refused", () => {
  const onAgentEvent = () => {};
  expect(readRequest({ onAgentEvent, promt: "x" }).request).toEqual({ onAgentEvent });
  expect(readRequest({ onAgentEvent: "x" }).request).toEqual({});
});

test("whatever is not exactly true is no owner, and no reason to refuse a message", () => {
  expect(requestSchema.safeParse({ senderIsOwner: "true" }).success).toBe(true);
});
