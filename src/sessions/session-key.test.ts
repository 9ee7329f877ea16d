import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forkKey, parseSessionKey, sessionKeyFor, subagentKey, validateSessionKey } from "./session-key.ts";

describe("session keys", () => {
  it("are built and parsed in the documented form", () => {
    const key = sessionKeyFor({ agentId: "main", channel: "telegram", user: "42", thread: "7" });
    expect(key).toBe("agent:main:telegram:dm:42:thread:7");
    expect(parseSessionKey(key)).toEqual({
      agentId: "main",
      channel: "telegram",
      user: "42",
      thread: "7",
    });
    expect(sessionKeyFor({ agentId: "main", channel: "cli", user: "me" })).toBe("agent:main:cli:dm:me");
  });

  it("come back part by part whatever a channel calls its users", () => {
    const part = fc.string({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(part, part, fc.option(part, { nil: undefined }), (channel, user, thread) => {
        const parts = { agentId: "a-1", channel, user, ...(thread === undefined ? {} : { thread }) };
        expect(parseSessionKey(sessionKeyFor(parts))).toEqual(parts);
      }),
    );
  });

  it("of subagents name the agent and the subagent, their forks included", () => {
    const key = subagentKey("main", "7f");
    expect(key).toBe("agent:main:subagent:7f");
    expect(parseSessionKey(key)).toEqual({ agentId: "main", channel: "subagent", user: "7f" });
    expect(parseSessionKey(forkKey(key, 2))).toMatchObject({ user: "7f", fork: 2 });
  });

  it.each(["probe-1", "acme/ticket#9", "x", "é".repeat(512)])("accept the opaque key %s", (key) => {
    expect(validateSessionKey(key)).toBe(key);
  });

  it.each([
    "",
    "a b",
    "a\u0000b",
    "x".repeat(513),
    "agent:",
    "agent:main",
    "agent:main:cli:dm:",
    "agent:no good:cli:dm:me",
    "agent:main:cli:dm:me:thread:",
    "agent:main:cli:dm:me:extra",
  ])("refuse %j and name the field", (key) => {
    expect(() => validateSessionKey(key)).toThrow(
      expect.objectContaining({ code: "validation_failed", field: "sessionKey" }),
    );
  });
});
