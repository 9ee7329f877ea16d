import { resultsOf, toolNamesOf } from "../on-wire.ts";
import { eventsOf, sessionKey, textOutput, toolOf } from "../props.ts";
import { calls, seenByTool, shownOfResult, waitingQuestion } from "./play.ts";
import type { Row } from "./row.ts";

export const TOOL_ROWS = {
  disableTools: async ({ check, turn }) => {
    const { requests } = await turn({ prompt: "hi", disableTools: true });
    check.deepEqual(toolNamesOf(requests[0]), [], "disableTools: none is offered");
  },
  extraTools: async ({ check, marker, turn }) => {
    const { requests } = await turn({ prompt: "hi", extraTools: [toolOf(marker, () => textOutput("ok"))] });
    check.ok(toolNamesOf(requests[0]).includes(marker), "extraTools: offered");
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
  hooks: async ({ check, marker, turn }) => {
    const { requests } = await turn({
      prompt: "hi",
      hooks: { before_agent_start: () => ({ prependContext: marker }) },
    });
    check.includes(requests[0]?.rawBody ?? "", marker, "hooks: its context");
  },
  exec: async (probe) => {
    const seen = await seenByTool(probe, { prompt: "go", exec: "deny" }, (context) => context.exec);
    probe.check.equal(seen, "deny", "exec: what tools are told");
  },
  execOverrides: async (probe) => {
    calls(probe, "exec", { command: "printf %s $TANDEM_PARITY" });
    const execOverrides = { env: { TANDEM_PARITY: probe.marker } };
    const { requests } = await probe.turn({ prompt: "go", exec: "allow", execOverrides });
    const text = resultsOf(requests[1]).get("toolu_1")?.text ?? "";
    probe.check.includes(text, probe.marker, "execOverrides: the environment");
  },
  bashElevated: async ({ s, check }) => {
    const { result } = await s.turn({ prompt: "hi", bashElevated: true });
    check.equal(result.error?.code, "elevation_denied", "bashElevated: refused where it is not allowed");
  },
  permissionMode: async (probe) => {
    calls(probe, "write", { path: "plan.txt", content: "no" });
    const { requests } = await probe.turn({ prompt: "go", permissionMode: "plan" });
    probe.check.equal(resultsOf(requests[1]).get("toolu_1")?.isError, true, "permissionMode: plan refuses");
  },
  allowTools: async (probe) => {
    calls(probe, "write", { path: "allowed.txt", content: probe.marker });
    const rule = { permissionMode: "default", allowTools: ["write"], noUserAvailable: true } as const;
    const { requests } = await probe.turn({ prompt: "go", ...rule });
    probe.check.equal(resultsOf(requests[1]).get("toolu_1")?.isError, false, "allowTools: the write ran");
  },
  approvals: async (probe) => {
    const { s, check } = probe;
    calls(probe, "write", { path: "asked.txt", content: probe.marker });
    const before = s.server.requests.length;
    const { done, stream } = s.start({ prompt: "go", permissionMode: "default", approvals: "wait" });
    const asked = await waitingQuestion(s);
    check.equal(asked.runId, stream.runId, "approvals: the question waits in the store");
    s.tandem.approvals.answer(asked.id, { allow: true });
    await done;
    check.equal(
      resultsOf(s.server.requests[before + 1]).get("toolu_1")?.isError,
      false,
      "approvals: answered",
    );
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
  streamMiddleware: async ({ check, marker, turn }) => {
    const { events } = await turn({
      prompt: "hi",
      streamMiddleware: [(event) => (event.type === "text-delta" ? { ...event, delta: marker } : event)],
    });
    check.equal(eventsOf(events, "text-delta")[0]?.delta, marker, "streamMiddleware: the events");
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
} satisfies Readonly<Record<string, Row>>;
