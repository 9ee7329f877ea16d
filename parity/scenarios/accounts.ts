/** Credential profiles: locked ones, where their keys are never seen, and what a person gets wrong. */
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tandem } from "../cli-run.ts";
import { addProfiles } from "../profiles.ts";
import { sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

const KEY_A = "sk-ant-api03-profile-a-0123456789";
const KEY_B = "sk-ant-api03-profile-b-9876543210";

export const accountScenarios = [
  scenario({
    id: "FAIL-05",
    name: "a locked profile is the only one tried, also while it rests, and its failure is the turn's",
    run: async ({ stage, check }) => {
      const s = await stage();
      await addProfiles(s.home, "anthropic", [
        { name: "a", secret: KEY_A },
        { name: "b", secret: KEY_B },
      ]);
      const keys = () => s.server.requests.map((request) => request.headers["x-api-key"]);
      const locked = { prompt: "hi", sessionKey: sessionKey("locked"), authProfileId: "anthropic:a" };

      s.server.reply({ status: 401 });
      const failed = await s.turn(locked);
      check.equal(failed.result.error?.kind, "auth", "the failure");
      check.equal(failed.requests.length, 1, "no other profile is tried");
      const [state] = s.tandem.auth.list("anthropic").filter((profile) => profile.id === "anthropic:a");
      check.equal(state?.availability.state, "cooling", "it rests now");

      s.server.reply({ text: "still me" });
      const again = await s.turn(locked);
      check.equal(again.result.text, "still me", "used all the same");
      check.deepEqual(keys(), [KEY_A, KEY_A], "keys on the wire");
      check.equal(again.result.profile, "anthropic:a", "the result's profile");
      check.ok(
        again.result.attempts.every((attempt) => attempt.profile === "anthropic:a"),
        "the attempts' profile",
      );
    },
  }),

  scenario({
    id: "FAIL-05",
    name: "a lock on a missing or foreign profile is an error, and nothing is sent",
    run: async ({ stage, check }) => {
      const s = await stage();
      await addProfiles(s.home, "openai", [{ name: "x", secret: KEY_B }]);
      for (const authProfileId of ["anthropic:nobody", "openai:x", "nonsense"]) {
        const { result, requests } = await s.turn({ prompt: "hi", authProfileId });
        check.equal(result.status, "failed", `${authProfileId}: status`);
        check.equal(result.error?.code, "profile_not_found", `${authProfileId}: code`);
        check.includes(result.error?.message ?? "", authProfileId, `${authProfileId}: message`);
        check.equal(requests.length, 0, `${authProfileId}: requests`);
      }
    },
  }),

  scenario({
    id: "FAIL-05",
    name: "a preferred profile is tried first, and another takes over when it fails",
    run: async ({ stage, check }) => {
      const s = await stage();
      await addProfiles(s.home, "anthropic", [{ name: "b", secret: KEY_B }]);
      s.server.reply({ status: 401 }, { text: "from the other" });
      const { result, requests } = await s.turn({
        prompt: "hi",
        authProfileId: "anthropic:b",
        authProfileIdSource: "auto",
      });
      check.equal(result.text, "from the other", "reply");
      check.deepEqual(
        requests.map((request) => request.headers["x-api-key"]),
        [KEY_B, s.key],
        "keys on the wire",
      );
    },
  }),

  scenario({
    id: "FAIL-17",
    name: "keys are on the wire and in the profile file alone: not in store, events, results, errors or tools",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage({ config: { retries: { max: 1, baseMs: 1 } } });
      await addProfiles(s.home, "anthropic", [
        { name: "a", secret: KEY_A },
        { name: "b", secret: KEY_B },
      ]);
      const told: string[] = [];
      const look = toolOf("look", (input, context) => {
        told.push(JSON.stringify([input, context.env, process.argv]));
        return textOutput("looked");
      });
      for (const engine of engines) {
        for (const [authProfileId, secret] of [
          ["anthropic:a", KEY_A],
          ["anthropic:b", KEY_B],
        ] as const) {
          // A provider that repeats the key it was sent, as some do in their errors.
          s.server.reply(
            {
              toolCalls: [
                { name: "look", input: {} },
                { name: "exec", input: { command: "env; ps -eo args" } },
              ],
            },
            {
              status: 401,
              body: {
                type: "error",
                error: { type: "authentication_error", message: `invalid x-api-key: ${secret}` },
              },
            },
          );
          const { result, events } = await s.turn({
            prompt: "look around",
            runtime: engine.runtime,
            sessionKey: sessionKey(`${engine.id}-${authProfileId.slice(-1)}`),
            authProfileId,
            exec: "allow",
            extraTools: [look],
          });
          check.equal(result.status, "failed", `${engine.id} ${authProfileId}: status`);
          told.push(
            JSON.stringify([
              result,
              events,
              s.tandem.runs.get(result.runId),
              s.tandem.events.read(result.runId),
            ]),
          );
        }
      }
      told.push(JSON.stringify(s.tandem.auth.list()), JSON.stringify(await s.tandem.doctor()));
      const listed = await tandem(s, ["auth", "status", "--json"], { env: { TANDEM_LOG: "debug" } });
      told.push(listed.stdout, listed.stderr);
      const sent = s.server.requests.map((request) => request.headers["x-api-key"]);
      check.ok(sent.includes(KEY_A) && sent.includes(KEY_B), "both keys are on the wire");
      for (const key of [KEY_A, KEY_B]) {
        check.equal(told.filter((text) => text.includes(key)).length, 0, "in what anybody is told");
        check.deepEqual(await filesWith(s.home, key), ["auth-profiles.json"], "files of the data folder");
      }
      const profiles = join(s.home, "auth-profiles.json");
      check.equal((await stat(profiles)).mode & 0o777, 0o600, "mode of the profile file");
    },
  }),

  scenario({
    id: "FAIL-17",
    name: "a subscription token is refused with the reason, from the environment, the file and the command line",
    mode: "layer",
    run: async ({ stage, check }) => {
      const token = "sk-ant-oat01-0123456789abcdef";
      const fromEnvironment = await stage({ config: { env: { ANTHROPIC_API_KEY: token } } });
      const { result, requests } = await fromEnvironment.turn({ prompt: "hi" });
      check.equal(result.error?.code, "subscription_token_refused", "environment: code");
      check.match(result.error?.message ?? "", /terms/, "environment: the reason");
      check.equal(requests.length, 0, "environment: requests");
      check.excludes(JSON.stringify(result), token, "environment: the token");

      const s = await stage({ config: { env: {} } });
      const added = await tandem(s, ["auth", "add", "anthropic", "--json"], { stdin: token });
      check.equal(added.code, 4, "command line: exit code");
      check.includes(added.stdout, "subscription_token_refused", "command line: code");
      check.excludes(added.stdout + added.stderr, token, "command line: the token");
      const file = join(s.home, "auth-profiles.json");
      const stored = { provider: "anthropic", type: "api_key", secret: token };
      await writeFile(file, JSON.stringify({ version: 1, profiles: { "anthropic:x": stored } }));
      const inFile = await s.turn({ prompt: "hi" });
      check.equal(inFile.result.error?.code, "subscription_token_refused", "file: code");
      check.equal(inFile.requests.length, 0, "file: requests");
    },
  }),

  scenario({
    id: "FAIL-17",
    name: "a profile file that cannot be used is told with its path, and stays as it is",
    mode: "layer",
    run: async ({ stage, check }) => {
      for (const text of [
        "{",
        "[]",
        '{"version":2,"profiles":{}}',
        '{"version":1,"profiles":{"a:b":{"secret":"sk-x"}}}',
        null,
      ]) {
        const s = await stage({ config: { env: {} } });
        const file = join(s.home, "auth-profiles.json");
        if (text === null) await mkdir(file);
        else await writeFile(file, text);
        const { result, requests } = await s.turn({ prompt: "hi" });
        const what = text ?? "a folder";
        check.equal(result.error?.code, "profile_store_invalid", `${what}: code`);
        check.includes(result.error?.message ?? "", file, `${what}: message`);
        check.excludes(result.error?.message ?? "", "sk-x", `${what}: no key in it`);
        check.equal(requests.length, 0, `${what}: requests`);
        const unknown = await tandem(s, ["auth", "add", "antropic"], { stdin: KEY_A });
        check.equal(unknown.code, 2, `${what}: an unknown provider`);
        check.includes(unknown.stderr, "Nearest: anthropic", `${what}: with the nearest name`);
        const added = await tandem(s, ["auth", "add", "anthropic"], { stdin: KEY_A });
        check.equal(added.code, 3, `${what}: exit code of adding a key`);
        if (text !== null) check.equal(await readFile(file, "utf8"), text, `${what}: the file`);
      }
    },
  }),

  scenario({
    id: ["FAIL-06", "FAIL-18", "TURN-06"],
    name: "a fallback to an unknown model is refused by its field, and a cycle of fallbacks ends",
    run: async ({ stage, check }) => {
      const wrong = await stage({
        config: { fallbacks: { models: ["haiku", "anthropic/claude-sonet-4-5"] } },
      });
      const refused = await wrong.turn({ prompt: "hi" });
      check.equal(refused.result.error?.code, "unknown_model", "code");
      check.equal(refused.result.error?.field, "fallbacks.models.1", "field");
      check.includes(refused.result.error?.message ?? "", "claude-sonnet-4-5", "the nearest name");
      check.equal(refused.requests.length, 0, "requests");
      check.deepEqual(wrong.tandem.sessions.list(), [], "sessions made");

      const plain = "anthropic/claude-sonnet-4-5";
      const models = ["anthropic/claude-haiku-4-5", plain, "anthropic/claude-haiku-4-5", plain];
      const s = await stage({ config: { model: plain, fallbacks: { models } } });
      s.server.respond(() => ({ status: 500 }));
      const { result, requests } = await s.turn({ prompt: "hi", model: plain });
      check.equal(result.status, "failed", "status");
      check.deepEqual(
        requests.map((request) => (request.body as { model: string }).model),
        ["claude-sonnet-4-5", "claude-haiku-4-5"],
        "each model once",
      );
    },
  }),
];

/** Files below a folder that hold a text, relative to it. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    // Empty, and open to nobody: what the sandbox puts over hidden files and folders.
    if (entry.name === "cover-file" || entry.name === "cover-folder") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      found.push(...(await filesWith(path, text)).map((name) => join(entry.name, name)));
    else if (entry.isFile() && (await readFile(path)).includes(text)) found.push(entry.name);
  }
  return found.sort();
}
