/** The callbacks: each is called with what it is for. */
import type { TurnCallbacks } from "../../src/kernel/request.ts";
import { textOutput, toolOf } from "../props.ts";
import type { Probe, Row, RowFor } from "./row.ts";

/** A turn with reasoning, text, a tool and a last text; gives what the callback was called with. */
function called(name: keyof TurnCallbacks, expected: (calls: readonly unknown[], probe: Probe) => void): Row {
  return async (probe) => {
    const { s, marker, turn } = probe;
    const calls: unknown[] = [];
    s.server.reply(
      {
        reasoning: `because ${marker}`,
        text: `first ${marker}`,
        toolCalls: [{ id: "toolu_1", name: "step", input: {} }],
      },
      { text: `last ${marker}` },
    );
    await turn({
      prompt: "go",
      thinking: "low",
      extraTools: [toolOf("step", () => textOutput(`stepped ${marker}`))],
      [name]: (argument: unknown) => void calls.push(argument),
    });
    expected(calls, probe);
  };
}

export const CALLBACK_ROWS: RowFor<TurnCallbacks> = {
  onPartialReply: called("onPartialReply", (calls, { check, marker }) =>
    check.deepEqual(calls.at(-1), { text: `last ${marker}` }, "onPartialReply: the last"),
  ),
  onAssistantMessageStart: called("onAssistantMessageStart", (calls, { check }) =>
    check.equal(calls.length, 2, "onAssistantMessageStart: messages"),
  ),
  onBlockReply: called("onBlockReply", (calls, { check, marker }) =>
    check.deepEqual(calls, [{ text: `first ${marker}` }, { text: `last ${marker}` }], "onBlockReply: blocks"),
  ),
  onBlockReplyFlush: called("onBlockReplyFlush", (calls, { check }) =>
    check.equal(calls.length, 1, "onBlockReplyFlush: once, before the tool"),
  ),
  onReasoningStream: called("onReasoningStream", (calls, { check, marker }) =>
    check.deepEqual(calls.at(-1), { text: `because ${marker}` }, "onReasoningStream: the whole"),
  ),
  onToolResult: called("onToolResult", (calls, { check, marker }) =>
    check.includes(JSON.stringify(calls), `stepped ${marker}`, "onToolResult: the result"),
  ),
  onAgentEvent: called("onAgentEvent", (calls, { check }) => {
    const types = calls.map((event) => (event as { readonly type: string }).type);
    check.equal(types[0], "lifecycle.start", "onAgentEvent: the first");
    check.equal(types.at(-1), "lifecycle.end", "onAgentEvent: the last");
  }),
};
