import type { AssistantMessageEvent, AssistantMessage as PiAssistant } from "@earendil-works/pi-ai";
import { describe, expect, test } from "vitest";
import type { EngineEvent } from "../runtime.ts";
import { CallTracker } from "./calls.ts";
import { model } from "./drive.test-helper.ts";
import { MessageTranslator } from "./events.ts";
import { toPiHistory } from "./history.ts";
import { createPiRuntime } from "./index.ts";
import { stopOf, toEngineMessage } from "./reply.ts";

type Unplaced<T> = T extends { readonly partial: PiAssistant } ? Omit<T, "partial"> : never;

function piMessage(content: PiAssistant["content"], change: Partial<PiAssistant> = {}): PiAssistant {
  return {
    role: "assistant",
    content,
    api: "anthropic-messages",
    provider: "loop",
    model: "m-1",
    usage: {
      input: 0,
      output: 0,
      cacheRead: 0,
      cacheWrite: 0,
      totalTokens: 0,
      cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, total: 0 },
    },
    stopReason: "stop",
    timestamp: 0,
    ...change,
  };
}

function translate(partial: PiAssistant, events: readonly Unplaced<AssistantMessageEvent>[]): EngineEvent[] {
  const seen: EngineEvent[] = [];
  const translator = new MessageTranslator((event) => seen.push(event), new CallTracker(new Set()));
  for (const event of events) translator.update({ ...event, partial } as AssistantMessageEvent);
  return seen;
}

describe("one message's events", () => {
  test("a provider that goes back and forth between blocks is shown as blocks in order", () => {
    const partial = piMessage([
      { type: "thinking", thinking: "ac" },
      { type: "text", text: "b" },
    ]);
    const events = translate(partial, [
      { type: "thinking_start", contentIndex: 0 },
      { type: "thinking_delta", contentIndex: 0, delta: "a" },
      { type: "text_start", contentIndex: 1 },
      { type: "text_delta", contentIndex: 1, delta: "b" },
      { type: "thinking_delta", contentIndex: 0, delta: "c" },
      { type: "thinking_end", contentIndex: 0, content: "ac" },
      { type: "text_end", contentIndex: 1, content: "b" },
    ]);
    expect(events.map((event) => ("block" in event ? `${event.type} ${event.block}` : event.type))).toEqual([
      "message-start",
      "reasoning-start 0",
      "reasoning-delta 0",
      "reasoning-end 0",
      "text-start 1",
      "text-delta 1",
      "text-end 1",
      "reasoning-start 2",
      "reasoning-delta 2",
      "reasoning-end 2",
    ]);
  });

  test("a block that came whole, without deltas, is shown whole", () => {
    const events = translate(piMessage([{ type: "text", text: "All at once" }]), [
      { type: "text_start", contentIndex: 0 },
      { type: "text_end", contentIndex: 0, content: "All at once" },
    ]);
    expect(events.slice(1)).toEqual([
      { type: "text-start", block: 0 },
      { type: "text-delta", block: 0, delta: "All at once" },
      { type: "text-end", block: 0 },
    ]);
  });

  test("redacted thinking shows nothing", () => {
    const partial = piMessage([
      { type: "thinking", thinking: "[Reasoning redacted]", thinkingSignature: "b3BhcXVl", redacted: true },
    ]);
    const events = translate(partial, [
      { type: "thinking_start", contentIndex: 0 },
      { type: "thinking_end", contentIndex: 0, content: "[Reasoning redacted]" },
    ]);
    expect(events).toEqual([{ type: "message-start" }]);
  });

  test("two calls with one id, or none, are told apart", () => {
    const call = (id: string) => ({ type: "toolCall", id, name: "look", arguments: {} }) as const;
    const partial = piMessage([call("same"), call("same"), call("")]);
    const events = translate(
      partial,
      [0, 1, 2].map((contentIndex) => ({ type: "toolcall_start" as const, contentIndex })),
    );
    const ids = events.flatMap((event) => (event.type === "tool-input-start" ? [event.id] : []));
    expect(ids[0]).toBe("same");
    expect(new Set(ids).size).toBe(3);
    expect(partial.content.map((block) => (block.type === "toolCall" ? block.id : ""))).toEqual(ids);
  });

  test("an event Pi may come to send is reported by its name", () => {
    const unheard = { type: "audio_start", contentIndex: 0 } as unknown as Unplaced<AssistantMessageEvent>;
    expect(translate(piMessage([]), [unheard])).toContainEqual({ type: "unknown", name: "audio_start" });
  });
});

test("redacted thinking is kept, and goes back to the model that made it", () => {
  const pi = piMessage([
    { type: "thinking", thinking: "[Reasoning redacted]", thinkingSignature: "b3BhcXVl", redacted: true },
    { type: "text", text: "Yes." },
  ]);
  const message = toEngineMessage(pi, "stop", () => undefined);
  expect(message.content[0]).toEqual({ type: "thinking", text: "", signature: "b3BhcXVl", redacted: true });
  const provider = { id: "loop", name: "Loop", baseUrl: "http://x", auth: "none", keyVariables: [] } as const;
  const origin = { runtime: "pi", provider: "loop", model: "m-1", api: "anthropic-messages" } as const;
  const back = toPiHistory(
    [{ role: "assistant", ...message, origin, costUsd: null }],
    model("anthropic-messages"),
    provider,
  );
  expect(back.messages[0]).toMatchObject({
    content: [
      { type: "thinking", thinkingSignature: "b3BhcXVl", redacted: true },
      { type: "text", text: "Yes." },
    ],
  });
});

test.each([
  [{ stopReason: "stop" }, "stop"],
  [{ stopReason: "stop", rawStopReason: "stop_sequence" }, "stop_sequence"],
  [{ stopReason: "toolUse" }, "stop"],
  [{ stopReason: "length" }, "max_tokens"],
  [{ stopReason: "error", rawStopReason: "content_filter" }, "refusal"],
  [{ stopReason: "error", rawStopReason: "incomplete.content_filter" }, "refusal"],
  [{ stopReason: "error" }, null],
  [{ stopReason: "aborted" }, null],
] as const)("%o means %s", (change, stop) => {
  expect(stopOf(piMessage([], change))).toBe(stop);
});

test("a server that says stop beside a tool call means the call", () => {
  const content = [{ type: "toolCall", id: "a", name: "look", arguments: {} }] as PiAssistant["content"];
  expect(stopOf(piMessage(content))).toBe("tool_calls");
});

test("the engine names the version it runs", async () => {
  expect(await createPiRuntime().check()).toEqual({ ok: true, version: "0.87.1" });
});
