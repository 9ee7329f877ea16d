/** The one stream of events: its names and order on every engine, callbacks and cursors. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { EventType, TandemEvent } from "../../src/events/event.ts";
import { CHILD } from "../programs.ts";
import { eventsOf, gate, sessionKey, shownText, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Stage, Turn } from "../stage.ts";

/** Reasoning, text, two calls of which one fails, and a final text. */
async function fullTurn(s: Stage, runtime: Turn["result"]["runtime"], extra: object = {}): Promise<Turn> {
  s.server.reply(
    {
      reasoning: "Two tools should do.",
      text: "Let me see.",
      toolCalls: [
        { id: "toolu_good", name: "good", input: { n: 1 } },
        { id: "toolu_bad", name: "bad", input: { n: 2 } },
      ],
    },
    { text: ["One of ", "them failed."] },
  );
  return s.turn({
    prompt: "Use both.",
    ...(runtime === null ? {} : { runtime }),
    thinking: "low",
    extraTools: [
      toolOf("good", () => textOutput("fine")),
      toolOf("bad", () => {
        throw new Error("it broke");
      }),
    ],
    ...extra,
  });
}

const FULL_TURN: readonly EventType[] = [
  "lifecycle.start",
  "route",
  "attempt.start",
  "step-start",
  "reasoning-start",
  "reasoning-delta",
  "reasoning-end",
  "text-start",
  "text-delta",
  "text-end",
  "tool-input-start",
  "tool-input-delta",
  "tool-input-end",
  "tool-input-start",
  "tool-input-delta",
  "tool-input-end",
  "tool-call",
  "tool-call",
  "attempt.end",
  "tool-result",
  "tool-result",
  "step-finish",
  "attempt.start",
  "step-start",
  "text-start",
  "text-delta",
  "text-end",
  "attempt.end",
  "step-finish",
  "finish",
  "lifecycle.end",
];

export const streamScenarios = [
  scenario({
    id: "STREAM-01",
    name: "reasoning, text, two tool calls (one failing) and a final text: the events stand in the documented order",
    run: async ({ stage, check, engine }) => {
      const s = await stage();
      const { result, events, names } = await fullTurn(s, engine.runtime);
      check.equal(result.status, "completed", "status");
      check.deepEqual(names, FULL_TURN, "names in order");
      check.deepEqual(
        events.map((event) => event.seq),
        events.map((_, index) => index + 1),
        "cursors without gaps",
      );
      check.ok(
        events.every((event) => event.runId === result.runId && event.at > 0),
        "every event names its run and time",
      );
      check.equal(shownText(events), "Let me see.One of them failed.", "text");
      const reasoning = eventsOf(events, "reasoning-delta").map((event) => event.delta);
      check.equal(reasoning.join(""), "Two tools should do.", "reasoning");
      check.deepEqual(
        eventsOf(events, "tool-call").map(({ toolCallId, toolName, input }) => ({
          toolCallId,
          toolName,
          input,
        })),
        [
          { toolCallId: "toolu_good", toolName: "good", input: { n: 1 } },
          { toolCallId: "toolu_bad", toolName: "bad", input: { n: 2 } },
        ],
        "calls under the model's own ids and names",
      );
      check.deepEqual(
        eventsOf(events, "tool-result").map(({ toolCallId, isError }) => ({ toolCallId, isError })),
        [
          { toolCallId: "toolu_good", isError: false },
          { toolCallId: "toolu_bad", isError: true },
        ],
        "results in the order of the calls",
      );
      const raw = eventsOf(events, "tool-input-delta").filter((event) => event.toolCallId === "toolu_good");
      check.equal(raw.map((event) => event.delta).join(""), '{"n":1}', "arguments as streamed");
      const open = eventsOf(events, "text-start").map((event) => event.id);
      check.deepEqual(
        eventsOf(events, "text-end").map((event) => event.id),
        open,
        "every block is closed",
      );
      check.equal(new Set(open).size, open.length, "block ids are unique in the run");
      const [finish] = eventsOf(events, "finish");
      check.deepEqual(finish?.usage, result.usage, "usage of the end");
    },
  }),

  scenario({
    id: "STREAM-01",
    name: "the same scenario gives the same events on all engines, contents included",
    mode: "together",
    run: async ({ stage, check, engines, note }) => {
      const s = await stage();
      const streams: unknown[] = [];
      for (const engine of engines) {
        const { result, events } = await fullTurn(s, engine.runtime);
        check.equal(result.status, "completed", `${engine.id}: ${result.error?.message}`);
        streams.push(comparable(events));
      }
      for (const [index, stream] of streams.entries()) {
        check.deepEqual(stream, streams[0], `${engines[index]?.id} against ${engines[0]?.id}`);
      }
      note(`${(streams[0] as unknown[]).length} events compared`);
    },
  }),

  scenario({
    id: "STREAM-01",
    name: "an event nobody knows is passed over, and the turn goes on",
    run: async ({ stage, check }) => {
      const s = await stage();
      s.server.reply({ malformed: "unknown-event", text: "fine all the same" });
      const { result, names } = await s.turn({ prompt: "hi" });
      check.equal(result.text, "fine all the same", "reply");
      check.ok(!names.includes("warning"), "nobody is warned about it");
    },
  }),

  scenario({
    id: "STREAM-02",
    name: "callbacks tell the same as the events, in their order, and partials never get shorter",
    run: async ({ stage, check, engine }) => {
      const s = await stage();
      const calls: string[] = [];
      const partials: string[] = [];
      const blocks: string[] = [];
      const reasoning: string[] = [];
      const seen: TandemEvent[] = [];
      const results: { toolName: string; text: string; isError: boolean }[] = [];
      const log = (name: string) => {
        if (calls.at(-1) !== name) calls.push(name);
      };
      const { events } = await fullTurn(s, engine.runtime, {
        onAssistantMessageStart: () => log("start"),
        onReasoningStream: (part: { text: string }) => {
          log("reasoning");
          reasoning.push(part.text);
        },
        onPartialReply: (part: { text: string }) => {
          log("partial");
          partials.push(part.text);
        },
        onBlockReply: (block: { text: string }) => {
          log("block");
          blocks.push(block.text);
        },
        onBlockReplyFlush: () => log("flush"),
        onToolResult: (result: { toolName: string; text: string; isError: boolean }) => {
          log("result");
          results.push({ toolName: result.toolName, text: result.text, isError: result.isError });
        },
        onAgentEvent: (event: TandemEvent) => seen.push(event),
      });
      check.deepEqual(
        calls,
        ["start", "reasoning", "partial", "block", "flush", "result", "start", "partial", "block"],
        "order of the callbacks",
      );
      check.deepEqual(seen, [...events], "onAgentEvent sees every event");
      check.deepEqual(blocks, ["Let me see.", "One of them failed."], "blocks");
      check.equal(reasoning.at(-1), "Two tools should do.", "reasoning");
      for (const [index, text] of partials.entries()) {
        const before = partials[index - 1] ?? "";
        const fresh = before === "Let me see.";
        check.ok(fresh || text.startsWith(before), `partial ${index + 1} goes on from the one before it`);
      }
      check.equal(partials.at(-1), "One of them failed.", "last partial");
      check.equal(results[0]?.text, "fine", "result of the good tool");
      check.equal(results[1]?.isError, true, "the bad tool's error");
      check.includes(results[1]?.text ?? "", "it broke", "text of the bad tool");
    },
  }),

  scenario({
    id: "STREAM-09",
    name: "events are read from any cursor, by late readers, by followers and by another process",
    mode: "layer",
    run: async ({ stage, check, note, signal, engine }) => {
      const s = await stage();
      const hold = gate();
      s.server.reply({ text: ["one ", "two ", "three"], hold: { afterDeltas: 1, until: hold.open } });
      const shown = gate();
      const { stream, done, until } = s.start({
        prompt: "count",
        sessionKey: sessionKey("cursor"),
        onPartialReply: shown.release,
      });
      await until(shown.open);
      const follower = (async () => {
        const events: TandemEvent[] = [];
        for await (const event of s.tandem.events.follow(stream.runId, 2)) events.push(event);
        return events;
      })();
      const foreign = readElsewhere(s, stream.runId, signal);
      await until(foreign.first);
      hold.release();
      const { events, result } = await done;

      check.deepEqual(s.tandem.events.read(result.runId), [...events], "all, afterwards");
      for (const after of [0, 1, 5, events.length - 1, events.length, events.length + 5]) {
        check.deepEqual(
          s.tandem.events.read(result.runId, after),
          events.slice(after),
          `from cursor ${after}`,
        );
      }
      check.deepEqual(await follower, events.slice(2), "a follower from cursor 2 in this process");
      check.deepEqual(
        await foreign.all,
        [...events],
        "a follower in another process that joined in the middle",
      );
      check.deepEqual(s.tandem.events.read("no-such-run"), [], "a run nobody knows");
      await s.reopen();
      check.deepEqual(s.tandem.events.read(result.runId), [...events], "all, after a restart");
      note(`${events.length} events, runs on ${engine.id}`);
    },
  }),
];

/** Names, contents and order, without what differs from run to run or belongs to the engine. */
function comparable(events: readonly TandemEvent[]): unknown[] {
  const merged: Record<string, unknown>[] = [];
  for (const event of events) {
    const { runId, sessionId, at, seq, ...body } = event;
    const last = merged.at(-1);
    if (last?.type === body.type && "delta" in body) {
      last.delta = `${String(last.delta)}${body.delta}`;
      continue;
    }
    const plain: Record<string, unknown> = { ...body };
    for (const volatile of ["durationMs", "sessionKey", "runtime", "why"]) delete plain[volatile];
    if (body.type === "attempt.end") {
      const { startedAt, durationMs, firstByteMs, runtime, ...attempt } = body.attempt;
      plain.attempt = attempt;
    }
    merged.push(plain);
  }
  return merged;
}

/** Follows a run from a process of its own; `first` settles when it has seen an event. */
function readElsewhere(
  s: Stage,
  runId: string,
  signal: AbortSignal,
): { readonly first: Promise<void>; readonly all: Promise<TandemEvent[]> } {
  const child = spawn(process.execPath, [CHILD, "follow", JSON.stringify(s.config), runId], {
    stdio: ["ignore", "pipe", "inherit"],
    signal,
  });
  const first = gate();
  const all = (async () => {
    const events: TandemEvent[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      events.push(JSON.parse(line));
      first.release();
    }
    first.release();
    return events;
  })();
  return { first: first.open, all };
}
