/** What the runner adds to a tool that does nothing: finding, validating, policy, permission, limits and events. */
import { parseConfig } from "../src/config/parse.ts";
import { permissionGate, permissionRules } from "../src/permissions/gate.ts";
import { createToolPolicy, policyGate, policyInForce } from "../src/policy/policy.ts";
import { createToolRunner } from "../src/tools/runner.ts";
import type { ToolDefinition } from "../src/tools/tool.ts";
import type { TurnFacts } from "../src/turn/facts.ts";
import { median } from "./lib/alternate.ts";
import type { Benchmark } from "./lib/benchmark.ts";

const CALLS_PER_ROUND = 2_000;

const NOTHING: ToolDefinition = {
  name: "nothing",
  description: "Does nothing.",
  inputSchema: { type: "object", properties: { text: { type: "string" } }, required: ["text"] },
  readOnly: true,
  execute: async () => ({ content: [{ type: "text", text: "" }] }),
};

const unasked = () => {
  throw new Error("Nothing is asked here.");
};

export const toolRunner: Benchmark = {
  name: "tool-runner",
  async run(bench) {
    const config = parseConfig({
      tools: { deny: ["group:web"], byProvider: { anthropic: { deny: ["mcp__old__*"] } } },
      permissions: { allow: ["exec(git status:*)"], deny: ["write(secrets/**)"] },
    });
    const workspaceDir = bench.folder();
    const facts: TurnFacts = {
      runId: "run",
      parentRunId: null,
      depth: 0,
      sessionId: null,
      sessionKey: null,
      agentId: "main",
      workspaceDir,
      agentDir: null,
      additionalDirectories: [],
      runtime: "pi",
      provider: "anthropic",
      model: "claude-haiku-4-5",
      messaging: {},
      senderIsOwner: true,
      permissionMode: "acceptEdits",
      userAvailable: false,
      request: {},
    };
    const policy = policyInForce(createToolPolicy(config), { ...facts, sandboxed: true });
    const runner = createToolRunner({
      tools: [NOTHING],
      gates: [
        policyGate(policy.now),
        permissionGate({
          mode: facts.permissionMode,
          rules: permissionRules(config.permissions),
          approvals: { ask: unasked, answerByRule: unasked, remembers: () => false },
        }),
      ],
      context: {
        turn: facts,
        runId: facts.runId,
        sessionId: null,
        workspaceDir,
        additionalDirectories: [],
        env: {},
        exec: "deny",
      },
      emit: () => undefined,
      signal: new AbortController().signal,
    });
    const times: number[] = [];
    for (let call = 0; call < bench.rounds * CALLS_PER_ROUND; call++) {
      const id = `call-${call}`;
      const input = { text: "go" };
      const before = performance.now();
      const step = runner.beginStep([{ type: "tool-call", id, name: "nothing", input }]);
      const { isError } = await runner.run({ id, name: "nothing", input, rawInput: '{"text":"go"}' });
      await step.done;
      times.push(performance.now() - before);
      if (isError) throw new Error("The call was refused.");
    }
    return [
      {
        name: "Tool runner, added to a tool that does nothing",
        value: median(times) * 1_000,
        unit: "µs",
        limit: 300,
        detail: `${times.length} calls through policy and permission; slowest ${Math.max(...times).toFixed(1)} ms`,
      },
    ];
  },
};
