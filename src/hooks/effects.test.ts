import { describe, expect, test } from "vitest";
import { effectOf, effectOfText, refusal } from "./effects.ts";

describe("answers of Claude Code's events", () => {
  test.for([
    ["a decision", { decision: "block", reason: "no" }],
    [
      "a permission decision",
      { hookSpecificOutput: { permissionDecision: "deny", permissionDecisionReason: "no" } },
    ],
    [
      "a permission decision without a reason of its own",
      { reason: "no", hookSpecificOutput: { permissionDecision: "deny" } },
    ],
  ] as const)("%s refuses", ([, answer]) => {
    expect(effectOf("PreToolUse", answer).deny).toBe("no");
  });

  test("a refusal of what is done already is told to the model", () => {
    expect(effectOf("PostToolUse", { decision: "block", reason: "look" })).toMatchObject({ context: "look" });
    expect(effectOf("PostToolUse", { decision: "block" }).deny).toBeUndefined();
  });

  test("allow and approve lift nothing", () => {
    const effect = effectOf("PreToolUse", {
      decision: "approve",
      hookSpecificOutput: { permissionDecision: "allow" },
    });
    expect(effect.ask).toBeUndefined();
    expect(effect.deny).toBeUndefined();
  });

  test("a changed input counts before a tool only, a changed result after it only", () => {
    const answer = { hookSpecificOutput: { updatedInput: { a: 1 }, updatedToolOutput: "new" } };
    expect(effectOf("PreToolUse", answer).change).toEqual({ tool_input: { a: 1 } });
    expect(effectOf("PostToolUse", answer).change).toEqual({ tool_response: "new" });
    expect(effectOf("Stop", answer).change).toBeUndefined();
  });

  test("what can be refused is, and what cannot is not", () => {
    expect(refusal("UserPromptSubmit", "no")).toEqual({ deny: "no" });
    expect(refusal("Notification", "no")).toBeNull();
    expect(effectOf("SessionStart", { decision: "block", reason: "no" }).deny).toBeUndefined();
  });

  test("an answer of the wrong type or for another event is an error, unknown fields are not", () => {
    expect(() => effectOf("PreToolUse", { decision: "maybe" })).toThrow(/does not fit/);
    expect(() => effectOf("PreToolUse", "yes")).toThrow(/does not fit/);
    const foreign = { hookSpecificOutput: { hookEventName: "Stop", permissionDecision: "deny" } };
    expect(() => effectOf("PreToolUse", foreign)).toThrow(/for Stop/);
    expect(effectOf("Stop", { suppressOutput: true, terminalSequence: "x" })).toEqual({});
  });
});

test("plain text of a command is context at the opening and nothing elsewhere", () => {
  expect(effectOfText("SessionStart", "It is Friday.")).toEqual({ context: "It is Friday." });
  expect(effectOfText("PreToolUse", "checking …")).toEqual({});
});
