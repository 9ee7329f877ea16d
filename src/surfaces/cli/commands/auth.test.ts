import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startModelServer } from "../../../../parity/wire/model-server.ts";
import { runCli } from "../cli.ts";
import { testIo } from "../test-io.ts";

const KEY = "sk-ant-api03-abcdefghijklmnop-WXYZ";
let home: string;
let env: Record<string, string>;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "tandem-auth-"));
  env = { TANDEM_HOME: home };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function auth(args: readonly string[], input = "") {
  const io = testIo({ env, input, cwd: home });
  const code = await runCli(["auth", ...args], io);
  // Whatever happens, no key is shown.
  expect(io.out() + io.err()).not.toContain(KEY);
  return { code, out: io.out(), err: io.err(), json: () => JSON.parse(io.out()) };
}

describe("adding a key", () => {
  test("takes it from stdin and shows its end at most", async () => {
    const added = await auth(["add", "anthropic"], `${KEY}\n`);
    expect(added).toMatchObject({ code: 0, out: "Added anthropic:default (…WXYZ).\n" });
    expect((await auth(["list", "--json"])).json()).toMatchObject([
      { id: "anthropic:default", key: "…WXYZ", source: "store", type: "api_key" },
    ]);
    const file = join(home, "auth-profiles.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toContain(KEY);
  });

  test("replaces only when told to", async () => {
    await auth(["add", "anthropic"], KEY);
    const again = await auth(["add", "anthropic"], `${KEY}-2`);
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining("already") });
    expect((await auth(["add", "anthropic", "--replace"], `${KEY}-2ABC`)).out).toContain("(…2ABC)");
  });

  test.each([
    [["add", "antropic"], KEY, "Nearest: anthropic", "profile_invalid"],
    [["add", KEY], KEY, "looks like a key", "profile_invalid"],
    [["add", "anthropic", KEY], "", "too many arguments", "validation_failed"],
    [["add", "anthropic", "--key", KEY], "", "unknown option '--key'", "validation_failed"],
    [["add", "anthropic"], "sk-ant-oat01-abcdefghijkl", "subscription token", "subscription_token_refused"],
    [["add", "anthropic"], "", "is empty", "profile_invalid"],
    [["add", "anthropic", "--name", "env"], KEY, "environment variable", "profile_invalid"],
    [["remove", "anthropic:nope"], "", 'no profile "anthropic:nope"', "profile_not_found"],
    [["order", "anthropic", "openai:x"], "", "not a profile of anthropic", "profile_not_found"],
  ])("%j is refused with the reason, and nothing is written", async (args, input, message, code) => {
    const { out, err, ...ended } = await auth(args, input);
    expect(ended.code).not.toBe(0);
    expect(out).toBe("");
    expect(err).toContain(message);
    expect(err).toContain(`(${code}`);
    expect(() => statSync(join(home, "auth-profiles.json"))).toThrow();
  });
});

test("a profile file that is none is told with its path, and stays as it is", async () => {
  const file = join(home, "auth-profiles.json");
  for (const text of ["{", '{"version":1,"profiles":{"a":{"secret":"sk-oops-secret"}}}']) {
    writeFileSync(file, text);
    for (const args of [["list"], ["add", "anthropic"], ["reset"]]) {
      const { code, err } = await auth(args, KEY);
      expect(code).toBe(3);
      expect(err).toContain(file);
      expect(err).toContain("(profile_store_invalid)");
      expect(err).not.toContain("sk-oops");
    }
    expect(readFileSync(file, "utf8")).toBe(text);
  }
});

test("a profile file that cannot be read is told so", async () => {
  mkdirSync(join(home, "auth-profiles.json"));
  const { code, err } = await auth(["list"]);
  expect(code).toBe(3);
  expect(err).toContain("(profile_store_invalid)");
});

test("the environment's key is a profile that cannot be removed", async () => {
  env.ANTHROPIC_API_KEY = KEY;
  expect((await auth(["list"])).out).toContain(
    "anthropic:env\tapi_key\t…WXYZ\tenvironment (ANTHROPIC_API_KEY)",
  );
  expect(await auth(["remove", "anthropic:env"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("Unset"),
  });
});

test("a key of a provider nobody knows is shown as such, not tried, and can be removed", async () => {
  const stored = { provider: "acmee", type: "api_key", secret: KEY };
  const file = { version: 1, profiles: { "acmee:x": stored } };
  writeFileSync(join(home, "auth-profiles.json"), JSON.stringify(file));
  expect((await auth(["status"])).out).toMatch(
    /^acmee:x\t…WXYZ\tnever\tnever tried: its provider is unknown$/m,
  );
  expect(await auth(["test", "acmee:x"])).toMatchObject({
    code: 2,
    err: expect.stringContaining('provider "acmee"'),
  });
  expect((await auth(["remove", "acmee:x"])).code).toBe(0);
  expect((await auth(["list", "--json"])).json()).toEqual([]);
});

test("order, status, test and reset of profiles that rest", async () => {
  const server = await startModelServer();
  try {
    const config = { home, providers: { anthropic: { baseUrl: server.url } }, retries: { max: 0 } };
    writeFileSync(join(home, "config.json"), JSON.stringify(config));
    await auth(["add", "anthropic", "--name", "a"], KEY);
    await auth(["add", "anthropic", "--name", "b"], `${KEY}-b`);
    expect((await auth(["order", "anthropic", "anthropic:b", "anthropic:a", "--json"])).json()).toEqual({
      provider: "anthropic",
      order: ["anthropic:b", "anthropic:a"],
    });

    server.reply({ status: 401 }, { text: "OK" });
    const tested = await auth(["test", "anthropic", "--json"]);
    expect(tested.code).toBe(4);
    expect(tested.json()).toMatchObject([
      { profile: "anthropic:b", ok: false, error: { kind: "auth" } },
      { profile: "anthropic:a", ok: true, model: "anthropic/claude-haiku-4-5", error: null },
    ]);
    expect(server.requests.map((request) => request.headers["x-api-key"])).toEqual([`${KEY}-b`, KEY]);

    expect((await auth(["status", "--json"])).json()).toMatchObject([
      { id: "anthropic:a", availability: { state: "ready" } },
      { id: "anthropic:b", availability: { state: "cooling", reason: "auth" } },
    ]);
    expect((await auth(["status"])).out).toMatch(/^anthropic:b\t.*rests until .* \(auth\)$/m);
    expect((await auth(["reset", "anthropic:b"])).out).toBe("May be tried again: anthropic:b\n");
    expect((await auth(["status"])).out).toMatch(/^anthropic:b\t.*ready$/m);
    expect((await auth(["order", "anthropic", "--clear", "--json"])).json()).toMatchObject({ order: null });
    expect((await auth(["remove", "anthropic:b"])).code).toBe(0);
    expect((await auth(["list", "anthropic", "--json"])).json()).toHaveLength(1);
  } finally {
    await server.close();
  }
});
