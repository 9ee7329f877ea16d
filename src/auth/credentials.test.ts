import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect, promisify } from "node:util";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TandemError } from "../kernel/errors.ts";
import { type CredentialsOptions, createCredentials } from "./credentials.ts";
import { systemKeychain } from "./keychain.ts";
import { PROVIDERS } from "./providers.test-helper.ts";
import { createRotation } from "./rotation.ts";
import { sqliteProfileHealth } from "./sqlite-health.ts";

const run = promisify(execFile);
const MINUTE = 60_000;
const MODEL = "m1";
let home: string;
let now: number;
const open: Database.Database[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "tandem-credentials-"));
  now = 1_700_000_000_000;
});
afterEach(() => {
  for (const db of open.splice(0)) db.close();
  rmSync(home, { recursive: true, force: true });
});

/** As another process would: its own connection to the same database. */
function credentials(options: Partial<CredentialsOptions> = {}) {
  const db = new Database(join(home, "tandem.db"), { timeout: 5_000 });
  db.pragma("journal_mode = wal");
  open.push(db);
  return createCredentials({
    home,
    env: {},
    providers: PROVIDERS,
    health: sqliteProfileHealth(db),
    clock: () => now,
    ...options,
  });
}

async function withProfiles(...names: string[]) {
  const one = credentials();
  for (const name of names)
    await one.store.add({ id: `acme:${name}`, provider: "acme", type: "api_key", secret: `sk-${name}` });
  return one;
}

async function errorOf(work: Promise<unknown>): Promise<TandemError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (TandemError.isInstance(error)) return error;
  throw new Error(`no TandemError but ${String(error)}`);
}

describe("the environment", () => {
  test("gives a profile", async () => {
    const one = credentials({ env: { ACME_API_KEY: " sk-env " } });
    expect(one.has("acme")).toBe(true);
    expect(one.profiles("acme")).toMatchObject([
      { id: "acme:env", source: "environment", variable: "ACME_API_KEY" },
    ]);
    const found = await one.resolve("acme");
    expect([found?.profile, found?.secret]).toEqual(["acme:env", "sk-env"]);
  });

  test.each(['"sk-env"', "'sk-env'", "sk-env\r\n", "sk-\n  env", "\ufeffsk-env"])(
    "a key with what is no part of one: %j",
    async (value) => {
      const found = await credentials({ env: { ACME_API_KEY: value } }).resolve("acme");
      expect(found?.secret).toBe("sk-env");
    },
  );

  test("without a key the error names the variable and the command", async () => {
    const one = credentials({ env: { ACME_API_KEY: "  " } });
    expect(one.has("acme")).toBe(false);
    const error = await errorOf(one.resolve("acme"));
    expect(error.code).toBe("missing_auth");
    expect(error.remediation).toContain("ACME_API_KEY");
    expect(error.remediation).toContain("tandem auth add acme");
  });

  test("with a subscription token it is refused with the reason, and the token is not told", async () => {
    const one = credentials({ env: { ANTHROPIC_API_KEY: "sk-ant-oat01-private" } });
    const error = await errorOf(one.resolve("anthropic"));
    expect(error.code).toBe("subscription_token_refused");
    expect(error.message).toContain("ANTHROPIC_API_KEY");
    expect(JSON.stringify(error)).not.toContain("private");
    const locked = await errorOf(one.resolve("anthropic", { profile: "anthropic:env" }));
    expect(locked.code).toBe("subscription_token_refused");
    expect(one.profiles("anthropic")[0]?.refused).toBe(true);
  });

  test("a provider without keys needs none", async () => {
    expect(await credentials().resolve("local")).toBeNull();
    expect(credentials().has("local")).toBe(false);
  });
});

test("a secret shows itself to nobody who prints it", async () => {
  const one = await withProfiles("work");
  const found = await one.resolve("acme");
  expect(found?.secret).toBe("sk-work");
  const printed = [
    inspect(found, { showHidden: true, depth: 9 }),
    JSON.stringify(found),
    JSON.stringify({ ...found }),
    `${String(found)}`,
    inspect(one.profiles("acme")),
    JSON.stringify(one.profiles("acme")),
  ];
  for (const text of printed) expect(text).not.toContain("sk-work");
});

describe("a locked profile", () => {
  test("is the only one tried, cooled or not", async () => {
    const one = await withProfiles("a", "b");
    one.markFailure({ profile: "acme:a", model: MODEL, kind: "billing" });
    expect((await one.resolve("acme", { profile: "acme:a", model: MODEL }))?.profile).toBe("acme:a");
    const rotation = createRotation(one, { provider: "acme", model: MODEL, lockedProfile: "acme:a" });
    await rotation.current();
    expect(await rotation.failed({ kind: "rate_limit" })).toBe(false);
    expect(rotation.profile).toBe("acme:a");
  });

  test("that is missing or another provider's is an error", async () => {
    const one = await withProfiles("a");
    for (const [provider, profile] of [
      ["acme", "acme:none"],
      ["anthropic", "acme:a"],
      ["local", "acme:a"],
    ] as const)
      expect((await errorOf(one.resolve(provider, { profile }))).code).toBe("profile_not_found");
  });
});

describe("choice", () => {
  test("takes the least recently used of several, and keeps to the preferred one while it is free", async () => {
    const one = await withProfiles("a", "b");
    const seen: (string | undefined)[] = [];
    for (let turn = 0; turn < 4; turn++) {
      now += 1_000;
      seen.push((await one.resolve("acme", { model: MODEL }))?.profile);
    }
    expect(seen).toEqual(["acme:a", "acme:b", "acme:a", "acme:b"]);
    const kept = { profile: "acme:b", locked: false, model: MODEL };
    expect((await one.resolve("acme", kept))?.profile).toBe("acme:b");
    one.markFailure({ profile: "acme:b", model: MODEL, kind: "rate_limit" });
    expect((await one.resolve("acme", kept))?.profile).toBe("acme:a");
  });

  test("an explicit order holds; those it leaves out are listed but not tried", async () => {
    const one = await withProfiles("a", "b", "c");
    await one.store.setOrder("acme", ["acme:c", "acme:a"]);
    expect(one.profiles("acme").map(({ id, leftOut }) => [id, leftOut])).toEqual([
      ["acme:c", false],
      ["acme:a", false],
      ["acme:b", true],
    ]);
    for (const profile of ["acme:c", "acme:a"]) one.markFailure({ profile, model: MODEL, kind: "auth" });
    expect((await errorOf(one.resolve("acme", { model: MODEL }))).code).toBe("auth");
  });

  test("an expired token is passed over", async () => {
    const one = await withProfiles("key");
    await one.store.add({ id: "acme:t", provider: "acme", type: "token", secret: "t", expiresAt: now + 10 });
    expect((await one.resolve("acme"))?.profile).toBe("acme:t");
    now += 10;
    expect((await one.resolve("acme"))?.profile).toBe("acme:key");
    await one.store.remove("acme:key");
    expect((await errorOf(one.resolve("acme"))).message).toContain("expired");
  });

  test("a key in a keychain that cannot be opened does not stand before a readable one", async () => {
    const one = await withProfiles("a", "b");
    const file = {
      version: 1,
      profiles: {
        "acme:a": { provider: "acme", type: "token", keychain: true },
        "acme:b": { provider: "acme", type: "api_key", secret: "sk-b" },
      },
    };
    writeFileSync(one.store.file, JSON.stringify(file));
    const broken = {
      ...systemKeychain(),
      get: () => Promise.reject(new TandemError({ code: "keychain_unavailable", message: "locked" })),
    };
    const two = credentials({ keychain: broken });
    expect((await two.resolve("acme"))?.profile).toBe("acme:b");
    expect((await errorOf(two.resolve("acme", { profile: "acme:a" }))).code).toBe("keychain_unavailable");
  });
});

describe("several processes", () => {
  test("a cooled profile stays unused by the others until its window ends, then one of them tries it", async () => {
    const one = await withProfiles("a", "b");
    const two = credentials();
    one.markFailure({ profile: "acme:a", model: MODEL, kind: "rate_limit" });
    for (let request = 0; request < 5; request++) {
      now += 10_000;
      expect((await two.resolve("acme", { model: MODEL }))?.profile).toBe("acme:b");
    }
    now += 10_000;
    expect((await two.resolve("acme", { model: MODEL }))?.profile).toBe("acme:a");
    const three = credentials();
    expect((await three.resolve("acme", { model: MODEL, exclude: [] }))?.profile).toBe("acme:b");
    two.markSuccess({ profile: "acme:a", model: MODEL });
    now += 1_000;
    expect((await three.resolve("acme", { model: MODEL }))?.profile).toBe("acme:a");
  });

  test("of processes that come at once, one gets the trial", async () => {
    const one = await withProfiles("a");
    one.markFailure({ profile: "acme:a", model: MODEL, kind: "rate_limit" });
    const child = fileURLToPath(new URL("taker.test-child.ts", import.meta.url));
    const ask = async () => (await run(process.execPath, [child, home, String(now + MINUTE)])).stdout.trim();
    const answers = await Promise.all([ask(), ask(), ask(), ask()]);
    expect(answers.sort()).toEqual(["resting", "resting", "resting", "taken"]);
  });

  test("when all rest, the error says until when, and why", async () => {
    const one = await withProfiles("a", "b");
    one.markFailure({ profile: "acme:a", model: MODEL, kind: "rate_limit" });
    one.markFailure({ profile: "acme:b", model: MODEL, kind: "billing" });
    const error = await errorOf(credentials().resolve("acme", { model: MODEL }));
    expect(error.kind).toBe("billing");
    expect(error.details).toMatchObject({ until: now + MINUTE, retryAfterMs: MINUTE });
    expect((await one.resolve("acme", { model: "another" }).catch(() => null))?.profile).toBe("acme:a");
  });

  test("health survives a restart", async () => {
    const one = await withProfiles("a");
    one.markFailure({ profile: "acme:a", model: MODEL, kind: "auth", retryAfterMs: null });
    for (const db of open.splice(0)) db.close();
    expect(credentials().profiles("acme")[0]?.availability).toMatchObject({
      state: "cooling",
      reason: "auth",
    });
  });
});

describe("rotation within a turn", () => {
  test("keeps one profile, then tries each of the others once", async () => {
    const one = await withProfiles("a", "b", "c");
    const rotation = createRotation(one, { provider: "acme", model: MODEL });
    const first = await rotation.current();
    expect((await rotation.current())?.profile).toBe(first?.profile);
    expect(await rotation.failed({ kind: "rate_limit", retryAfterMs: 1 })).toBe(true);
    now += 10;
    expect(await rotation.failed({ kind: "billing" })).toBe(true);
    expect(await rotation.failed({ kind: "auth" })).toBe(false);
    expect(
      new Set(one.profiles("acme").flatMap((profile) => profile.windows.map((w) => w.profile))).size,
    ).toBe(3);
  });

  test("does not rotate for what says nothing against the profile", async () => {
    const one = await withProfiles("a", "b");
    const rotation = createRotation(one, { provider: "acme", model: MODEL, preferredProfile: "acme:b" });
    expect((await rotation.current())?.profile).toBe("acme:b");
    expect(await rotation.failed({ kind: "context_overflow" })).toBe(false);
    expect((await rotation.current())?.profile).toBe("acme:b");
  });
});

describe("another key under the same profile", () => {
  const failure = { model: null, kind: "auth" } as const;

  test("in the environment starts without what was held against the first, which keeps it", async () => {
    const env: Record<string, string> = { ACME_API_KEY: "sk-wrong" };
    const one = credentials({ env });
    one.markFailure({ ...failure, profile: "acme:env" });
    expect((await errorOf(one.resolve("acme"))).code).toBe("auth");
    env.ACME_API_KEY = "sk-right";
    expect((await credentials({ env }).resolve("acme"))?.secret).toBe("sk-right");
    expect(one.profiles("acme")[0]).toMatchObject({ availability: { state: "ready" }, windows: [] });
    one.markSuccess({ profile: "acme:env", model: null });
    env.ACME_API_KEY = "sk-wrong";
    expect((await errorOf(one.resolve("acme"))).code).toBe("auth");
    expect(one.profiles("acme")[0]?.windows).toMatchObject([{ profile: "acme:env" }]);
    one.forget(["acme:env"]);
    expect((await one.resolve("acme"))?.secret).toBe("sk-wrong");
  });

  test("in the profile file, replaced by hand", async () => {
    const one = await withProfiles("a");
    one.markFailure({ ...failure, profile: "acme:a" });
    expect((await errorOf(one.resolve("acme"))).code).toBe("auth");
    const file = one.store.file;
    writeFileSync(file, readFileSync(file, "utf8").replace("sk-a", "sk-better"));
    expect((await credentials().resolve("acme"))?.secret).toBe("sk-better");
  });
});
