import { expect, it } from "vitest";
import type { TandemEvent } from "../events/event.ts";
import { type ToolResultWishes, toolResultText } from "./tool-result-text.ts";

const result = (text: string, isError = false): Extract<TandemEvent, { type: "tool-result" }> => ({
  type: "tool-result",
  toolCallId: "c",
  toolName: "read",
  content: [{ type: "text", text }],
  isError,
  durationMs: 1,
  runId: "r",
  sessionId: null,
  seq: 1,
  at: 0,
});

it.each<[string, ToolResultWishes, string | null]>([
  [
    "a fence longer than any inside",
    { toolResultFormat: "markdown" },
    "**read** ``a`b``\n\n````\n```\nx\n```\n````",
  ],
  [
    "the heading alone",
    { toolResultFormat: "markdown", shouldEmitToolOutput: () => false },
    "**read** ``a`b``",
  ],
  ["nothing", { verboseLevel: "full", shouldEmitToolResult: () => false }, null],
])("gives %s", (_what, wishes, expected) => {
  const text = toolResultText(result("```\nx\n```\n"), { path: "a`b" }, wishes);
  expect(text?.replace("`` a`b ``", "``a`b``") ?? null).toBe(expected);
});

it("shows an error whatever the output is not shown", () => {
  expect(toolResultText(result("no", true), {}, { verboseLevel: "on" })).toBe("read failed:\nno");
});
