import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TandemError } from "../kernel/errors.ts";
import type { Keychain } from "./keychain.ts";
import { createProfileStore } from "./profile-store.ts";
import { PROVIDERS } from "./providers.test-helper.ts";

const run = promisify(execFile);
const SECRET = "sk-very-secret-1234";
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "tandem-profiles-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function open(keychain?: Keychain) {
  return createProfileStore({ home, providers: PROVIDERS, keychain });
}

function profile(id = "acme:work", secret = SECRET) {
  return { id, provider: id.split(":")[0] ?? "", type: "api_key", secret } as const;
}

async function errorOf(work: () => unknown): Promise<TandemError> {
  try {
    await work();
  } catch (error) {
    if (TandemError.isInstance(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

test("what was added is there for another reader, in a file only its owner can read", async () => {
  const reader = open();
  expect(reader.list()).toEqual([]);
  await open().add(profile());
  expect(reader.list("acme")).toEqual([
    { id: "acme:work", provider: "acme", type: "api_key", source: "store" },
  ]);
  expect(await reader.secret("acme:work")).toBe(SECRET);
  expect(statSync(reader.file).mode & 0o777).toBe(0o600);
  expect(readdirSync(home)).toEqual(["auth-profiles.json"]);
});

test("a file that others could read is private again after the next write", async () => {
  writeFileSync(open().file, '{"version":1,"profiles":{}}', { mode: 0o644 });
  await open().add(profile());
  expect(statSync(open().file).mode & 0o777).toBe(0o600);
});

test("a removed profile leaves the order too", async () => {
  const store = open();
  await store.add(profile("acme:a"));
  await store.add(profile("acme:b"));
  await store.setOrder("acme", ["acme:b", "acme:env", "acme:a"]);
  await store.remove("acme:b");
  expect(store.order("acme")).toEqual(["acme:env", "acme:a"]);
  await store.setOrder("acme", null);
  expect(store.order("acme")).toBeNull();
});

test("processes that write at once lose nothing", async () => {
  const child = fileURLToPath(new URL("writer.test-child.ts", import.meta.url));
  const names = ["one", "two", "three"];
  await Promise.all(names.map((name) => run(process.execPath, [child, home, name, "8"])));
  expect(open().list("acme")).toHaveLength(24);
  expect(readdirSync(home)).toEqual(["auth-profiles.json"]);
});

describe("refuses, leaving the file as it is", () => {
  const bad: readonly [string, string, () => Promise<void>][] = [
    ["a key for an unknown provider", "profile_invalid", () => open().add(profile("nobody:work"))],
    [
      "a subscription token",
      "subscription_token_refused",
      () => open().add(profile("acme:x", "sk-ant-oat01-abc")),
    ],
    [
      "an id of another provider",
      "profile_invalid",
      () => open().add({ ...profile(), id: "anthropic:work" }),
    ],
    ["the environment's name", "profile_invalid", () => open().add(profile("acme:env"))],
    ["an id with a path in it", "profile_invalid", () => open().add(profile("acme:../x"))],
    ["an empty key", "profile_invalid", () => open().add(profile("acme:x", "  "))],
    ["a key of two lines", "profile_invalid", () => open().add(profile("acme:x", "sk-1\nsk-2"))],
    ["removing what is not there", "profile_not_found", () => open().remove("acme:none")],
    [
      "an order with a foreign profile",
      "profile_not_found",
      () => open().setOrder("anthropic", ["acme:work"]),
    ],
  ];
  test.each(bad)("%s", async (_what, code, work) => {
    await open().add(profile());
    const before = readFileSync(open().file, "utf8");
    const error = await errorOf(work);
    expect(error.code).toBe(code);
    expect(JSON.stringify(error)).not.toMatch(/oat01-abc|very-secret/);
    expect(readFileSync(open().file, "utf8")).toBe(before);
  });

  const broken: readonly [string, string][] = [
    ["no JSON", `{"profiles": {"acme:work": {"secret": "${SECRET}" oops`],
    [
      "a cut file",
      `{"version":1,"profiles":{"acme:work":{"provider":"acme","type":"api_key","secret":"${SECRET}`,
    ],
    ["another version", '{"version":2,"profiles":{}}'],
    ["a list", "[]"],
    [
      "a wrong type",
      `{"version":1,"profiles":{"acme:work":{"provider":"acme","type":"magic","secret":"${SECRET}"}}}`,
    ],
    ["no secret", '{"version":1,"profiles":{"acme:work":{"provider":"acme","type":"api_key"}}}'],
    ["an empty file", ""],
  ];
  test.each(broken)("a store with %s", async (_what, content) => {
    const { file } = open();
    writeFileSync(file, content);
    for (const work of [
      () => open().list(),
      () => open().add(profile("acme:new")),
      () => open().remove("acme:work"),
    ]) {
      const error = await errorOf(work);
      expect(error.code).toBe("profile_store_invalid");
      expect(error.message).toContain(file);
      expect(JSON.stringify(error) + error.stack + String(error.cause)).not.toContain("very-secret");
    }
    expect(readFileSync(file, "utf8")).toBe(content);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  test("a store that is a folder, or lies where no folder can be", async () => {
    mkdirSync(open().file);
    expect((await errorOf(() => open().list())).code).toBe("profile_store_invalid");
    const nowhere = createProfileStore({ home: "/dev/null/x", providers: PROVIDERS });
    expect((await errorOf(() => nowhere.add(profile()))).code).toBe("state_persist_failed");
  });
});

test("a secret kept in the keychain is not in the file, and goes with its profile", async () => {
  const kept = new Map<string, string>();
  const keychain: Keychain = {
    get: async (id) => kept.get(id) ?? null,
    set: async (id, secret) => void kept.set(id, secret),
    delete: async (id) => void kept.delete(id),
  };
  const store = open(keychain);
  await store.add({ ...profile(), keychain: true });
  expect(readFileSync(store.file, "utf8")).not.toContain(SECRET);
  expect(store.list()[0]?.source).toBe("keychain");
  expect(await store.secret("acme:work")).toBe(SECRET);
  await store.remove("acme:work");
  expect(kept.size).toBe(0);
});
