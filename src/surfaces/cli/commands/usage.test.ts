import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "../../../sessions/sqlite/open.ts";
import { runCli } from "../cli.ts";
import { bar } from "../render/usage.ts";
import { testIo } from "../test-io.ts";
import { parseMoment } from "./usage.ts";

const HOUR = 3_600_000;
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "tandem-usage-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function usage(args: readonly string[], terminal = false) {
  const io = testIo({ env: { TANDEM_HOME: home, NO_COLOR: "1" }, terminal });
  const code = await runCli(["usage", ...args], io);
  return { code, out: io.out(), err: io.err() };
}

function spend(): void {
  const store = openStore({ home });
  const call = {
    runId: "r",
    sessionId: "s",
    runtime: "pi",
    provider: "acme",
    profile: null,
    tag: null,
    usage: { input: 1_000, output: 100, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
    usageReport: "complete",
    estimatedCostUsd: 0,
  } as const;
  store.spending.record({ ...call, at: Date.now() - 50 * HOUR, model: "big", costUsd: 1 });
  store.spending.record({ ...call, at: Date.now(), model: "small", costUsd: 0.25 });
  store.spending.record({ ...call, at: Date.now(), model: "free", costUsd: null });
  store.spending.record({ ...call, at: Date.now(), model: "mixed", costUsd: null });
  store.spending.record({ ...call, at: Date.now(), model: "mixed", costUsd: 0.5 });
  store.close();
}

test("plain lines elsewhere than on a terminal, an unknown price unknown and never 0", async () => {
  spend();
  const { code, out } = await usage(["--by", "model"]);
  expect(code).toBe(0);
  expect(out.split("\n")).toEqual([
    "acme/big\t$1.00\t1\t1,000 in, 100 out",
    "acme/mixed\t$0.5000 + 1 unknown\t2\t2,000 in, 200 out",
    "acme/small\t$0.2500\t1\t1,000 in, 100 out",
    "acme/free\tunknown\t1\t1,000 in, 100 out",
    "",
  ]);
});

test("bars by cost on a terminal, and the sum", async () => {
  spend();
  const { out, err } = await usage(["--by", "model"], true);
  const lengths = out.split("\n").map((text) => (text.match(/█/g) ?? []).length);
  expect(lengths).toEqual([0, 20, 10, 5, 0, 0]);
  expect(err).toContain("In all: $1.75 + 2 unknown, 5 calls");
});

test("--since leaves out what came before, --json gives the rows", async () => {
  spend();
  const { out } = await usage(["--by", "engine", "--since", "24h", "--json"]);
  expect(JSON.parse(out)).toMatchObject([{ key: "pi", calls: 4, costUsd: null, knownCostUsd: 0.75 }]);
  expect(JSON.parse((await usage(["--by", "session", "--until", "24h", "--json"])).out)).toMatchObject([
    { calls: 1 },
  ]);
});

test("nothing spent is said so, a wrong time or group is refused", async () => {
  expect(await usage([])).toMatchObject({ code: 0, out: "", err: expect.stringContaining("Nothing") });
  expect(await usage(["--since", "yesterday"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("7d"),
  });
  expect(await usage(["--by", "colour"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("day, model"),
  });
});

test("a day begins at its midnight here", () => {
  expect(parseMoment("2026-05-04")).toBe(new Date(2026, 4, 4).getTime());
  expect(parseMoment("2026-05-04T12:00:00Z")).toBe(Date.UTC(2026, 4, 4, 12));
});

test("a bar is as long as its share, and never nothing for something", () => {
  expect([0, 0.001, 0.5, 1, 7].map(bar)).toEqual(["", "▏", "█".repeat(10), "█".repeat(20), "█".repeat(20)]);
});

test("what was not reported is told as such, beside what is known", async () => {
  spend();
  const store = openStore({ home });
  const call = {
    at: Date.now(),
    runId: "r",
    sessionId: "s",
    runtime: "pi",
    profile: null,
    tag: null,
  } as const;
  const usage_ = { input: 10, output: 1, cacheRead: 0, cacheWrite: 0, reasoning: 0 };
  const none = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 };
  const partial = { usage: usage_, costUsd: 0.1, usageReport: "partial", estimatedCostUsd: 0.2 } as const;
  const unknown = { usage: none, costUsd: null, usageReport: "unknown", estimatedCostUsd: 0.4 } as const;
  store.spending.record({ ...call, provider: "acme", model: "cut", ...partial });
  store.spending.record({ ...call, provider: "acme", model: "cut", ...unknown });
  store.spending.record({ ...call, provider: "acme", model: "silent", ...unknown });
  store.close();
  const { out } = await usage(["--by", "model"]);
  expect(out.split("\n")).toContain("acme/cut\t$0.1000 + 2 not fully reported\t2\tat least 10 in, 1 out");
  expect(out.split("\n")).toContain("acme/silent\t1 not fully reported\t1\ttokens unknown");
  const json = JSON.parse((await usage(["--by", "model", "--json"])).out) as { readonly key: string }[];
  expect(json.find(({ key }) => key === "acme/cut")).toMatchObject({
    costUsd: null,
    knownCostUsd: 0.1,
    unreportedCalls: 2,
    unpricedCalls: 0,
  });
});
