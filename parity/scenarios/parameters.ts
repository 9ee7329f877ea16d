/** Sampling and limits: each parameter is in the body as it was asked, the same on every engine, or refused before anything leaves. */
import type { StreamParams, TurnRequest } from "../../src/kernel/request.ts";
import { bodyOf } from "../on-wire.ts";
import { scenario } from "../registry.ts";
import type { CapturedRequest } from "../wire/model-server.ts";

const HI = { prompt: "hi" };

export const parameterScenarios = [
  scenario({
    id: "TURN-10",
    name: "temperature, top-p, output limit and stop sequences stand in the body exactly, alone and together",
    run: async ({ stage, check }) => {
      const s = await stage();
      const cases: readonly (readonly [StreamParams, Readonly<Record<string, unknown>>])[] = [
        // An engine in a process of its own starts one for each set, so the sets are few.
        [
          { temperature: 0, maxOutputTokens: 1 },
          { temperature: 0, max_tokens: 1 },
        ],
        [
          { topP: 0.8, stopSequences: ["HALT", "\n\n"] },
          { top_p: 0.8, stop_sequences: ["HALT", "\n\n"] },
        ],
        [
          { temperature: 0.5, topP: 0.9, maxOutputTokens: 500, stopSequences: ["X"] },
          { temperature: 0.5, top_p: 0.9, max_tokens: 500, stop_sequences: ["X"] },
        ],
      ];
      for (const [streamParams, wanted] of cases) {
        const { result, requests } = await s.turn({ ...HI, streamParams });
        const what = JSON.stringify(streamParams);
        check.equal(result.status, "completed", `${what}: ${result.error?.message}`);
        const body = { ...bodyOf(requests[0]) } as Readonly<Record<string, unknown>>;
        for (const [field, value] of Object.entries(wanted))
          check.deepEqual(body[field], value, `${what}: ${field}`);
      }
      const { requests } = await s.turn(HI);
      const plain = bodyOf(requests[0]);
      for (const field of ["temperature", "top_p", "stop_sequences"] as const)
        check.equal(plain[field], undefined, `${field} where none was asked`);
    },
  }),

  scenario({
    id: ["TURN-10", "TURN-09"],
    name: "an output limit is sent as it was asked while the model thinks, and thinking leaves room in it",
    mode: "together",
    run: async ({ stage, check, engines, note }) => {
      const s = await stage();
      for (const maxOutputTokens of [1_500, 8_000]) {
        const sent = [];
        for (const engine of engines) {
          const turn = {
            ...HI,
            runtime: engine.runtime,
            thinking: "high",
            streamParams: { maxOutputTokens },
          } as const;
          const { result, requests } = await s.turn(turn);
          check.equal(
            result.status,
            "completed",
            `${maxOutputTokens} on ${engine.id}: ${result.error?.message}`,
          );
          const { max_tokens: limit, thinking } = bodyOf(requests[0]);
          check.equal(limit, maxOutputTokens, `limit on ${engine.id}`);
          check.within(thinking?.budget_tokens ?? 0, 1_024, maxOutputTokens - 1, `budget on ${engine.id}`);
          sent.push(thinking?.budget_tokens);
        }
        check.equal(new Set(sent).size, 1, `${maxOutputTokens}: the same budget on every engine (${sent})`);
        note(`${maxOutputTokens} with a budget of ${sent[0]}`);
      }
    },
  }),

  scenario({
    id: "TURN-10",
    name: "cache retention decides the marks in the body: none, five minutes, an hour",
    run: async ({ stage, check }) => {
      const s = await stage();
      const marks = async (cacheRetention: StreamParams["cacheRetention"]) => {
        const request: TurnRequest =
          cacheRetention === undefined ? HI : { ...HI, streamParams: { cacheRetention } };
        const { result, requests } = await s.turn(request);
        check.equal(result.status, "completed", `${cacheRetention}: ${result.error?.message}`);
        return marksOf(requests[0]!);
      };
      check.deepEqual(await marks("none"), [], "none");
      for (const retention of [undefined, "short"] as const) {
        const short = await marks(retention);
        check.ok(short.length > 0, `${retention}: marks`);
        check.ok(
          short.every((ttl) => ttl === "5m"),
          `${retention}: five minutes (${short})`,
        );
      }
      const long = await marks("long");
      check.ok(long.length > 0 && long.every((ttl) => ttl === "1h"), `long: an hour (${long})`);
    },
  }),

  scenario({
    id: ["TURN-10", "TURN-06"],
    name: "what a model or its thinking does not take is refused by its field, and nothing is sent",
    run: async ({ stage, check, engine }) => {
      const s = await stage();
      const thinking = { ...HI, thinking: "low" } as const;
      const cases: readonly (readonly [TurnRequest, string])[] = [
        [{ ...HI, model: "anthropic/claude-opus-4-8", streamParams: { temperature: 1 } }, "temperature"],
        [{ ...HI, model: "anthropic/claude-opus-4-8", streamParams: { topP: 0.9 } }, "topP"],
        [{ ...thinking, streamParams: { temperature: 0.5 } }, "temperature"],
        [{ ...thinking, streamParams: { topP: 0.5 } }, "topP"],
        [{ ...thinking, streamParams: { maxOutputTokens: 1_024 } }, "maxOutputTokens"],
        [{ ...HI, streamParams: { temperature: 2.1 } }, "temperature"],
        [{ ...HI, streamParams: { topP: -0.1 } }, "topP"],
        [{ ...HI, streamParams: { maxOutputTokens: 0 } }, "maxOutputTokens"],
        [{ ...HI, streamParams: { stopSequences: [""] } }, "stopSequences[0]"],
      ];
      for (const [request, field] of cases) {
        const { result, requests } = await s.turn(request);
        const what = `${JSON.stringify(request)} on ${engine.id}`;
        check.equal(result.error?.kind, "validation_failed", `${what}: kind`);
        check.equal(result.error?.field, `streamParams.${field}`, `${what}: field`);
        check.equal(requests.length, 0, `${what}: requests`);
      }
    },
  }),

  scenario({
    id: "TURN-10",
    name: "the parameters reach OpenAI's two APIs under their names there",
    engines: ["pi"],
    run: async ({ stage, check, server }) => {
      const acme = await server();
      const s = await stage({
        server: acme,
        config: {
          providers: {
            acme: {
              api: "openai-completions",
              baseUrl: `${acme.url}/v1`,
              auth: "none",
              models: [{ id: "chat" }],
            },
          },
        },
      });
      const chat = await s.turn({
        ...HI,
        model: "acme/chat",
        streamParams: { temperature: 0.2, topP: 0.7, maxOutputTokens: 99, stopSequences: ["HALT"] },
      });
      check.equal(chat.result.status, "completed", `chat: ${chat.result.error?.message}`);
      const { temperature, top_p, max_tokens, stop } = (chat.requests[0]?.body ?? {}) as Record<
        string,
        unknown
      >;
      check.deepEqual(
        { temperature, top_p, max_tokens, stop },
        { temperature: 0.2, top_p: 0.7, max_tokens: 99, stop: ["HALT"] },
        "the chat body",
      );
      const responses = await s.turn({
        ...HI,
        model: "openai/gpt-5.5",
        streamParams: { temperature: 0.2, topP: 0.7, maxOutputTokens: 99 },
      });
      check.equal(responses.result.status, "completed", `responses: ${responses.result.error?.message}`);
      const body = (responses.requests[0]?.body ?? {}) as Record<string, unknown>;
      check.deepEqual(
        [body.temperature, body.top_p, body.max_output_tokens],
        [0.2, 0.7, 99],
        "the responses body",
      );
      const refused = await s.turn({
        ...HI,
        model: "openai/gpt-5.5",
        streamParams: { stopSequences: ["X"] },
      });
      check.equal(refused.result.error?.field, "streamParams.stopSequences", "stop sequences there");
      check.equal(refused.requests.length, 0, "requests for them");
    },
  }),
];

/** How long each mark in a body is to be kept: `5m` unless it says otherwise. */
function marksOf(request: CapturedRequest): string[] {
  const found: string[] = [];
  JSON.stringify(request.body, (key, value: { readonly ttl?: string } | null) => {
    if (key === "cache_control" && value) found.push(value.ttl ?? "5m");
    return value;
  });
  return found;
}
