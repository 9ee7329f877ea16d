/** One turn: its beginning and end, its result, and that its capabilities are true. */
import { createHash } from "node:crypto";
import type { ExecutionResult } from "../../src/kernel/result.ts";
import type { Check } from "../check.ts";
import { bodyOf, systemOf, toolNamesOf } from "../on-wire.ts";
import { sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Turn } from "../stage.ts";
import type { Reply } from "../wire/model-server.ts";

const HI = { prompt: "hi" } as const;

export const turnScenarios = [
  scenario({
    id: "TURN-02",
    name: "one start and one end, however the turn ends, and nothing is thrown",
    run: async ({ stage, check, note }) => {
      const s = await stage();
      const cases: readonly (readonly [name: string, reply: Reply, status: string])[] = [
        ["a plain reply", { text: "fine" }, "completed"],
        ["a refused request", { status: 400 }, "failed"],
        ["a missing model", { status: 404 }, "failed"],
        ["a failing provider", { status: 500 }, "failed"],
        ["a cut before headers", { cut: "before-headers" }, "failed"],
        ["a cut after a delta", { cut: "after-first-delta" }, "failed"],
        ["a stream without its end", { end: "after-block" }, "failed"],
        ["a web page in place of a stream", { malformed: "html" }, "failed"],
        ["a broken stream", { malformed: "broken-json" }, "failed"],
        ["an empty body", { empty: "body" }, "failed"],
        [
          "an error inside the stream",
          { sseError: { type: "api_error", message: "Internal failure" } },
          "failed",
        ],
        ["a reply that was cut by its limit", { text: "so far", stop: "max_tokens" }, "incomplete"],
      ];
      for (const [name, reply, status] of cases) {
        s.server.reply(reply);
        const turn = await s.turn({ ...HI, sessionKey: sessionKey("ends") });
        check.equal(turn.result.status, status, `${name}: status`);
        if (status !== "incomplete") {
          check.equal(turn.result.error === null, status === "completed", `${name}: an error if it failed`);
        }
        bounds(turn, check, name);
      }
      const throwing = await s.turn({
        ...HI,
        onAgentEvent: () => {
          throw new Error("callback");
        },
        streamMiddleware: [
          () => {
            throw new Error("middleware");
          },
        ],
      });
      check.equal(throwing.result.status, "completed", "throwing callbacks: status");
      check.ok(throwing.result.warnings.length > 0, "throwing callbacks: a warning says so");
      bounds(throwing, check, "throwing callbacks");
      check.equal(
        (await s.turn({ ...HI, sessionKey: sessionKey("ends") })).result.text,
        "ok",
        "the turn after",
      );
      note(`${cases.length + 1} ways to end`);
    },
  }),

  scenario({
    id: "TURN-05",
    name: "the result of a turn with a tool says everything about it",
    run: async ({ stage, check, engine }) => {
      const s = await stage();
      s.server.reply(
        {
          reasoning: "A tool can tell.",
          toolCalls: [{ id: "toolu_1", name: "weather", input: { city: "Oslo" } }],
          usage: { input: 1_000, output: 50, cacheRead: 200, cacheWrite: 30 },
        },
        { text: "Sunny.", usage: { input: 1_100, output: 10, cacheRead: 300 } },
      );
      const key = sessionKey("result");
      const { result, requests } = await s.turn({
        prompt: "Weather in Oslo?",
        sessionKey: key,
        extraTools: [toolOf("weather", () => textOutput("sun"))],
      });

      check.equal(result.status, "completed", "status");
      check.equal(result.stopReason, "stop", "stop reason");
      check.equal(result.text, "Sunny.", "text");
      check.deepEqual(result.payloads, [{ text: "Sunny." }], "payloads");
      check.equal(result.runtime, engine.runtime, "engine that ran");
      check.equal(result.provider, "anthropic", "provider");
      check.equal(result.model, "claude-sonnet-4-5", "model");
      check.equal(result.sessionKey, key, "session key");
      check.equal(s.tandem.sessions.get(key)?.id, result.sessionId, "session id");
      check.equal(result.turnCount, 2, "model calls");
      check.equal(result.userMessageCount, 1, "user messages");
      check.equal(result.compactionCount, 0, "compactions");
      check.deepEqual(result.pendingToolCalls, [], "pending calls");
      check.deepEqual(result.delivery, { state: "streamed", receipts: [] }, "delivery");
      check.deepEqual(
        result.usage,
        { input: 2_100, output: 60, cacheRead: 500, cacheWrite: 30, reasoning: 0 },
        "usage",
      );
      check.equal(result.error, null, "error");
      checkDurations(result, check);

      check.equal(result.attempts.length, 2, "attempts");
      check.equal(requests.length, 2, "requests");
      for (const [index, attempt] of result.attempts.entries()) {
        const { outcome, reason, status, runtime, provider, model, profile } = attempt;
        check.equal(attempt.index, index + 1, "attempt's index");
        check.deepEqual(
          { outcome, reason, status, runtime, provider, model },
          {
            outcome: "ok",
            reason: null,
            status: 200,
            runtime: engine.runtime,
            provider: "anthropic",
            model: "claude-sonnet-4-5",
          },
          `attempt ${index + 1}`,
        );
        check.ok(profile !== null && !profile.includes(s.key), "the profile is named, its key is not");
        check.within(attempt.firstByteMs ?? -1, 0, attempt.durationMs, "first byte before the end");
      }
      check.deepEqual(
        result.attempts.map((attempt) => attempt.usage?.input),
        [1_000, 1_100],
        "usage of each attempt",
      );

      const report = result.systemPrompt;
      const sent = systemOf(requests[0]).at(-1) ?? "";
      check.equal(report?.chars, sent.length, "characters of the system prompt, as sent");
      check.equal(report?.sha256, createHash("sha256").update(sent).digest("hex"), "its digest, as sent");
      check.deepEqual(
        report?.tools.map((tool) => tool.name).sort(),
        toolNamesOf(requests[0]),
        "tools, as sent",
      );

      const run = s.tandem.runs.get(result.runId);
      check.equal(run?.status, "completed", "the run's record");
      check.deepEqual(run?.attempts, result.attempts, "attempts in the record");
    },
  }),

  scenario({
    id: "TURN-05",
    name: "results have one shape on all engines, and differ in nothing but the engine and times",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage();
      const results: unknown[] = [];
      for (const engine of engines) {
        s.server.reply(
          { toolCalls: [{ id: "toolu_1", name: "one", input: {} }] },
          { text: "done", usage: { input: 7, output: 3, cacheRead: 2 } },
        );
        const { result } = await s.turn({
          ...HI,
          runtime: engine.runtime,
          extraTools: [toolOf("one", () => textOutput("1"))],
        });
        check.equal(result.status, "completed", `${engine.id}: ${result.error?.message}`);
        results.push(comparable(result));
      }
      for (const [index, result] of results.entries()) {
        check.deepEqual(result, results[0], `${engines[index]?.id} against ${engines[0]?.id}`);
      }
    },
  }),

  scenario({
    id: "TURN-04",
    name: "capabilities are true: what they lack is refused before anything is sent, what they have is on the wire",
    run: async ({ stage, check, note, server }) => {
      const acme = await server();
      const s = await stage({
        server: acme,
        config: {
          providers: {
            acme: {
              api: "anthropic-messages",
              baseUrl: acme.url,
              auth: "none",
              models: [
                { id: "blind", images: false, thinkingLevels: ["off"] },
                { id: "seeing", images: true, thinkingLevels: ["off"] },
              ],
            },
          },
        },
      });
      const pixel = { data: PIXEL, mimeType: "image/png" };
      const refused = [
        { ...HI, model: "acme/blind", images: [pixel] },
        { ...HI, model: "acme/blind", thinking: "high" },
        { ...HI, model: "acme/seeing", thinking: "minimal" },
      ] as const;
      for (const request of refused) {
        const { result, requests } = await s.turn(request);
        const what = JSON.stringify(request).slice(0, 80);
        check.equal(result.error?.code, "unsupported_capability", `${what}: code`);
        check.ok(result.error?.field, `${what}: field`);
        check.equal(requests.length, 0, `${what}: requests`);
      }
      const seen = await s.turn({ ...HI, model: "acme/seeing", images: [pixel] });
      check.equal(seen.result.status, "completed", "an image for a model that takes them");
      check.includes(seen.requests[0]?.rawBody ?? "", PIXEL, "the image on the wire");

      // Each parameter is either on the wire or refused by name; none is dropped.
      const params = [
        ["temperature", 0.3],
        ["topP", 0.8],
        ["maxOutputTokens", 777],
        ["stopSequences", ["HALT"]],
      ] as const;
      const names = {
        temperature: "temperature",
        topP: "top_p",
        maxOutputTokens: "max_tokens",
        stopSequences: "stop_sequences",
      } as const;
      const sent: string[] = [];
      for (const [name, value] of params) {
        const { result, requests } = await s.turn({ ...HI, streamParams: { [name]: value } });
        if (result.status === "completed") {
          check.deepEqual(bodyOf(requests[0])[names[name]], value, `${name} on the wire`);
          sent.push(name);
        } else {
          check.equal(result.error?.code, "unsupported_capability", `${name}: code`);
          check.equal(requests.length, 0, `${name}: requests`);
        }
      }
      note(`on the wire: ${sent.join(", ") || "none"}`);
    },
  }),
];

/** A PNG of one pixel. */
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

function bounds(turn: Turn, check: Check, name: string): void {
  const starts = turn.names.filter((type) => type === "lifecycle.start").length;
  const ends = turn.names.filter((type) => type === "lifecycle.end" || type === "lifecycle.error").length;
  check.equal(starts, 1, `${name}: starts`);
  check.equal(ends, 1, `${name}: ends`);
  check.equal(turn.names[0], "lifecycle.start", `${name}: first event`);
  check.equal(
    turn.names.at(-1),
    turn.result.status === "failed" ? "lifecycle.error" : "lifecycle.end",
    `${name}: last event`,
  );
}

function checkDurations({ durations }: ExecutionResult, check: Check): void {
  check.within(durations.queue ?? -1, 0, durations.total, "time in the queue");
  check.within(durations.prepare ?? -1, 0, durations.total, "time to prepare");
  check.within(durations.firstToken ?? -1, 0, durations.total, "time to the first token");
}

/** A result without what must differ from run to run. */
function comparable(result: ExecutionResult): unknown {
  const { runId, sessionKey: key, sessionId, durations, runtime, attempts, ...rest } = result;
  return {
    ...rest,
    durations: Object.keys(durations),
    ids: [runId, key, sessionId].map((value) => typeof value),
    runtime: typeof runtime,
    attempts: attempts.map(({ startedAt, durationMs, firstByteMs, runtime: ran, ...attempt }) => ({
      ...attempt,
      times: [startedAt, durationMs, firstByteMs].map((value) => typeof value),
      runtime: typeof ran,
    })),
  };
}
