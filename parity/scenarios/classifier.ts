/** What decides on the kind of a failure: facts before words, and words only where they are an error's own. */
import { classify, type FailureFacts } from "../../src/failure/classify.ts";
import type { FailureKind } from "../../src/kernel/errors.ts";
import { scenario } from "../registry.ts";

const CASES: readonly (readonly [what: string, facts: FailureFacts, kind: FailureKind])[] = [
  ["a status before its words", { status: 529, message: "billing" }, "overloaded"],
  ["a status without words", { status: 401, message: "" }, "auth"],
  [
    "a code before the status",
    { status: 400, code: "context_length_exceeded", message: "" },
    "context_overflow",
  ],
  ["a type inside a stream", { status: 200, type: "overloaded_error", message: "Overloaded" }, "overloaded"],
  ["a socket's code", { socketCode: "ECONNRESET", message: "read ECONNRESET" }, "network"],
  ["the idle limit", { idle: true, message: "This operation was aborted" }, "timeout"],
  [
    "a token rate that speaks of tokens",
    { status: 429, message: "Limit 30000 tokens per minute reached: requested 45000." },
    "rate_limit",
  ],
  ["a quota that waiting does not fill", { status: 429, code: "insufficient_quota", message: "" }, "billing"],
  [
    "an output limit over the window",
    { status: 400, message: "input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000" },
    "context_overflow",
  ],
  ["digits in an id", { message: "request req_402f429a500 ended: other side closed" }, "network"],
  [
    "digits in a token count",
    { message: "prompt is too long: 250429 tokens > 200402 maximum" },
    "context_overflow",
  ],
  ["a port", { message: "connect ECONNREFUSED 127.0.0.1:4029" }, "network"],
  [
    "prose about billing",
    {
      message:
        "Here is how billing works.\n\n## Plans\n\nEach plan has credits; when credits are used up a payment is required.\n\n- Upgrade your plan in the settings.",
    },
    "unknown",
  ],
  ["nothing at all", { message: "" }, "unknown"],
];

export const classifierScenarios = [
  scenario({
    id: "FAIL-02",
    name: "facts decide before words; ids, counts and prose are no errors, and a rate in tokens is no overflow",
    mode: "layer",
    run: async ({ check, note }) => {
      for (const [what, facts, kind] of CASES) {
        const { kind: found, decidedBy, remediation } = classify(facts);
        check.equal(found, kind, `${what} (decided by: ${decidedBy})`);
        check.ok(remediation.length > 10, `${what}: remedy`);
      }
      note(`${CASES.length} cases`);
    },
  }),
];
