import { expect, test } from "vitest";
import type { Usage } from "../../../cost/usage.ts";
import { resultIds, Subagents } from "./subagents.ts";

type Messages = readonly { readonly role: string; readonly content: unknown }[];

const asks = { role: "user", content: [{ type: "text", text: "Look." }] };
const calls = { role: "assistant", content: [{ type: "tool_use", id: "t1", name: "Read", input: {} }] };
const results = { role: "user", content: [{ type: "tool_result", tool_use_id: "t1", content: "it" }] };
const says = { role: "assistant", content: [{ type: "text", text: "half" }] };
const goesOn = { role: "user", content: [{ type: "text", text: "Output token limit hit. Go on." }] };

function lab(answer = "") {
  const used: Usage[] = [];
  let granted = 0;
  const opened: string[] = [];
  const subagents = new Subagents((type) => {
    opened.push(type);
    return {
      fetch: async () => new Response(answer),
      expect: () => {
        granted++;
      },
      complete: (usage) => used.push(usage),
      close: () => {},
    };
  });
  const route = (id: string, messages: Messages) => subagents.route(id, JSON.stringify({ messages }));
  return { subagents, route, used, opened, granted: () => granted };
}

test("a subagent's requests are expected: its first, and those that bring results", () => {
  const { subagents, route, opened, granted } = lab();
  subagents.started("a1", "Explore");
  expect(route("a1", [asks])).not.toBeNull();
  expect(route("a1", [asks, calls, results])).not.toBeNull();
  expect(opened).toEqual(["Explore"]);
  expect(granted()).toBe(2);
});

test("what nobody asked for is refused: an unknown agent, a hidden continuation, a second try, a request after the end", () => {
  const { subagents, route, granted } = lab();
  subagents.started("a1", "Explore");
  expect(route("other", [asks])).toBeNull();
  expect(route("a1", [asks])).not.toBeNull();
  expect(route("a1", [asks])).toBeNull();
  expect(route("a1", [asks, says, goesOn])).toBeNull();
  subagents.end();
  expect(route("a1", [asks, calls, results])).toBeNull();
  expect(granted()).toBe(1);
});

test("one that a hook did not let stop may go on once", () => {
  const { subagents, route } = lab();
  subagents.started("a1", "Explore");
  route("a1", [asks]);
  subagents.goesOn("a1");
  expect(route("a1", [asks, says, goesOn])).not.toBeNull();
  expect(route("a1", [asks, says, goesOn, says, goesOn])).toBeNull();
});

test("the usage of an answer is told, and the answer passes as it is", async () => {
  const events = [
    { type: "message_start", message: { usage: { input_tokens: 7, output_tokens: 1 } } },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Grüße" } },
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 5 } },
    { type: "message_stop" },
  ];
  const answer = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");
  const { subagents, route, used } = lab(answer);
  subagents.started("a1", "Explore");
  const response = await route("a1", [asks])!.fetch("http://relay/v1/messages");
  expect(await response.text()).toBe(answer);
  expect(used).toEqual([{ input: 7, output: 5, cacheRead: 0, cacheWrite: 0, reasoning: 0 }]);
});

test("the results a request brings are those of its last message", () => {
  expect(resultIds(JSON.stringify({ messages: [asks, calls, results] }))).toEqual(["t1"]);
  expect(resultIds(JSON.stringify({ messages: [asks, calls, results, says, goesOn] }))).toEqual([]);
});
