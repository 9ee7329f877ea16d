import { expect, test } from "vitest";
import { parseConfig } from "../../../config/parse.ts";
import type { TandemError } from "../../../kernel/errors.ts";
import { protectedOptions, SDK_OPTIONS } from "./sdk-options.ts";

const native = (sdkOptions: Record<string, unknown>) => ({ claude: { native: { sdkOptions } } });

function refusal(config: object): TandemError {
  try {
    parseConfig(config);
  } catch (error) {
    return error as TandemError;
  }
  throw new Error("it was taken");
}

test("every protected option is refused by name, with the reason", () => {
  const guarded = Object.entries(SDK_OPTIONS).filter(([, rule]) => rule !== "passed");
  expect(guarded.length).toBeGreaterThan(50);
  for (const [name, rule] of guarded) {
    const error = refusal(native({ [name]: "x" }));
    expect(error).toMatchObject({ code: "invalid_config", field: `claude.native.sdkOptions.${name}` });
    expect(error.message).toContain((rule as { because: string }).because.replace(/\.$/, ""));
  }
});

test("options that are not protected are taken, and those that do not exist are not", () => {
  const sdkOptions = { disallowedTools: ["Write"], betas: [], debug: true, env: { TZ: "UTC", EDITOR: "vi" } };
  expect(parseConfig(native(sdkOptions)).claude.native.sdkOptions).toEqual(sdkOptions);
  expect(refusal(native({ dissallowedTools: [] })).message).toContain("no such option");
});

test.each([
  "ANTHROPIC_API_KEY",
  "ANTHROPIC_BASE_URL",
  "CLAUDE_CODE_SIMPLE",
  "CLAUDE_CODE_MAX_RETRIES",
  "CLAUDE_CONFIG_DIR",
  "DISABLE_COMPACT",
  "HTTPS_PROXY",
  "no_proxy",
  "AWS_PROFILE",
  "GITHUB_TOKEN",
  "LD_PRELOAD",
  "NODE_OPTIONS",
  "GIT_CONFIG_COUNT",
  "BASH_ENV",
  "PATH",
  "HOME",
])("the variable %s is refused by name", (name) => {
  expect(refusal(native({ env: { [name]: "1" } })).field).toBe(`claude.native.sdkOptions.env.${name}`);
});

test("variables must be texts", () => {
  expect(protectedOptions({ env: { TZ: 1 } })).toEqual([
    { path: ["env", "TZ"], reason: "It must be a text." },
  ]);
  expect(protectedOptions({ env: "TZ=UTC" })).toHaveLength(1);
});

test("tools are known by name, and those that cannot be offered say why", () => {
  expect(parseConfig({ claude: { native: { tools: ["Bash", "Read"] } } }).claude.native.tools).toHaveLength(
    2,
  );
  const error = refusal({ claude: { native: { tools: ["Read", "WebFetch"] } } });
  expect(error.field).toBe("claude.native.tools[1]");
  expect(error.message).toContain("web_fetch");
  expect(refusal({ claude: { native: { tools: ["Reed"] } } }).message).toContain(
    "Claude Code has no such tool",
  );
});
