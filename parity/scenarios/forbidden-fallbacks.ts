/** A caller who says that nobody else is to be asked: no other model, no other engine, no other provider's bill. */
import { bodyOf } from "../on-wire.ts";
import { addProfiles } from "../profiles.ts";
import { scenario } from "../registry.ts";
import type { Stage } from "../stage.ts";
import { children, OTHER_MODEL, script, spawn } from "../subagents.ts";

const PRIMARY = "openai/gpt-5";

/** Refuses every key; a second server would answer for the primary. */
function refuse(s: Stage): void {
  s.server.respond(() => ({
    status: 401,
    body: { type: "error", error: { type: "authentication_error", message: "invalid x-api-key" } },
  }));
}

export const forbiddenFallbackScenarios = [
  scenario({
    id: "FAIL-06",
    name: "an empty list of fallbacks forbids all of them: a refused key is the turn's failure, and neither the primary nor another engine is asked",
    run: async ({ stage, check, server, engine }) => {
      const other = await server();
      other.respond(() => ({ text: "from the primary" }));
      const s = await stage({
        // One of its turns also asks the second server.
        accounting: false,
        config: {
          model: PRIMARY,
          fallbacks: { models: [OTHER_MODEL], runtimes: [engine.runtime === "pi" ? "claude" : "pi"] },
          providers: { openai: { baseUrl: `${other.url}/v1` } },
        },
      });
      refuse(s);
      const { result, requests } = await s.turn({ prompt: "hi", fallbackModels: [] });
      check.equal(result.status, "failed", "status");
      check.equal(result.error?.kind, "auth", "kind");
      check.includes(result.error?.message ?? "", "invalid x-api-key", "the provider's words");
      check.equal(requests.length, 1, "requests to the provider that was asked");
      check.equal(other.requests.length, 0, "requests to the primary's provider");
      check.deepEqual(
        result.attempts.map(({ runtime, outcome }) => `${runtime} ${outcome}`),
        [`${engine.runtime} failed`],
        "attempts",
      );

      s.tandem.auth.reset();
      const allowed = await s.turn({ prompt: "hi", fallbackModels: [OTHER_MODEL], runtime: "pi" });
      check.equal(allowed.result.status, "failed", "with one fallback of the request's own: status");
      check.equal(other.requests.length, 0, "a primary that the request's own list does not name");

      s.tandem.auth.reset();
      const free = await s.turn({ prompt: "hi", runtime: "pi" });
      check.equal(free.result.text, "from the primary", "without a list the primary answers as before");
    },
  }),

  scenario({
    id: "FAIL-06",
    name: "an empty list in the configuration forbids every other model, the primary included",
    run: async ({ stage, check, server }) => {
      const other = await server();
      const s = await stage({
        config: {
          model: PRIMARY,
          fallbacks: { models: [] },
          providers: { openai: { baseUrl: `${other.url}/v1` } },
        },
      });
      refuse(s);
      const { result, requests } = await s.turn({ prompt: "hi" });
      check.equal(result.error?.kind, "auth", "kind");
      check.equal(requests.length, 1, "requests");
      check.equal(other.requests.length, 0, "requests to the primary's provider");
    },
  }),

  scenario({
    id: ["FAIL-06", "FAIL-05"],
    name: "a locked profile is never the reason that another provider is asked, and the refused key stays the error",
    run: async ({ stage, check, server }) => {
      const other = await server();
      const s = await stage({
        config: { model: PRIMARY, providers: { openai: { baseUrl: `${other.url}/v1` } } },
      });
      await addProfiles(s.home, "anthropic", [{ name: "mine", secret: "sk-ant-api03-locked-0123456789" }]);
      refuse(s);
      const { result, requests } = await s.turn({ prompt: "hi", authProfileId: "anthropic:mine" });
      check.equal(result.error?.code, "auth", "code");
      check.includes(result.error?.message ?? "", "invalid x-api-key", "the provider's words");
      check.equal(requests.length, 1, "requests");
      check.equal(other.requests.length, 0, "requests to the primary's provider");
      check.deepEqual(
        result.attempts.map(({ provider, outcome }) => `${provider} ${outcome}`),
        ["anthropic failed", "openai skipped"],
        "attempts",
      );
    },
  }),

  scenario({
    id: ["FAIL-06", "TOOL-09"],
    name: "a subagent of a turn without fallbacks has none either",
    run: async ({ stage, check, server }) => {
      const other = await server();
      other.respond(() => ({ text: "from the primary" }));
      const s = await stage({
        accounting: false,
        config: { model: PRIMARY, providers: { openai: { baseUrl: `${other.url}/v1` } } },
      });
      script(s, {
        Parent: [spawn({ task: "Count.", model: OTHER_MODEL }), { text: "It failed." }],
        "Count.": [{ status: 404 }],
      });
      const { result } = await s.turn({ prompt: "Parent", fallbackModels: [] });
      check.equal(result.text, "It failed.", result.error?.message ?? "reply");
      const [child] = children(s, result.runId);
      check.equal(child?.status, "failed", "the child's run");
      check.equal(other.requests.length, 0, "requests to the primary's provider");
      check.deepEqual(
        s.server.requests.map((request) => bodyOf(request).model),
        ["claude-sonnet-4-5", "claude-haiku-4-5", "claude-sonnet-4-5"],
        "models asked",
      );
    },
  }),
];
