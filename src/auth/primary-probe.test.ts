import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createCredentials } from "./credentials.ts";
import { memoryProfileHealth } from "./health.ts";
import { PrimaryProbes } from "./primary-probe.ts";

function setUp() {
  let now = 1_000_000;
  const clock = () => now;
  const provider = {
    id: "acme",
    name: "Acme",
    baseUrl: "http://127.0.0.1:1",
    auth: "bearer",
    keyVariables: ["ACME_KEY"],
  } as const;
  const credentials = createCredentials({
    home: mkdtempSync(join(tmpdir(), "tandem-probe-")),
    env: { ACME_KEY: "k" },
    providers: { providers: () => [provider] },
    health: memoryProfileHealth(),
    clock,
  });
  const rest = (retryAfterMs: number) =>
    credentials.markFailure({ profile: "acme:env", model: "m", kind: "rate_limit", retryAfterMs });
  const probes = new PrimaryProbes(clock);
  return { rest, take: () => probes.take(credentials, "acme", "m"), pass: (ms: number) => (now += ms) };
}

test("a free profile needs no probe", () => {
  expect(setUp().take()).toBeNull();
});

test("a resting one is probed only near its window's end, and at most every 30 seconds", () => {
  const { rest, take, pass } = setUp();
  rest(300_000);
  expect(take()).toBeNull();
  pass(185_000);
  expect(take()).toBe("acme:env");
  expect(take()).toBeNull();
  pass(30_000);
  expect(take()).toBe("acme:env");
});
