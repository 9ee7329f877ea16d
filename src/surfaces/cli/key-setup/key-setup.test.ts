/** The whole way of a key with a scripted person, against a server that takes one key. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ModelServer, startModelServer } from "../../../../parity/wire/model-server.ts";
import { withTandem } from "../open.ts";
import { testIo } from "../test-io.ts";
import { askForKey } from "./ask-for-key.ts";
import { offerKey } from "./first-start.ts";
import type { KnownBefore } from "./key-setup.ts";
import type { KeySetupUi } from "./ui.ts";

const GOOD = "sk-ant-api03-good-0123456789-WXYZ";
let home: string;
let server: ModelServer;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "tandem-key-"));
  server = await startModelServer();
  server.respond(({ headers }) =>
    `${headers["x-api-key"] ?? headers.authorization}`.includes("good") ? { text: "OK" } : { status: 401 },
  );
  const providers = {
    anthropic: { baseUrl: server.url, auth: "x-api-key" },
    openai: { baseUrl: `${server.url}/v1`, auth: "bearer" },
  };
  writeFileSync(join(home, "config.json"), JSON.stringify({ providers }));
});
afterEach(async () => {
  await server.close();
  rmSync(home, { recursive: true, force: true });
});

/** Gives these answers one after another: the label that is chosen, or the text that is pasted; `null` skips. */
function person(...answers: (string | null)[]) {
  const said: string[] = [];
  const choose: KeySetupUi["choose"] = async (question, choices) => {
    said.push(question);
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`nobody answers "${question}"`);
    if (answer === null) return null;
    const found = choices.find(({ label }) => label.includes(answer));
    if (found === undefined) throw new Error(`"${answer}" is not among ${choices.map(({ label }) => label)}`);
    return found.value;
  };
  const ui: KeySetupUi = {
    choose,
    search: choose,
    secret: async (question) => {
      said.push(question);
      return answers.shift() ?? null;
    },
    note: (text) => said.push(text),
    warn: (text) => said.push(text),
    success: (text) => said.push(text),
    busy: () => () => undefined,
  };
  return { ui, said: () => said.join("\n"), left: answers };
}

const ioOf = (terminal = false) => testIo({ env: { TANDEM_HOME: home, PATH: process.env.PATH }, terminal });

async function ask(answers: (string | null)[], known: KnownBefore = {}) {
  const io = ioOf();
  const one = person(...answers);
  const outcome = await withTandem(io, {}, (tandem) => askForKey(tandem, io, { ui: one.ui, known }));
  expect(one.left).toEqual([]);
  // Nothing of a key in what is said or written, its last four characters apart.
  expect(one.said() + io.out() + io.err()).not.toMatch(/good-0123|bad-0123/);
  return { outcome, said: one.said() };
}

const stored = () =>
  (
    JSON.parse(readFileSync(join(home, "auth-profiles.json"), "utf8")) as {
      profiles: Record<string, { secret: string }>;
    }
  ).profiles;

test("a provider, a pasted line of a shell, one request, and the key is kept", async () => {
  const { outcome, said } = await ask(["Anthropic", `export ANTHROPIC_API_KEY="${GOOD}"\n`]);
  expect(outcome).toMatchObject({ kind: "key", profile: { id: "anthropic:default", key: "…WXYZ" } });
  expect(said).toContain("The key works");
  expect(stored()["anthropic:default"]?.secret).toBe(GOOD);
  expect(server.requests.length).toBe(1);
});

test("a refused key is not kept, unless the person says so", async () => {
  const again = await ask(["Anthropic", "sk-ant-api03-bad-0123456789", "Paste another", GOOD]);
  expect(again.outcome.kind).toBe("key");
  expect(Object.values(stored()).map(({ secret }) => secret)).toEqual([GOOD]);

  const kept = await ask(["sk-ant-api03-bad-0123456789", "Keep this key"], {
    provider: "anthropic",
    name: "later",
  });
  expect(kept.outcome).toMatchObject({ kind: "key", profile: { id: "anthropic:later" } });

  expect(
    (await ask(["sk-ant-api03-bad-0123456789", "Not now"], { provider: "anthropic", name: "never" })).outcome,
  ).toEqual({
    kind: "skipped",
  });
  expect(Object.keys(stored())).toEqual(["anthropic:default", "anthropic:later"]);
});

test("a key of another provider is recognised, and a profile of the same name is not lost", async () => {
  const { outcome, said } = await ask(["OpenAI", GOOD, "Use it for Anthropic"]);
  expect(outcome).toMatchObject({ kind: "key", profile: { id: "anthropic:default" } });
  expect(said).toContain("a key of Anthropic");
  const second = await ask(["Anthropic", GOOD, "Keep both"]);
  expect(second.outcome).toMatchObject({ profile: { id: "anthropic:default-2" } });
});

test("a subscription token and an empty paste are told with the reason, and asked for again", async () => {
  const { said } = await ask(["Anthropic", "sk-ant-oat01-abcdefghijklmnop", "", GOOD]);
  expect(said).toContain("subscription token");
  expect(said).toContain("no key in that");
  expect(server.requests.length).toBe(1);
});

test("a provider that is no longer there can be kept untested", async () => {
  await server.close();
  const { outcome, said } = await ask(["Anthropic", GOOD, "Keep this key"]);
  expect(said).toContain("could not be tested");
  expect(outcome.kind).toBe("key");
});

test("a way out at every question keeps nothing", async () => {
  expect((await ask([null])).outcome.kind).toBe("skipped");
  expect((await ask(["Not now"])).outcome.kind).toBe("skipped");
  expect((await ask(["Anthropic", null])).outcome.kind).toBe("skipped");
  expect((await ask(["Another provider", null])).outcome.kind).toBe("skipped");
  expect(() => stored()).toThrow();
});

async function firstStart(answers: (string | null)[], options: { model?: string } = {}) {
  const io = ioOf(true);
  const one = person(...answers);
  const outcome = await withTandem(io, {}, (tandem) => offerKey(tandem, io, { ...options, ui: one.ui }));
  return { ...outcome, err: io.err(), said: one.said() };
}

test("the first start offers it once, says what works without, and then is quiet", async () => {
  expect((await firstStart([], { model: "offline/offline-model" })).err).toBe("");
  const first = await firstStart([null]);
  expect(first.err).toContain("offline model answers");
  expect(first.err).toContain("`/login` here or `tandem auth add`");
  for (const text of stripVTControlCharacters(first.err).split("\n"))
    expect(text.length).toBeLessThanOrEqual(80);
  expect(await firstStart([])).toEqual({ reopen: false, err: "", said: "" });
});

test("the first start asks nothing where a key is at hand", async () => {
  await ask(["Anthropic", GOOD]);
  expect(await firstStart([])).toEqual({ reopen: false, err: "", said: "" });
});
