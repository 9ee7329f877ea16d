import { describe, expect, it } from "vitest";
import { createScrubber, secretValues } from "./secrets.ts";

describe("secretValues", () => {
  it.each([
    ["API_KEY", "abcdefgh"],
    ["NOTION_TOKEN", "plain-words"],
    ["dbPassword", "correct-horse"],
    ["apiKey", "abcdefgh"],
    ["X-Auth", "abcdefgh"],
    ["URL", "https://me:password@host/x"],
    ["ANYTHING", "ghp_abcdefghijklmnopqrstuvwxyz0123456789"],
  ])("finds %s", (name, value) => {
    expect(secretValues({ [name]: value })).toEqual([value]);
  });

  it.each([
    ["GIT_AUTHOR_NAME", "Jane Doe the First"],
    ["KEYBOARD_LAYOUT", "international"],
    ["SSH_AUTH_SOCK", "/tmp/ssh-x/agent.1"],
    ["TOKENIZERS_PARALLELISM", "disabled-for-now"],
    ["MAX_TOKENS", "1000000000"],
    ["API_KEY", "short"],
    ["KEY_SERVER", "https://keys.example.org/"],
  ])("leaves %s=%s", (name, value) => {
    expect(secretValues({ [name]: value })).toEqual([]);
  });
});

describe("createScrubber", () => {
  const scrubber = createScrubber(() => ["correct-horse", "correct-horse-battery", "short", "a.c+d$e(f"]);

  it("replaces every occurrence, the longest secret first and no pattern", () => {
    expect(scrubber.text("x correct-horse-battery correct-horse a.c+d$e(f short")).toBe(
      "x [secret] [secret] [secret] short",
    );
  });

  it("looks through what holds texts, and gives back what it did not change", () => {
    const clean = { a: ["b", { c: 1 }], d: null };
    expect(scrubber.value(clean)).toBe(clean);
    expect(scrubber.value({ a: ["is correct-horse"], "correct-horse": { n: 1 } })).toEqual({
      a: ["is [secret]"],
      "[secret]": { n: 1 },
    });
    const bytes = new Uint8Array(2);
    expect(scrubber.value({ bytes }).bytes).toBe(bytes);
  });

  it("takes the beginning of a secret for one where the text goes on", () => {
    expect(scrubber.text("it is correct-", true)).toBe("it is [secret]");
    expect(scrubber.text("it is correct-", false)).toBe("it is correct-");
    expect(scrubber.text("it is cor", true)).toBe("it is cor");
  });
});
