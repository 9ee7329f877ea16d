/** What a failure is called, what it tells, and that nothing continues by itself after one. */
import { FAILURE_KINDS, FAILURE_TABLE } from "../../src/kernel/errors.ts";
import type { StopReason } from "../../src/kernel/result.ts";
import { lineOf, partsOf } from "../on-wire.ts";
import { sessionKey, textOutput, toolOf } from "../props.ts";
import { type ScenarioContext, scenario } from "../registry.ts";
import type { Reply } from "../wire/model-server.ts";

/** How a provider fails, and the kind it must be on every engine. */
const FAULTS: readonly (readonly [name: string, reply: Reply, kind: string, status: number | null])[] = [
  ["400", { status: 400 }, "format", 400],
  ["401", { status: 401 }, "auth", 401],
  ["402", { status: 402 }, "billing", 402],
  ["403", { status: 403 }, "auth", 403],
  ["404", { status: 404 }, "model_not_found", 404],
  ["429", { status: 429, headers: { "retry-after": "7" } }, "rate_limit", 429],
  ["500", { status: 500 }, "server_error", 500],
  [
    "502 with a web page",
    { status: 502, body: "<html><body>Bad Gateway</body></html>" },
    "server_error",
    502,
  ],
  ["529", { status: 529 }, "overloaded", 529],
  ["529 without a body", { status: 529, body: "" }, "overloaded", 529],
  [
    "a long prompt",
    { status: 400, body: anthropicError("prompt is too long: 250000 tokens > 200000 maximum") },
    "context_overflow",
    400,
  ],
  ["a reset", { cut: "before-headers" }, "network", null],
  ["a cut stream", { cut: "after-first-delta" }, "network", 200],
  ["an error event", { sseError: { type: "overloaded_error", message: "Overloaded" } }, "overloaded", 200],
];

function anthropicError(message: string): object {
  return { type: "error", error: { type: "invalid_request_error", message } };
}

export const failureScenarios = [
  scenario({
    id: "FAIL-01",
    name: "every provider failure has one kind, remedy, retryability and raw cause, the same on all engines",
    mode: "together",
    run: async ({ stage, server, check, engines, note }) => {
      const provider = await server();
      for (const [name, reply, kind, status] of FAULTS) {
        for (const engine of engines) {
          // A data folder of its own, so that no credential rests because of the failure before.
          const s = await stage({ server: provider, accounting: false });
          s.server.reply(reply);
          const { result, requests } = await s.turn({ prompt: "hi", runtime: engine.runtime });
          const what = `${name} on ${engine.id}`;
          check.equal(result.status, "failed", `${what}: status`);
          check.equal(result.error?.kind, kind, `${what}: kind (${result.error?.message})`);
          const facts = FAILURE_TABLE[result.error?.kind ?? "unknown"];
          check.equal(result.error?.retryable, facts.retryable, `${what}: retryable`);
          check.ok((result.error?.remediation ?? "").length > 10, `${what}: remedy`);
          check.equal(requests.length, 1, `${what}: requests`);
          check.equal(result.attempts.length, 1, `${what}: attempts`);
          check.equal(result.attempts[0]?.reason, kind, `${what}: reason of the attempt`);
          check.equal(result.attempts[0]?.status, status, `${what}: status of the attempt`);
          if (name === "429") check.equal(result.attempts[0]?.retryAfterMs, 7_000, `${what}: Retry-After`);
          if (typeof status === "number" && status >= 400 && !name.includes("without")) {
            check.ok((result.error?.message ?? "").length > 0, `${what}: the provider's own words`);
          }
          check.excludes(JSON.stringify(result), s.key, `${what}: the key`);
        }
      }
      note(`${FAULTS.length} failures on ${engines.length} engines`);
    },
  }),

  scenario({
    id: "FAIL-01",
    name: "every kind of the taxonomy has its facts, and a refused connection is one of them",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      for (const kind of FAILURE_KINDS) {
        check.equal(typeof FAILURE_TABLE[kind].retryable, "boolean", `${kind}: retryable`);
        check.ok(FAILURE_TABLE[kind].remediation.length > 10, `${kind}: remedy`);
      }
      const s = await stage({ config: { providers: { anthropic: { baseUrl: "http://127.0.0.1:9" } } } });
      for (const engine of engines) {
        const { result } = await s.turn({ prompt: "hi", runtime: engine.runtime });
        check.equal(result.error?.kind, "network", `${engine.id}: kind`);
        check.equal(result.error?.retryable, true, `${engine.id}: retryable`);
        check.match(JSON.stringify(result.error), /ECONNREFUSED/, `${engine.id}: raw cause`);
        check.match(result.error?.remediation ?? "", /base URL/i, `${engine.id}: remedy`);
        check.equal(result.attempts.length, 1, `${engine.id}: attempts`);
      }
    },
  }),

  scenario({
    id: ["TURN-05", "FAIL-14"],
    name: "after an overlong, refused or empty reply nothing goes on by itself, and the next turn is clean",
    run: (context) => nothingGoesOn(context, LIMITED),
  }),

  scenario({
    id: ["TURN-05", "FAIL-14"],
    name: "after a reply that broke off nothing goes on by itself, and the next turn is clean",
    run: (context) => nothingGoesOn(context, BROKEN),
  }),
];

/** A reply that an engine might like to continue after, and how the turn must end instead. */
type Ending = readonly [name: string, reply: Reply, stopReason: StopReason];

const LIMITED: readonly Ending[] = [
  ["the output limit", { text: "as far as it goes", stop: "max_tokens" }, "max_tokens"],
  [
    "a limit inside a call",
    { stop: "max_tokens", toolCalls: [{ id: "toolu_cut", name: "act", input: {}, rawInput: '{"a":' }] },
    "max_tokens",
  ],
  ["a refusal", { text: "I cannot.", stop: "refusal" }, "refusal"],
  ["an empty refusal", { empty: "content", stop: "refusal" }, "refusal"],
  ["an empty reply", { empty: "content" }, "stop"],
  ["a stop sequence", { text: "until here", stop: "stop_sequence" }, "stop_sequence"],
  ["a call without a tool", { text: "nothing", stop: "tool_calls" }, "stop"],
];

const BROKEN: readonly Ending[] = [
  ["a cut stream", { cut: "after-first-delta", text: ["one ", "two"] }, "error"],
  ["a cut after a block", { cut: "after-block", text: "one block" }, "error"],
  [
    "a cut in a call",
    { cut: "in-tool-json", toolCalls: [{ name: "act", input: { path: "somewhere" } }] },
    "error",
  ],
  ["a missing end", { end: "before-terminal", text: "no end" }, "error"],
];

async function nothingGoesOn(
  { stage, check, note }: ScenarioContext,
  endings: readonly Ending[],
): Promise<void> {
  const s = await stage();
  let acted = 0;
  const act = toolOf("act", () => {
    acted += 1;
    return textOutput("acted");
  });
  for (const [name, reply, stopReason] of endings) {
    const key = sessionKey(name.replaceAll(" ", "-"));
    s.server.reply(reply);
    const turn = await s.turn({ prompt: `before ${name}`, sessionKey: key, extraTools: [act] });
    check.equal(turn.requests.length, 1, `${name}: requests`);
    check.equal(turn.result.attempts.length, 1, `${name}: attempts`);
    check.equal(turn.result.stopReason, stopReason, `${name}: stop reason (${turn.result.error?.message})`);
    s.server.reply({ text: "clean" });
    const next = await s.turn({ prompt: "and now?", sessionKey: key, extraTools: [act] });
    check.equal(next.result.text, "clean", `${name}: the next turn (${next.result.error?.message})`);
    check.equal(next.requests.length, 1, `${name}: requests of the next turn`);
    const ours = new Set([`user:text:before ${name}`, "user:text:and now?"]);
    const lines = partsOf(next.requests[0]).map(lineOf);
    const foreign = lines.filter((line) => line.startsWith("user:text:") && !ours.has(line));
    check.deepEqual(foreign, [], `${name}: user texts in the next request that nobody wrote`);
  }
  check.equal(acted, 0, "calls that ran although their arguments were cut");
  note(`${endings.length} endings`);
}
