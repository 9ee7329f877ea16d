/** The parameters of a request, one row each: sent with a marker, and the effect found on the wire, in the store or in the result. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turnOfLoop } from "node:timers/promises";
import type { MessagingContext } from "../../src/kernel/messaging.ts";
import type { StreamParams, TurnCallbacks, TurnRequest } from "../../src/kernel/request.ts";
import { bodyOf, partsOf, resultsOf, systemOf, toolNamesOf } from "../on-wire.ts";
import { eventsOf, gate, pngOf, sessionKey, textOutput, toolOf } from "../props.ts";
import type { Probe, Row, RowFor } from "./row.ts";

const OTHER_MODEL = "anthropic/claude-haiku-4-5";

/** A call of one tool, then the end. */
function calls(probe: Probe, name: string, input: Readonly<Record<string, unknown>> = {}): void {
  probe.s.server.reply({ toolCalls: [{ id: "toolu_1", name, input }] }, { text: "ok" });
}

/** What a tool of the turn is told, by a turn in which it is called. */
async function seenByTool<T>(
  probe: Probe,
  request: TurnRequest,
  look: (context: Parameters<Parameters<typeof toolOf>[1]>[1]) => T,
): Promise<T | undefined> {
  let seen: T | undefined;
  const tool = toolOf("look", (_input, context) => {
    seen = look(context);
    return textOutput("seen");
  });
  calls(probe, "look");
  await probe.turn({ ...request, extraTools: [tool] });
  return seen;
}

/** What `onToolResult` is told of a call whose output is the marker. */
async function shownOfResult(
  { s, turn }: Pick<Probe, "s" | "turn">,
  request: TurnRequest,
  marker: string,
): Promise<readonly string[]> {
  const shown: string[] = [];
  s.server.reply({ toolCalls: [{ id: "toolu_1", name: "step", input: {} }] }, { text: "ok" });
  await turn({
    prompt: "go",
    extraTools: [toolOf("step", () => textOutput(marker))],
    onToolResult: ({ text }) => void shown.push(text),
    ...request,
  });
  return shown;
}

type OwnParameters = Omit<TurnRequest, keyof TurnCallbacks | keyof MessagingContext | "streamParams">;

export const REQUEST_ROWS: Partial<RowFor<OwnParameters>> = {
  agentId: async ({ check, turn }) => {
    const { requests } = await turn({ prompt: "hi", agentId: "other", model: OTHER_MODEL });
    check.includes(systemOf(requests[0]).join("\n"), "You are the other agent.", "agentId: its prompt");
  },
  sessionKey: async ({ s, check, marker, turn }) => {
    const { result } = await turn({ prompt: "hi", sessionKey: sessionKey(marker) });
    check.equal(s.tandem.sessions.get(sessionKey(marker))?.id, result.sessionId, "sessionKey: its session");
  },
  sessionId: async ({ check, marker, turn }) => {
    const first = await turn({ prompt: `first ${marker}` });
    const { requests } = await turn({ prompt: "second", sessionId: first.result.sessionId ?? "" });
    check.includes(requests[0]?.rawBody ?? "", `first ${marker}`, "sessionId: its history");
  },
  runId: async ({ s, check, marker, turn }) => {
    const { result } = await turn({ prompt: "hi", runId: marker });
    check.equal(result.runId, marker, "runId: in the result");
    check.equal(s.tandem.runs.get(marker)?.status, "completed", "runId: in the store");
  },
  prompt: async ({ check, marker, turn }) => {
    const { requests } = await turn({ prompt: marker });
    check.deepEqual(partsOf(requests[0]), [{ kind: "text", role: "user", text: marker }], "prompt");
  },
  images: async ({ check, turn }) => {
    const data = await pngOf(3, 2);
    const { requests } = await turn({ prompt: "see", images: [{ data, mimeType: "image/png" }] });
    check.ok(
      partsOf(requests[0]).some((part) => part.kind === "image" && part.data === data),
      "images: on the wire",
    );
  },
  compact: async ({ s, check, marker, turn }) => {
    const key = sessionKey(`compact-${marker}`);
    for (const prompt of ["one", "two", "three"]) await turn({ prompt, sessionKey: key });
    s.server.reply({ text: "A summary." });
    const { requests } = await turn({ compact: { focus: marker }, sessionKey: key });
    check.includes(requests[0]?.rawBody ?? "", marker, "compact: the focus is asked for");
  },
  workspaceDir: async (probe) => {
    const workspaceDir = await probe.lab.folder();
    writeFileSync(join(workspaceDir, `${probe.marker}.txt`), "here");
    calls(probe, "ls");
    const { requests } = await probe.turn({ prompt: "list", workspaceDir });
    probe.check.includes(resultsOf(requests[1]).get("toolu_1")?.text ?? "", probe.marker, "workspaceDir: ls");
  },
  additionalDirectories: async (probe) => {
    const folder = await probe.lab.folder();
    writeFileSync(join(folder, "far.txt"), probe.marker);
    calls(probe, "read", { path: join(folder, "far.txt") });
    const { requests } = await probe.turn({ prompt: "read", additionalDirectories: [folder] });
    const text = resultsOf(requests[1]).get("toolu_1")?.text ?? "";
    probe.check.includes(text, probe.marker, "additionalDirectories: read");
  },
  env: async (probe) => {
    const env = { TANDEM_PARITY: probe.marker };
    const seen = await seenByTool(probe, { prompt: "go", env }, (context) => context.env.TANDEM_PARITY);
    probe.check.equal(seen, probe.marker, "env: of a tool");
  },
  runtime: async ({ check, engine, turn }) => {
    const { result } = await turn({ prompt: "hi", runtime: engine.runtime });
    check.equal(result.runtime, engine.runtime, "runtime");
  },
  harness: async ({ s, check, engine }) => {
    const { result, requests } = await s.turn({ prompt: "hi", harness: "native" });
    if (engine.runtime === "claude") {
      const native = partsOf(requests[0]).some(
        (part) => part.kind === "text" && /^<system-reminder>/.test(part.text),
      );
      check.ok(native, "harness: what the binary adds in native mode");
    } else check.equal(result.error?.field, "harness", "harness: refused where there is none");
  },
  model: async ({ check, turn }) => {
    const { requests } = await turn({ prompt: "hi", model: OTHER_MODEL });
    check.match(bodyOf(requests[0]).model, /^claude-haiku-4-5/, "model: on the wire");
  },
  authProfileId: async ({ check, turn }) => {
    const { requests, result } = await turn({ prompt: "hi", authProfileId: "anthropic:second" });
    check.equal(requests[0]?.headers["x-api-key"], "second-key", "authProfileId: its key");
    check.equal(result.profile, "anthropic:second", "authProfileId: in the result");
  },
  authProfileIdSource: async ({ s, check, turn }) => {
    const named = { prompt: "hi", authProfileId: "anthropic:second" } as const;
    const keys = [];
    s.server.reply({ status: 401 }, { text: "ok" });
    const { requests } = await turn({ ...named, authProfileIdSource: "auto" });
    for (const request of requests) keys.push(request.headers["x-api-key"]);
    check.deepEqual(keys, ["second-key", s.key], "authProfileIdSource: auto goes on with another");
    s.tandem.auth.reset();
  },
  fallbackModels: async ({ s, check, turn }) => {
    s.server.reply({ status: 404 }, { text: "ok" });
    const { requests } = await turn({ prompt: "hi", fallbackModels: [OTHER_MODEL] });
    check.match(bodyOf(requests[1]).model, /^claude-haiku-4-5/, "fallbackModels: the second request");
  },
  thinking: async ({ check, turn }) => {
    const { requests } = await turn({ prompt: "hi", thinking: "medium" });
    check.equal(bodyOf(requests[0]).thinking?.type, "enabled", "thinking: on the wire");
  },
  reasoningLevel: async ({ s, check, marker, turn }) => {
    const calledWith: string[] = [];
    s.server.reply({ reasoning: `why ${marker}`, text: "ok" });
    await turn({
      prompt: "hi",
      thinking: "low",
      reasoningLevel: "on",
      onReasoningStream: ({ text }) => void calledWith.push(text),
    });
    check.deepEqual(calledWith, [`why ${marker}`], "reasoningLevel: on gives it once, whole");
  },
  verboseLevel: async ({ s, check, marker, turn }) => {
    const shown = await shownOfResult({ s, turn }, { verboseLevel: "on" }, marker);
    check.deepEqual(shown, ["step"], "verboseLevel: on shows the call and no output");
  },
  shouldEmitToolResult: async ({ s, check, marker, turn }) => {
    const shown = await shownOfResult({ s, turn }, { shouldEmitToolResult: () => false }, marker);
    check.deepEqual(shown, [], "shouldEmitToolResult: nothing");
  },
  shouldEmitToolOutput: async ({ s, check, marker, turn }) => {
    const shown = await shownOfResult({ s, turn }, { shouldEmitToolOutput: () => false }, marker);
    check.deepEqual(shown, ["step"], "shouldEmitToolOutput: no output");
  },
  toolResultFormat: async ({ s, check, marker, turn }) => {
    const shown = await shownOfResult({ s, turn }, { toolResultFormat: "markdown" }, marker);
    check.deepEqual(shown, [`**step**\n\n\`\`\`\n${marker}\n\`\`\``], "toolResultFormat: fenced");
  },
  disableMessageTool: async ({ check, turn }) => {
    const local = { prompt: "hi", messageChannel: "local" };
    const { requests } = await turn({ ...local, disableMessageTool: true });
    check.ok(!toolNamesOf(requests[0]).includes("message"), "disableMessageTool: not offered");
    const offered = await turn(local);
    check.ok(toolNamesOf(offered.requests[0]).includes("message"), "disableMessageTool: offered without it");
  },
  requireExplicitMessageTarget: async (probe) => {
    calls(probe, "message", { text: `to nobody ${probe.marker}` });
    const { requests } = await probe.turn({
      prompt: "hi",
      messageChannel: "local",
      requireExplicitMessageTarget: true,
    });
    probe.check.equal(resultsOf(requests[1]).get("toolu_1")?.isError, true, "requireExplicitMessageTarget");
  },
  outputSchema: async ({ s, check, marker, turn }) => {
    s.server.reply({ text: JSON.stringify({ word: marker }) });
    const outputSchema = { type: "object", properties: { word: { type: "string" } }, required: ["word"] };
    const { result } = await turn({ prompt: "hi", outputSchema });
    check.deepEqual(result.output, { word: marker }, "outputSchema: the value");
  },
  extraSystemPrompt: async ({ check, marker, turn }) => {
    const { requests } = await turn({ prompt: "hi", extraSystemPrompt: marker });
    check.includes(systemOf(requests[0]).at(-1) ?? "", marker, "extraSystemPrompt");
  },
  timeoutMs: async ({ s, check }) => {
    const held = gate();
    s.server.reply({ text: "late", hold: held.open });
    const { result } = await s.turn({ prompt: "hi", timeoutMs: 300 });
    held.release();
    check.equal(result.status, "timeout", "timeoutMs");
  },
  abortSignal: async ({ s, check }) => {
    const held = gate();
    const caller = new AbortController();
    s.server.reply({ text: "late", hold: held.open });
    const before = s.server.requests.length;
    const { done, until } = s.start({ prompt: "hi", abortSignal: caller.signal });
    await until(s.server.waitForRequest(before + 1));
    caller.abort();
    const { result } = await done;
    held.release();
    check.equal(result.status, "aborted", "abortSignal");
  },
  maxTurns: async (probe) => {
    calls(probe, "ls");
    const { result } = await probe.s.turn({ prompt: "go", maxTurns: 1 });
    probe.check.equal(result.stopReason, "max_turns", "maxTurns");
  },
  maxBudgetUsd: async (probe) => {
    calls(probe, "ls");
    const { result } = await probe.s.turn({ prompt: "go", maxBudgetUsd: 0.000_001 });
    probe.check.equal(result.stopReason, "max_budget", "maxBudgetUsd");
  },
  billingTag: async ({ s, check, marker, turn }) => {
    const { result } = await turn({ prompt: "hi", billingTag: marker });
    check.equal(s.tandem.runs.get(result.runId)?.billingTag, marker, "billingTag: of the run");
  },
  disableTools: async ({ check, turn }) => {
    const { requests } = await turn({ prompt: "hi", disableTools: true });
    check.deepEqual(toolNamesOf(requests[0]), [], "disableTools: none is offered");
  },
  clientTools: async ({ s, check, marker, turn }) => {
    const inputSchema = { type: "object" };
    s.server.reply({ toolCalls: [{ id: "toolu_1", name: marker, input: {} }] });
    const { requests, result } = await turn({
      prompt: "go",
      clientTools: [{ name: marker, description: "", inputSchema }],
    });
    check.ok(toolNamesOf(requests[0]).includes(marker), "clientTools: offered");
    check.deepEqual(
      result.pendingToolCalls,
      [{ id: "toolu_1", name: marker, input: {} }],
      "clientTools: pending",
    );
  },
  toolResults: async ({ s, check, marker, turn }) => {
    const clientTools = [{ name: "ask", description: "", inputSchema: { type: "object" } }];
    const common = { sessionKey: sessionKey(`submit-${marker}`), clientTools };
    s.server.reply({ toolCalls: [{ id: "toolu_1", name: "ask", input: {} }] });
    await turn({ ...common, prompt: "go" });
    const { requests } = await turn({ ...common, toolResults: [{ toolCallId: "toolu_1", content: marker }] });
    check.equal(resultsOf(requests[0]).get("toolu_1")?.text, marker, "toolResults: on the wire");
  },
  extraTools: async ({ check, marker, turn }) => {
    const { requests } = await turn({ prompt: "hi", extraTools: [toolOf(marker, () => textOutput("ok"))] });
    check.ok(toolNamesOf(requests[0]).includes(marker), "extraTools: offered");
  },
  streamMiddleware: async ({ check, marker, turn }) => {
    const { events } = await turn({
      prompt: "hi",
      streamMiddleware: [(event) => (event.type === "text-delta" ? { ...event, delta: marker } : event)],
    });
    check.equal(eventsOf(events, "text-delta")[0]?.delta, marker, "streamMiddleware: the events");
  },
  ephemeral: async ({ check, turn }) => {
    const { result } = await turn({ prompt: "hi", ephemeral: true });
    check.equal(result.sessionId, null, "ephemeral: no session");
  },
  whenBusy: async ({ s, check, marker }) => {
    const key = sessionKey(`busy-${marker}`);
    const other = await probeTandem(s);
    const held = gate();
    s.server.reply({ text: "slow", hold: held.open });
    const before = s.server.requests.length;
    const { done, until } = s.start({ prompt: "hi", sessionKey: key });
    await until(s.server.waitForRequest(before + 1));
    const refused = await other.run({
      prompt: "me too",
      sessionKey: key,
      whenBusy: "fail",
      workspaceDir: s.workspace,
    });
    held.release();
    await done;
    await other.close();
    check.equal(refused.error?.code, "session_busy", "whenBusy: fail");
  },
  lane: async ({ s, check }) => {
    const held = gate();
    s.server.reply({ text: "slow", hold: held.open });
    const before = s.server.requests.length;
    const first = s.start({ prompt: "hi", lane: "narrow" });
    await first.until(s.server.waitForRequest(before + 1));
    const second = s.start({ prompt: "hi", lane: "narrow" });
    while (s.tandem.lanes.clear("narrow") === 0) await turnOfLoop();
    check.equal((await second.done).result.error?.code, "lane_cleared", "lane: it waits there");
    held.release();
    await first.done;
  },
  exec: async (probe) => {
    const seen = await seenByTool(probe, { prompt: "go", exec: "deny" }, (context) => context.exec);
    probe.check.equal(seen, "deny", "exec: what tools are told");
  },
  noUserAvailable: async (probe) => {
    calls(probe, "exec", { command: "true" });
    let asked = 0;
    const { requests } = await probe.turn({
      prompt: "go",
      noUserAvailable: true,
      exec: "ask",
      confirm: async () => {
        asked += 1;
        return true;
      },
    });
    probe.check.equal(resultsOf(requests[1]).get("toolu_1")?.isError, true, "noUserAvailable: denied");
    probe.check.equal(asked, 0, "noUserAvailable: nobody was asked");
  },
  confirm: async (probe) => {
    calls(probe, "exec", { command: `printf ${probe.marker}` });
    const asked: string[] = [];
    await probe.turn({
      prompt: "go",
      exec: "ask",
      confirm: async ({ summary }) => {
        asked.push(summary);
        return false;
      },
    });
    probe.check.includes(asked.join(), probe.marker, "confirm: is asked");
  },
};

async function probeTandem(s: Probe["s"]) {
  const { createTandem } = await import("../../src/create.ts");
  return createTandem(s.config);
}

export const STREAM_ROWS: RowFor<StreamParams> = {
  temperature: sent({ temperature: 0.25 }, "temperature", 0.25),
  topP: sent({ topP: 0.75 }, "top_p", 0.75),
  maxOutputTokens: sent({ maxOutputTokens: 777 }, "max_tokens", 777),
  stopSequences: sent({ stopSequences: ["HALT"] }, "stop_sequences", ["HALT"]),
  cacheRetention: async ({ check, turn }) => {
    const { requests } = await turn({ prompt: "hi", streamParams: { cacheRetention: "none" } });
    check.excludes(requests[0]?.rawBody ?? "", "cache_control", "cacheRetention: none leaves no marks");
  },
};

function sent(streamParams: StreamParams, field: string, value: unknown): Row {
  return async ({ check, turn }) => {
    const { requests } = await turn({ prompt: "hi", streamParams });
    const body = bodyOf(requests[0]) as unknown as Readonly<Record<string, unknown>>;
    check.deepEqual(body[field], value, `streamParams: ${field}`);
  };
}
