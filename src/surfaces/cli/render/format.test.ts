import { expect, it } from "vitest";
import { toolOutcome } from "./format.ts";

const result = (text: string, isError: boolean) =>
  toolOutcome({
    type: "tool-result",
    toolCallId: "c",
    toolName: "exec",
    content: [{ type: "text", text }],
    isError,
    durationMs: 1,
    runId: "r",
    sessionId: null,
    seq: 1,
    at: 0,
  });

it("says how a command that failed has ended, and of other failures what they say first", () => {
  expect(result(".\n..\ncat: x: No such file\n[exit code 1]", true)).toBe("failed: exit code 1");
  expect(result("There is no file x.\nUse ls.", true)).toBe("failed: There is no file x.");
  expect(result("a\nb", false)).toBe("2 lines");
});
