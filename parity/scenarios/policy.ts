/** Which tools a turn has: layers of rules, the owner's own tools, and that nothing walks around either. */
import type { ConfigInput } from "../../src/config/schema.ts";
import { PLAIN_MODEL } from "../engines.ts";
import { partsOf, resultsOf, toolNamesOf } from "../on-wire.ts";
import { outlineOf } from "../outline.ts";
import { policyProps } from "../policy-props.ts";
import { eventsOf } from "../props.ts";
import { scenario } from "../registry.ts";

const HAIKU = "anthropic/claude-haiku-4-5";

const LAYERS = [
  "owner",
  "profile",
  "provider",
  "model",
  "global",
  "agent",
  "channel",
  "group",
  "sender",
  "sender_in_group",
  "sandbox",
] as const;
/** Each layer takes away one tool, named after it. */
const LAYERED = {
  tools: {
    profile: "coding",
    alsoAllow: LAYERS.flatMap((layer) => (layer === "profile" ? [] : [`by_${layer}`])),
    ownerOnly: ["by_owner"],
    byProvider: { anthropic: { deny: ["by_provider"] }, "anthropic/claude-sonnet-*": { deny: ["By_Model"] } },
    deny: ["by_global"],
    sandbox: { deny: ["by_sandbox"] },
  },
  agents: { main: { tools: { deny: ["by_agent"] } } },
  channels: {
    slack: {
      tools: { deny: ["by_channel"] },
      groups: {
        g1: { tools: { deny: ["by_group"] }, senders: { "*": { tools: { deny: ["by_sender_in_group"] } } } },
      },
      senders: { u1: { tools: { deny: ["by_sender"] } } },
    },
  },
} satisfies Partial<ConfigInput>;
const WHOSE_RULES = [
  "owner",
  "profile (global)",
  "provider anthropic",
  "provider anthropic/claude-sonnet-*",
  "global",
  "agent main",
  "channel slack",
  "group g1",
  "sender u1",
  "sender u1 in group g1",
  "sandbox",
];

export const policyScenarios = [
  scenario({
    id: "TOOL-06",
    name: "each layer takes a tool off the wire, the report says whose rule it was, and a call of it does not run",
    run: async ({ stage, check }) => {
      const s = await stage({ config: LAYERED });
      const { ran, made } = policyProps();
      const names = LAYERS.map((layer) => `by_${layer}`);
      const calls = names.map((name) => ({ id: `toolu_${name}`, name, input: {} }));
      s.server.reply({ toolCalls: calls }, { text: "Then not." });
      const { result, requests } = await s.turn({
        ...{ prompt: "go", messageChannel: "slack", groupId: "g1", senderId: "u1" },
        extraTools: names.map((name) => made(name)),
      });
      check.equal(result.text, "Then not.", `reply (${result.error?.message})`);
      const offered = toolNamesOf(requests[0]);
      check.deepEqual(
        names.filter((name) => offered.includes(name)),
        [],
        "offered, though a layer takes it away",
      );
      check.ok(offered.includes("read"), "others are offered");
      check.ok(
        names.every((name) => resultsOf(requests[1]).get(`toolu_${name}`)?.isError),
        "every call is refused",
      );
      check.deepEqual(ran, [], "what ran");
      const removed = result.systemPrompt?.removedTools ?? [];
      check.deepEqual(
        names.map((name) => removed.find((tool) => tool.name === name)?.layer),
        WHOSE_RULES,
        "whose rules the report names",
      );
      const reported = result.systemPrompt?.tools.map(({ name }) => name) ?? [];
      check.deepEqual([...reported].sort(), offered, "the report lists what is on the wire");

      s.server.reply({ text: "ok" });
      const other = await s.turn({
        prompt: "go",
        senderIsOwner: true,
        extraTools: names.map((name) => made(name)),
      });
      check.deepEqual(
        names.filter((name) => toolNamesOf(other.requests[0]).includes(name)),
        ["by_owner", "by_channel", "by_group", "by_sender", "by_sender_in_group"],
        "layers that do not apply take nothing away",
      );
    },
  }),

  scenario({
    id: "TOOL-06",
    name: "deny wins over every allowance; groups, patterns and other spellings reach MCP, extension and client tools",
    run: async ({ stage, check }) => {
      const cases: readonly (readonly [
        NonNullable<ConfigInput["agents"]>[string]["tools"],
        readonly string[],
      ])[] = [
        [{ deny: ["group:mcp"] }, ["mcp__github__create_issue", "mcp__github__list_issues"]],
        [{ deny: ["MCP__GitHub__create_*"], alsoAllow: ["mcp__*"] }, ["mcp__github__create_issue"]],
        [{ deny: ["group:extensions", "group:client"] }, ["deploy", "pick_colour"]],
        [
          { allow: ["*"], deny: ["ＦＯＲＥＣＡＳＴ", "group:fs"] },
          ["edit", "find", "forecast", "grep", "ls", "read", "write"],
        ],
        [{ allow: ["read", "deploy"], deny: ["deploy"] }, ["deploy", "forecast", "ls", "pick_colour"]],
      ];
      const seen = new Set<string>();
      const agents = Object.fromEntries(cases.map(([tools], index) => [`a${index}`, { tools }]));
      const s = await stage({ config: { agents } });
      for (const [index, [tools, gone]] of cases.entries()) {
        const { ran, request } = policyProps();
        const calls = gone.map((name, number) => ({
          id: `toolu_${number}`,
          name,
          input: { path: "a", pattern: "a" },
        }));
        s.server.reply({ toolCalls: calls }, { text: "ok" });
        const who = { agentId: `a${index}`, model: PLAIN_MODEL };
        const { requests, result } = await s.turn({ ...request, ...who, prompt: "go" });
        const offered = toolNamesOf(requests[0]);
        for (const name of gone)
          check.ok(!offered.includes(name), `${JSON.stringify(tools)}: ${name} is not offered`);
        check.deepEqual(
          [...resultsOf(requests[1]).values()].map((part) => part.isError),
          gone.map(() => true),
          `${JSON.stringify(tools)}: every call is refused`,
        );
        check.deepEqual(ran, [], `${JSON.stringify(tools)}: what ran`);
        check.equal(result.pendingToolCalls.length, 0, "no client tool is left to the caller");
        for (const name of gone) seen.add(name);
      }
      check.ok(
        seen.has("pick_colour") && seen.has("deploy") && seen.has("mcp__github__create_issue"),
        "origins tried",
      );
    },
  }),

  scenario({
    id: "TOOL-06",
    name: "the four profiles, an agent's own in place of the general one, and what is allowed beside them",
    run: async ({ stage, check }) => {
      const s = await stage({
        config: {
          tools: { profile: "minimal", alsoAllow: ["forecast"] },
          agents: Object.fromEntries(
            (["coding", "messaging", "full"] as const).map((profile) => [profile, { tools: { profile } }]),
          ),
        },
      });
      const { made, request: given } = policyProps();
      const request = { ...given, extraTools: [...given.extraTools, made("message")] };
      const offeredTo = async (agentId: string) => {
        s.server.reply({ text: "ok" });
        const turn = await s.turn({ ...request, prompt: "hi", agentId, model: PLAIN_MODEL });
        return toolNamesOf(turn.requests[0]);
      };
      const minimal = await offeredTo("main");
      const coding = await offeredTo("coding");
      const messaging = await offeredTo("messaging");
      const all = await offeredTo("full");
      for (const name of [
        "forecast",
        "deploy",
        "mcp__github__create_issue",
        "pick_colour",
        "exec",
        "message",
      ])
        check.ok(all.includes(name), `full: ${name}`);
      const fs = ["apply_patch", "edit", "exec", "find", "grep", "ls", "read", "write"].filter((name) =>
        all.includes(name),
      );
      for (const name of fs) {
        check.ok(coding.includes(name), `coding: ${name}`);
        check.ok(!minimal.includes(name) && !messaging.includes(name), `minimal and messaging: no ${name}`);
      }
      for (const [index, names] of [minimal, coding, messaging].entries()) {
        check.ok(names.includes("forecast"), `${index}: what is allowed beside the profile`);
        check.ok(!names.includes("deploy"), `${index}: what is not`);
      }
      check.ok(messaging.includes("message") && !coding.includes("message"), "messages, and none in coding");
    },
  }),

  scenario({
    id: "TOOL-06",
    name: "a fallback to another model follows that model's rules: its denied tools are no longer offered and do not run",
    run: async ({ stage, check }) => {
      const s = await stage({
        config: {
          fallbacks: { models: [HAIKU] },
          tools: { byProvider: { [HAIKU]: { deny: ["forecast"] } } },
        },
      });
      const { ran, request } = policyProps();
      s.server.reply(
        { toolCalls: [{ id: "toolu_1", name: "forecast", input: {} }] },
        { cut: "after-block", text: "Half." },
        { toolCalls: [{ id: "toolu_2", name: "forecast", input: {} }] },
        { text: "Done." },
      );
      const { result, requests } = await s.turn({ ...request, prompt: "go" });
      check.equal(result.text, "Done.", `reply (${result.error?.message})`);
      check.equal(result.model, "claude-haiku-4-5", "model at the end");
      check.deepEqual(
        requests.map((one) => toolNamesOf(one).includes("forecast")),
        [true, true, false, false],
        "requests that offered it",
      );
      check.deepEqual(ran, ["forecast"], "it ran once, on the first model");
      check.equal(resultsOf(requests.at(-1)).get("toolu_2")?.isError, true, "the second call is refused");
    },
  }),

  scenario({
    id: "TOOL-06",
    name: "a subagent has its own layer, and a proxy's call is held against the tool it reaches",
    run: async ({ stage, check }) => {
      const s = await stage({
        // The subagent's request is an attempt of a run of its own.
        accounting: false,
        config: {
          tools: { deny: ["mcp__github__create_issue"], subagents: { deny: ["forecast", "group:fs"] } },
        },
      });
      const { ran, made, request } = policyProps();
      const proxy = made("mcp_github", { origin: "mcp:github", reaches: ({ tool }) => String(tool) });
      const extraTools = [...request.extraTools, proxy];
      s.server.reply(
        { toolCalls: [{ id: "toolu_1", name: "mcp_github", input: { tool: "mcp__github__create_issue" } }] },
        { toolCalls: [{ id: "toolu_2", name: "mcp_github", input: { tool: "mcp__github__list_issues" } }] },
        { toolCalls: [{ id: "toolu_3", name: "spawn_subagent", input: { task: "Look." } }] },
        { text: "child" },
        { text: "parent" },
      );
      const { result, requests } = await s.turn({ extraTools, prompt: "go" });
      check.equal(result.text, "parent", `reply (${result.error?.message})`);
      const results = resultsOf(requests.at(-1));
      check.equal(results.get("toolu_1")?.isError, true, "the denied tool behind the proxy");
      check.includes(results.get("toolu_1")?.text ?? "", "mcp__github__create_issue", "the refusal names it");
      check.equal(results.get("toolu_2")?.isError, false, "another one behind the proxy");
      check.deepEqual(ran, ["mcp_github"], "what ran");
      const offered = toolNamesOf(requests[3]);
      check.deepEqual(
        partsOf(requests[3]).filter((part) => part.kind !== "text"),
        [],
        "the fourth request is the subagent's",
      );
      check.ok(
        !offered.includes("forecast") && !offered.includes("read"),
        `the subagent has ${offered.join(" ")}`,
      );
      check.ok(offered.includes("deploy"), "and the rest of its parent's tools");
    },
  }),

  scenario({
    id: ["TOOL-06", "TOOL-01"],
    name: "denied and disabled tools give the same events on all engines",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage({ config: { tools: { deny: ["forecast"] } } });
      const seen: string[][] = [];
      for (const { runtime } of engines) {
        const { request } = policyProps();
        s.server.reply({ toolCalls: [{ id: "toolu_1", name: "forecast", input: {} }] }, { text: "ok" });
        const denied = await s.turn({ ...request, runtime, prompt: "go" });
        s.server.reply({ text: "ok" });
        const disabled = await s.turn({ ...request, runtime, prompt: "go", disableTools: true });
        check.deepEqual(toolNamesOf(disabled.requests[0]), [], `${runtime}: nothing offered`);
        check.deepEqual(eventsOf(denied.events, "warning"), [], `${runtime}: a policy at work is no warning`);
        seen.push([...outlineOf(denied), ...outlineOf(disabled)]);
      }
      for (const lines of seen) check.deepEqual(lines, seen[0], "events of the engines");
    },
  }),
];
