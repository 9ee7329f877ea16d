import { describe, expect, it } from "vitest";
import { toolEnvironment } from "./environment.ts";

describe("toolEnvironment", () => {
  it("passes what programs need and nothing else", () => {
    const needed = {
      HOME: "/h",
      LANG: "C",
      LC_ALL: "C",
      TERM: "xterm",
      TMPDIR: "/t",
      TZ: "UTC",
      USER: "u",
      SHELL: "/bin/sh",
    };
    const rest = {
      ANTHROPIC_API_KEY: "sk-ant-x",
      AWS_PROFILE: "p",
      NODE_OPTIONS: "--require x",
      LD_PRELOAD: "x",
      EDITOR: "vi",
    };
    expect(toolEnvironment({ PATH: "/usr/bin", ...needed, ...rest })).toEqual({
      PATH: "/usr/bin",
      ...needed,
    });
  });

  it.each([
    ["a credential's name", { LC_API_KEY: "x" }],
    ["an Anthropic key", { TERM: "sk-ant-api03-abcdefghijklmnop" }],
    ["a GitHub token", { LANG: "ghp_abcdefghijklmnopqrstuvwxyz0123456789" }],
    ["an AWS key", { TZ: "AKIAABCDEFGHIJKLMNOP" }],
    ["a web token", { USER: "eyJhbGciOiJIUzI1NiJ9.e30.x" }],
    ["a password in a URL", { HOME: "https://me:secret@host/x" }],
  ])("keeps back %s even under a name that passes", (_what, source) => {
    expect(toolEnvironment(source)).toEqual({ PATH: expect.any(String) });
  });

  it("leaves relative folders out of PATH", () => {
    expect(toolEnvironment({ PATH: ".:/usr/bin::node_modules/.bin:/bin" }).PATH).toBe("/usr/bin:/bin");
    expect(toolEnvironment({ PATH: "." }).PATH).toBe("/usr/local/bin:/usr/bin:/bin");
  });

  it("passes what was asked for in so many words, over everything else", () => {
    expect(toolEnvironment({ HOME: "/h" }, { HOME: "/other", MY_TOKEN: "t" })).toMatchObject({
      HOME: "/other",
      MY_TOKEN: "t",
    });
  });
});
