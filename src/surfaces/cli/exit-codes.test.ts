import { expect, test } from "vitest";
import { ERROR_CODES, type ErrorCode, FAILURE_KINDS, kindOfCode, TandemError } from "../../kernel/errors.ts";
import { EXIT, EXIT_MEANINGS, exitCodeOf, exitCodeOfResult } from "./exit-codes.ts";

test("every code of the table is explained", () => {
  expect(Object.keys(EXIT_MEANINGS).map(Number).sort()).toEqual(Object.values(EXIT).sort());
});

test("no error ends with 0, and every exit code is an explained one", () => {
  const codes = [...FAILURE_KINDS, ...(Object.keys(ERROR_CODES) as ErrorCode[])];
  for (const code of codes) {
    const exit = exitCodeOf({ code, kind: kindOfCode(code) });
    expect(exit, code).not.toBe(0);
    expect(EXIT_MEANINGS[exit], code).toBeDefined();
  }
});

test.each([
  ["workspace_missing", EXIT.usage],
  ["unknown_model", EXIT.usage],
  ["session_busy", EXIT.usage],
  ["invalid_config", EXIT.environment],
  ["profile_store_invalid", EXIT.environment],
  ["profile_invalid", EXIT.usage],
  ["engine_missing", EXIT.environment],
  ["store_corrupt", EXIT.environment],
  ["missing_auth", EXIT.auth],
  ["billing", EXIT.auth],
  ["network", EXIT.provider],
  ["rate_limit", EXIT.provider],
  ["max_budget", EXIT.limit],
  ["max_turns", EXIT.limit],
  ["timeout", EXIT.timeout],
  ["aborted", EXIT.aborted],
  ["unknown", EXIT.failed],
] as const)("%s ends with %i", (code, exit) => {
  expect(exitCodeOf(new TandemError({ code, message: "x" }))).toBe(exit);
});

test("a turn's end decides before its error does", () => {
  const error = new TandemError({ code: "overloaded", message: "x" }).toJSON();
  expect(exitCodeOfResult({ status: "completed", stopReason: "stop", error: null })).toBe(0);
  expect(exitCodeOfResult({ status: "failed", stopReason: "error", error })).toBe(EXIT.provider);
  expect(exitCodeOfResult({ status: "failed", stopReason: "error", error: null })).toBe(EXIT.failed);
  expect(exitCodeOfResult({ status: "incomplete", stopReason: "max_tokens", error: null })).toBe(EXIT.limit);
  expect(exitCodeOfResult({ status: "incomplete", stopReason: "refusal", error: null })).toBe(EXIT.failed);
  expect(exitCodeOfResult({ status: "timeout", stopReason: "timeout", error })).toBe(EXIT.timeout);
  expect(exitCodeOfResult({ status: "aborted", stopReason: "aborted", error })).toBe(EXIT.aborted);
});
