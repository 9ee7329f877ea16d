import { expect, test } from "vitest";
import { WireRules } from "../wire-rules.ts";

const messagesOf = (rules: WireRules, messages: readonly object[]) =>
  (JSON.parse(rules.apply(JSON.stringify({ messages }))) as { messages: unknown }).messages;
const text = (said: string) => ({ type: "text", text: said });

test("what the binary says as the system in the middle of a conversation goes out as a reminder", () => {
  const rules = new WireRules(null, [], true);
  const cached = { ...text("Hello"), cache_control: { type: "ephemeral" } };
  const sent = messagesOf(rules, [
    { role: "user", content: [cached] },
    { role: "system", content: "It is Friday." },
    { role: "assistant", content: [text("Hi")] },
    { role: "system", content: [] },
    { role: "user", content: [text("Bye")] },
  ]);
  expect(sent).toEqual([
    { role: "user", content: [text("Hello"), text("<system-reminder>\nIt is Friday.\n</system-reminder>")] },
    { role: "assistant", content: [text("Hi")] },
    { role: "user", content: [{ ...text("Bye"), cache_control: { type: "ephemeral" } }] },
  ]);
});

test("pages that Read gives of a document stay beside the results, and nothing else does", () => {
  const rules = new WireRules(null, [], true);
  rules.order(["t1"]);
  rules.result("t1", [text("PDF read")], false);
  const page = { type: "document", source: { type: "base64", data: "JVBERg==" } };
  const results = {
    role: "user",
    content: [{ type: "tool_result", tool_use_id: "t1", content: "x" }, text("aside"), page],
  };
  expect(messagesOf(rules, [results])).toEqual([
    {
      role: "user",
      content: [{ type: "tool_result", tool_use_id: "t1", content: [text("PDF read")] }, page],
    },
  ]);
});
