/** `tandem auth test` asks the profile's own provider and nobody else, whatever the primary model is. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ModelServer, startModelServer } from "../../../../parity/wire/model-server.ts";
import { runCli } from "../cli.ts";
import { testIo } from "../test-io.ts";

const PRIMARIES = {
  none: undefined,
  anthropic: "anthropic/claude-sonnet-4-5",
  openai: "openai/gpt-5",
} as const;
const OTHER = { anthropic: "openai", openai: "anthropic" } as const;
const MODEL = { anthropic: "anthropic/claude-haiku-4-5", openai: "openai/gpt-6-luna" } as const;
/** Engines a provider's models run on. */
const PLACES = [
  ["anthropic", "pi"],
  ["anthropic", "claude"],
  ["openai", "pi"],
] as const;

type Provider = keyof typeof OTHER;

let home: string;
let servers: Record<Provider, ModelServer>;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "tandem-auth-test-"));
  servers = { anthropic: await startModelServer(), openai: await startModelServer() };
});
afterAll(async () => {
  for (const server of Object.values(servers)) await server.close();
  rmSync(home, { recursive: true, force: true });
});

interface Outcome {
  readonly name: string;
  readonly exit: number;
  readonly kind: string | null;
  /** Requests to the profile's provider. */
  readonly asked: number;
  readonly message?: RegExp;
  readonly reply?: Parameters<ModelServer["reply"]>[0];
  readonly expiresAt?: number;
  readonly unreachable?: true;
}

const OUTCOMES: readonly Outcome[] = [
  { name: "valid", exit: 0, kind: null, asked: 1, reply: { text: "OK" } },
  { name: "refused", exit: 4, kind: "auth", asked: 1, reply: { status: 401 } },
  { name: "expired", exit: 4, kind: "auth", asked: 0, message: /expired at/, expiresAt: Date.now() - 1 },
  {
    name: "rate-limited",
    exit: 5,
    kind: "rate_limit",
    asked: 1,
    reply: { status: 429, headers: { "retry-after": "1" } },
  },
  { name: "unreachable", exit: 5, kind: "network", asked: 0, unreachable: true },
];

async function auth(...args: string[]) {
  const io = testIo({ env: { TANDEM_HOME: home, PATH: process.env.PATH }, cwd: home });
  const code = await runCli(["auth", ...args], io);
  return { code, out: io.out(), err: io.err() };
}

describe.each(Object.keys(PRIMARIES) as (keyof typeof PRIMARIES)[])("primary: %s", (primary) => {
  describe.each(PLACES)("profile of %s on %s", (provider, engine) => {
    test.each(OUTCOMES)("$name: exit $exit", async (outcome) => {
      const model = PRIMARIES[primary];
      const stored = (id: Provider) => ({
        provider: id,
        type: "api_key",
        secret: `sk-test-of-${id}-0123456789`,
      });
      const profile = {
        ...stored(provider),
        ...(outcome.expiresAt === undefined ? {} : { expiresAt: outcome.expiresAt }),
      };
      const other = OTHER[provider];
      const profiles = {
        [`${provider}:mine`]: profile,
        [`${provider}:second`]: stored(provider),
        [`${other}:theirs`]: stored(other),
      };
      const nobody = "http://127.0.0.1:9";
      const url = (id: Provider) => (id === provider && outcome.unreachable ? nobody : servers[id].url);
      writeFileSync(join(home, "auth-profiles.json"), JSON.stringify({ version: 1, profiles }));
      writeFileSync(
        join(home, "config.json"),
        JSON.stringify({
          ...(model === undefined ? {} : { model }),
          fallbacks: { models: [MODEL[other]], runtimes: [engine === "pi" ? "claude" : "pi"] },
          providers: {
            anthropic: { baseUrl: url("anthropic") },
            openai: { baseUrl: `${url("openai")}/v1` },
          },
        }),
      );
      const before = { anthropic: servers.anthropic.requests.length, openai: servers.openai.requests.length };
      const askedOf = (id: Provider) => servers[id].requests.slice(before[id]);
      // Every further request would be answered: who asks twice or somebody else is found out.
      servers[provider].respond(() =>
        askedOf(provider).length > 1
          ? { text: "asked again" }
          : (outcome.reply ?? { text: "not to be asked" }),
      );
      servers[other].respond(() => ({ text: "from another provider" }));
      await auth("reset");

      const { code, out } = await auth("test", `${provider}:mine`, "--runtime", engine, "--json");

      expect(JSON.parse(out)).toMatchObject([
        {
          profile: `${provider}:mine`,
          ok: outcome.kind === null,
          model: MODEL[provider],
          reply: outcome.kind === null ? "OK" : null,
          error:
            outcome.kind === null
              ? null
              : { kind: outcome.kind, message: expect.stringMatching(outcome.message ?? /./) },
        },
      ]);
      expect(code).toBe(outcome.exit);
      expect(askedOf(provider).length).toBe(outcome.asked);
      expect(askedOf(other).length).toBe(0);
      for (const { headers, body } of askedOf(provider)) {
        expect(`${headers["x-api-key"] ?? headers.authorization}`).toContain(profile.secret);
        expect(JSON.stringify(body).length).toBeLessThan(3_000);
      }
    });
  });
});

test("an engine that cannot run the provider's models is a usage error, and nobody is asked", async () => {
  writeFileSync(
    join(home, "auth-profiles.json"),
    JSON.stringify({
      version: 1,
      profiles: { "openai:mine": { provider: "openai", type: "api_key", secret: "sk-test-0123456789" } },
    }),
  );
  const before = servers.openai.requests.length;
  const { code, out } = await auth("test", "openai:mine", "--runtime", "claude", "--json");
  expect(code).toBe(2);
  expect(JSON.parse(out)).toMatchObject([{ ok: false, error: { code: "unsupported_capability" } }]);
  expect(servers.openai.requests.length).toBe(before);
});

test("without any profile there is nothing that works: exit 4", async () => {
  rmSync(join(home, "auth-profiles.json"));
  expect((await auth("test")).code).toBe(4);
});
