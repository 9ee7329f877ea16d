import { expect, test } from "vitest";
import { NO_USAGE } from "../cost/usage.ts";
import type { Message } from "../sessions/message.ts";
import { scrubMessages } from "./scrub.ts";

const MARK = "ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL";
const LONG = `${MARK}_1FAEFB6177B4672DEE07F9D3AFC62588CCD2631EDCF22E8CCC1FB35B501C9C86`;

const history = (text: string): Message[] => [
  { role: "user", content: [{ type: "text", text: `please ${text}` }] },
  {
    role: "assistant",
    content: [
      { type: "text", text },
      { type: "tool-call", id: "c", name: "read", input: { path: `a ${text} b` } },
    ],
    origin: { runtime: "pi", provider: "p", model: "m", api: "a" },
    stop: "tool_calls",
    usage: NO_USAGE,
    costUsd: 0,
  },
  { role: "tool", toolCallId: "c", toolName: "read", content: [{ type: "text", text }], isError: false },
];

test("the string is gone from prompts, answers, arguments and results, in both its forms", () => {
  for (const text of [MARK, LONG, `x${LONG}y`]) {
    const sent = JSON.stringify(scrubMessages(history(text)));
    expect(sent).not.toContain(MARK);
    expect(sent).not.toContain("1FAEFB61");
    expect(sent.match(/\(redacted\)/g)).toHaveLength(4);
  }
});

test("a history without it is passed on untouched, not copied", () => {
  const clean = history("nothing");
  expect(scrubMessages(clean)).toBe(clean);
});
