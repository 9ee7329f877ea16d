/** From a model string to an engine, a provider and a model. */
import type { TurnRequest } from "../../src/kernel/request.ts";
import { bodyOf } from "../on-wire.ts";
import { eventsOf, sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";

export const routingScenarios = [
  scenario({
    id: "ROUTE-01",
    name: "model strings go to their engine, provider and model, and the wire agrees",
    mode: "layer",
    run: async ({ stage, check }) => {
      for (const anthropicRuntime of ["claude", "pi"] as const) {
        const s = await stage({ config: { anthropicRuntime } });
        const cases: readonly (readonly [string, Partial<TurnRequest>, string, string, string])[] = [
          ["claude-sonnet-4-5", {}, "claude", "anthropic", "claude-sonnet-4-5"],
          ["haiku", {}, "claude", "anthropic", "claude-haiku-4-5"],
          ["anthropic/claude-sonnet-4-5", {}, anthropicRuntime, "anthropic", "claude-sonnet-4-5"],
          ["anthropic/claude-sonnet-4-5", { runtime: "pi" }, "pi", "anthropic", "claude-sonnet-4-5"],
          ["anthropic/claude-sonnet-4-5", { runtime: "claude" }, "claude", "anthropic", "claude-sonnet-4-5"],
          ["openai/gpt-5.5", {}, "pi", "openai", "gpt-5.5"],
        ];
        for (const [model, request, runtime, provider, id] of cases) {
          const { result, events, requests } = await s.turn({
            prompt: "hi",
            runtime: undefined,
            ephemeral: true,
            ...request,
            model,
          });
          const what = `${model} ${JSON.stringify(request)} with anthropicRuntime ${anthropicRuntime}`;
          check.equal(result.status, "completed", `${what}: ${result.error?.message}`);
          check.deepEqual(
            { runtime: result.runtime, provider: result.provider, model: result.model },
            { runtime, provider, model: id },
            what,
          );
          const route = check.present(eventsOf(events, "route")[0], `${what}: the route is told`);
          check.deepEqual(
            [route.runtime, route.provider, route.model],
            [runtime, provider, id],
            `${what}: as told`,
          );
          check.ok(route.why.length > 0, `${what}: with reasons`);
          check.equal(bodyOf(requests[0]).model, id, `${what}: model on the wire`);
        }
      }
    },
  }),

  scenario({
    id: ["ROUTE-01", "FAIL-18"],
    name: "a model string that means nothing is a typed error with the nearest names, and nothing is sent",
    mode: "layer",
    run: async ({ stage, check }) => {
      const s = await stage();
      const cases: readonly (readonly [model: string, near: RegExp, runtime?: "pi" | "claude"])[] = [
        ["anthropic/claude-sonet-4-5", /claude-sonnet-4-5/],
        ["claude-sonnet-4-6x", /claude-sonnet-4-6/],
        ["antropic/claude-sonnet-4-5", /anthropic/],
        ["sonet", /sonnet/],
        ["", /./],
        ["/", /./],
        ["anthropic/", /./],
        ["recipe:", /./],
      ];
      for (const [model, near] of cases) {
        const { result } = await s.turn({ prompt: "hi", runtime: undefined, model });
        const what = JSON.stringify(model);
        check.equal(result.status, "failed", `${what}: status`);
        check.match(result.error?.code ?? "", /^(unknown_model|invalid_model_string)$/, `${what}: code`);
        check.equal(result.error?.field, "model", `${what}: field`);
        check.match(JSON.stringify(result.error), near, `${what}: nearest`);
      }
      const foreign = await s.turn({ prompt: "hi", runtime: "claude", model: "openai/gpt-5.5" });
      check.equal(foreign.result.error?.kind, "validation_failed", "a model on an engine that cannot run it");
      check.equal(s.server.requests.length, 0, "requests");
      check.deepEqual(s.tandem.sessions.list(), [], "sessions made");
    },
  }),

  scenario({
    id: "TURN-03",
    name: "a request outranks the session, the session its agent, the agent the main agent, and that the global setting",
    mode: "layer",
    run: async ({ stage, check }) => {
      const models = {
        request: "anthropic/claude-haiku-4-5",
        agent: "anthropic/claude-opus-4-5",
        main: "anthropic/claude-sonnet-4-6",
        global: "anthropic/claude-sonnet-4-5",
      };
      const s = await stage({
        config: {
          model: models.global,
          runtime: "pi",
          thinking: "low",
          agents: {
            main: { model: models.main, thinking: "medium" },
            helper: { model: models.agent },
            other: {},
          },
        },
      });
      const bare = await stage({ config: { model: models.global, runtime: "pi" } });
      const run = async (what: string, on: typeof s, request: TurnRequest, model: string) => {
        const { result, events } = await on.turn({
          prompt: "hi",
          runtime: undefined,
          model: undefined,
          ...request,
          agentId: request.agentId ?? "main",
        });
        check.equal(result.status, "completed", `${what}: ${result.error?.message}`);
        check.equal(`${result.provider}/${result.model}`, model, what);
        check.ok((eventsOf(events, "route")[0]?.why.length ?? 0) > 0, `${what}: with reasons`);
        return result;
      };
      await run("the global setting", bare, {}, models.global);
      await run("the main agent", s, {}, models.main);
      await run("an agent without settings takes the main agent's", s, { agentId: "other" }, models.main);
      await run("an agent with settings", s, { agentId: "helper" }, models.agent);
      await run("the request", s, { agentId: "helper", model: models.request }, models.request);

      const key = "agent:helper:local:dm:pin";
      await run(
        "the request, in a session",
        s,
        { agentId: "helper", sessionKey: key, model: models.request },
        models.request,
      );
      await run("the session's pin", s, { agentId: "helper", sessionKey: key }, models.request);
      const other = await run(
        "the request over the pin",
        s,
        { agentId: "helper", sessionKey: key, runtime: "claude", model: models.global },
        models.global,
      );
      check.equal(other.runtime, "claude", "the request's engine over the global one");
    },
  }),

  scenario({
    id: "FAIL-18",
    name: "the registry knows ids, windows, limits, inputs, levels and prices, and takes providers from the config",
    mode: "together",
    run: async ({ stage, check, engines, server }) => {
      const acme = await server();
      const s = await stage({
        server: acme,
        config: {
          env: { ACME_KEY: "acme-secret", ANTHROPIC_API_KEY: "test-key" },
          providers: {
            acme: {
              name: "Acme",
              api: "anthropic-messages",
              baseUrl: acme.url,
              auth: "bearer",
              keyVariable: "ACME_KEY",
              headers: { "x-tenant": "t-1" },
              models: [{ id: "acme-1", aliases: ["ace"], contextWindow: 64_000, maxOutputTokens: 4_000 }],
            },
            lab: {
              api: "openai-completions",
              baseUrl: `${acme.url}/v1`,
              auth: "none",
              models: [{ id: "lab-1" }],
            },
          },
        },
      });
      for (const model of s.tandem.models()) {
        const what = `${model.provider}/${model.id}`;
        check.ok(model.contextWindow > 0 && model.maxOutputTokens > 0, `${what}: window and limit`);
        check.ok(model.input.includes("text"), `${what}: takes text`);
        check.ok(model.runtimes.length > 0 && model.thinkingLevels.length > 0, `${what}: engines and levels`);
        check.ok(
          model.price === null || model.price.output >= 0,
          `${what}: price known or said to be unknown`,
        );
      }
      check.ok(
        s.tandem.providers().some((provider) => provider.id === "acme"),
        "the provider is listed",
      );
      const mine = check.present(
        s.tandem.models().find((model) => model.id === "acme-1"),
        "the model is listed",
      );
      check.equal(mine.contextWindow, 64_000, "its window");
      for (const engine of engines) {
        if (!mine.runtimes.includes(engine.runtime)) continue;
        for (const name of ["acme/acme-1", "acme/ace"]) {
          const { result, requests } = await s.turn({ prompt: "hi", runtime: engine.runtime, model: name });
          const what = `${name} on ${engine.id}`;
          check.equal(result.status, "completed", `${what}: ${result.error?.message}`);
          check.equal(bodyOf(requests[0]).model, "acme-1", `${what}: model on the wire`);
          check.equal(requests[0]?.headers.authorization, "Bearer acme-secret", `${what}: key`);
          check.equal(requests[0]?.headers["x-api-key"], undefined, `${what}: no other key`);
          check.equal(requests[0]?.headers["x-tenant"], "t-1", `${what}: header`);
          check.within(bodyOf(requests[0]).max_tokens ?? 0, 1, 4_000, `${what}: output limit`);
        }
      }
      const lab = await s.turn({
        prompt: "hi",
        runtime: undefined,
        model: "lab/lab-1",
        sessionKey: sessionKey("lab"),
      });
      check.equal(lab.result.status, "completed", `an OpenAI kind: ${lab.result.error?.message}`);
      check.equal(lab.result.runtime, "pi", "its engine");
      check.equal(lab.requests[0]?.api, "openai-completions", "its API");
      check.equal(lab.requests[0]?.headers.authorization, undefined, "no key where none is needed");
    },
  }),
];
