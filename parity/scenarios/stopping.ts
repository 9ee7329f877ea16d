/** Stopping a turn at each stage: quickly, with the same result shape, and with a session that works afterwards. */
import type { Check } from "../check.ts";
import { resultsOf } from "../on-wire.ts";
import { eventsOf, gate, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Stage, Turn } from "../stage.ts";

/** A run that was stopped, and how long it took to settle. */
interface Stopped {
  readonly turn: Turn;
  readonly ms: number;
}

/**
 * Room for a busy machine in the assertions; what was measured is in the evidence. Medians against the limits themselves
 * are the benchmark's matter.
 */
const ROOM = 4;

export const stoppingScenarios = [
  scenario({
    id: "TURN-06",
    name: "an abort settles at every stage, also in a tool that ignores it, and the session goes on",
    alone: true,
    run: async ({ stage, check, engine, note }) => {
      const s = await stage();
      const key = sessionKey("abort");
      const limit = engine.abortLimitMs * ROOM;
      s.server.reply({ text: "first" });
      check.equal((await s.turn({ prompt: "one", sessionKey: key })).result.text, "first", "the turn before");

      const stages: Record<string, () => Promise<Stopped>> = {
        before: () => abortBefore(s, key),
        queued: () => abortQueued(s, key),
        preparing: () => abortOn(s, key, "lifecycle.start"),
        routed: () => abortOn(s, key, "route"),
        waiting: () => abortWaiting(s, key),
        streaming: () => abortStreaming(s, key, check),
        "in a tool": () => abortInTool(s, key),
      };
      const shapes: string[] = [];
      for (const [name, run] of Object.entries(stages)) {
        const { turn, ms } = await run();
        check.equal(turn.result.status, "aborted", `${name}: status`);
        check.equal(turn.result.stopReason, "aborted", `${name}: stop reason`);
        check.equal(turn.result.error?.kind, "aborted", `${name}: error`);
        const ends = turn.names.filter((type) => type === "lifecycle.end" || type === "lifecycle.error");
        check.equal(ends.length, 1, `${name}: ends`);
        check.equal(turn.names.at(-1), ends[0], `${name}: last event`);
        check.within(ms, 0, limit, `${name}: milliseconds to settle`);
        note(`${name} ${Math.round(ms)} ms`);
        shapes.push(Object.keys(turn.result).sort().join());
      }
      check.equal(new Set(shapes).size, 1, "shapes of the results");

      s.server.reply({ text: "still here" });
      const after = await s.turn({ prompt: "last", sessionKey: key });
      check.equal(after.result.text, "still here", "the turn after");
      const body = after.requests[0]?.rawBody ?? "";
      check.includes(body, "first", "the finished turn is in the history");
      check.excludes(body, "half a rep", "the aborted reply is in the history");
      const cut = resultsOf(after.requests[0]).get("toolu_deaf");
      check.ok(cut === undefined || cut.isError, "an aborted call has an error for a result, or is left out");
    },
  }),

  scenario({
    id: "TURN-06",
    name: "a timeout ends a silent stream and a deaf tool with status timeout",
    alone: true,
    run: async ({ stage, check, engine, note }) => {
      const s = await stage();
      s.server.reply({ stall: "after-first-delta", text: "half a reply" });
      const timed = async (name: string, request: Parameters<Stage["turn"]>[0]) => {
        const { result } = await s.turn(request);
        check.equal(result.status, "timeout", `${name}: status`);
        check.equal(result.stopReason, "timeout", `${name}: stop reason`);
        check.equal(result.error?.kind, "timeout", `${name}: error`);
        const over = result.durations.total - (request.timeoutMs ?? 0);
        check.within(over, -5, engine.abortLimitMs * ROOM, `${name}: milliseconds beyond the timeout`);
        note(`${name} +${Math.round(over)} ms`);
        return result;
      };
      const streaming = await timed("streaming", { prompt: "hi", timeoutMs: 2_500 });
      check.equal(streaming.attempts.at(-1)?.outcome, "aborted", "the attempt");

      s.server.reply({ toolCalls: [{ name: "deaf", input: {} }] });
      const deaf = toolOf("deaf", () => new Promise<never>(() => {}));
      await timed("in a tool", { prompt: "hi", timeoutMs: 2_500, extraTools: [deaf] });
    },
  }),

  scenario({
    id: "TURN-06",
    name: "a stopped stream closes its connection to the provider, and abort may be called twice",
    run: async ({ stage, check }) => {
      const s = await stage();
      const hold = gate();
      s.server.reply({ text: ["half a rep", "ly"], hold: { afterDeltas: 1, until: hold.open } });
      const shown = gate();
      const { stream, done, until } = s.start({ prompt: "hi", onPartialReply: shown.release });
      const request = await until(s.server.waitForRequest(1));
      await until(shown.open);
      stream.abort();
      stream.abort();
      check.equal((await done).result.status, "aborted", "status");
      check.equal(await request.closed, "left", "the connection");
      hold.release();
    },
  }),
];

async function settle(stop: () => void, done: Promise<Turn>): Promise<Stopped> {
  const started = performance.now();
  stop();
  const turn = await done;
  return { turn, ms: performance.now() - started };
}

function abortBefore(s: Stage, key: string): Promise<Stopped> {
  const { done } = s.start({ prompt: "x", sessionKey: key, abortSignal: AbortSignal.abort() });
  return settle(() => {}, done);
}

async function abortQueued(s: Stage, key: string): Promise<Stopped> {
  const hold = gate();
  const at = s.server.requests.length;
  s.server.reply({ text: "holder", hold: hold.open });
  const holder = s.start({ prompt: "holder", sessionKey: key });
  await holder.until(s.server.waitForRequest(at + 1));
  const stopper = new AbortController();
  const waiting = s.start({ prompt: "waiting", sessionKey: key, abortSignal: stopper.signal });
  const stopped = await settle(() => stopper.abort(), waiting.done);
  hold.release();
  await holder.done;
  return stopped;
}

/** Stops at the moment an event is published. */
async function abortOn(s: Stage, key: string, type: string): Promise<Stopped> {
  const stopper = new AbortController();
  let started = 0;
  const turn = await s.turn({
    prompt: "x",
    sessionKey: key,
    abortSignal: stopper.signal,
    onAgentEvent: (event) => {
      if (event.type !== type) return;
      started = performance.now();
      stopper.abort();
    },
  });
  return { turn, ms: performance.now() - started };
}

async function abortWaiting(s: Stage, key: string): Promise<Stopped> {
  const at = s.server.requests.length;
  s.server.reply({ stall: "before-headers" });
  const { stream, done, until } = s.start({ prompt: "x", sessionKey: key });
  await until(s.server.waitForRequest(at + 1));
  return settle(() => stream.abort(), done);
}

async function abortStreaming(s: Stage, key: string, check: Check): Promise<Stopped> {
  s.server.reply({ stall: "after-first-delta", text: ["half a rep", "ly"] });
  const shown = gate();
  const { stream, done, until } = s.start({
    prompt: "x",
    sessionKey: key,
    onPartialReply: () => shown.release(),
  });
  await until(shown.open);
  const stopped = await settle(() => stream.abort(), done);
  check.equal(stopped.turn.result.attempts.at(-1)?.outcome, "aborted", "streaming: the attempt");
  check.equal(eventsOf(stopped.turn.events, "text-end").length, 1, "streaming: the open block is closed");
  return stopped;
}

async function abortInTool(s: Stage, key: string): Promise<Stopped> {
  s.server.reply({ toolCalls: [{ id: "toolu_deaf", name: "deaf", input: {} }] });
  const running = gate();
  const never = gate();
  const deaf = toolOf("deaf", async () => {
    running.release();
    await never.open;
    return textOutput("too late");
  });
  const { stream, done, until } = s.start({ prompt: "x", sessionKey: key, extraTools: [deaf] });
  await until(running.open);
  const stopped = await settle(() => stream.abort(), done);
  never.release();
  return stopped;
}
