/** The callbacks: each is called with what it is for, in one turn with reasoning, text, a tool and a last text. */
import type { TurnCallbacks } from "../../src/kernel/request.ts";
import type { Check } from "../check.ts";
import { textOutput, toolOf } from "../props.ts";
import type { Row } from "./row.ts";

type Expectation = (calls: readonly unknown[], check: Check, what: string) => void;

const equal =
  (...wanted: readonly unknown[]): Expectation =>
  (calls, check, what) =>
    check.deepEqual(calls, wanted, what);

/** What each was called with; one that is left out here does not compile. */
const EXPECTED: { readonly [Name in keyof Required<TurnCallbacks>]: Expectation } = {
  onPartialReply: (calls, check, what) => check.deepEqual(calls.at(-1), { text: "last word" }, what),
  onAssistantMessageStart: equal(undefined, undefined),
  onBlockReply: equal({ text: "first word" }, { text: "last word" }),
  onBlockReplyFlush: equal(undefined),
  onReasoningStream: (calls, check, what) => check.deepEqual(calls.at(-1), { text: "because" }, what),
  onToolResult: equal({ toolCallId: "toolu_1", toolName: "step", text: "stepped", isError: false }),
  onAgentEvent: (calls, check, what) => {
    const types = calls.map((event) => (event as { readonly type: string }).type);
    check.deepEqual([types[0], types.at(-1)], ["lifecycle.start", "lifecycle.end"], what);
  },
};

export const CALLBACK_COUNT = Object.keys(EXPECTED).length;

export const callbacks: Row = async ({ s, check, turn }) => {
  const calls = new Map<string, unknown[]>(Object.keys(EXPECTED).map((name) => [name, []]));
  s.server.reply(
    {
      reasoning: "because",
      text: "first word",
      toolCalls: [{ id: "toolu_1", name: "step", input: {} }],
    },
    { text: "last word" },
  );
  await turn({
    prompt: "go",
    thinking: "low",
    extraTools: [toolOf("step", () => textOutput("stepped"))],
    ...Object.fromEntries(
      [...calls].map(([name, list]) => [name, (argument: unknown) => void list.push(argument)]),
    ),
  });
  for (const [name, expectation] of Object.entries(EXPECTED)) expectation(calls.get(name) ?? [], check, name);
};
