import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configSchema } from "../config/schema.ts";
import type { PendingCall } from "../tools/stages/stage.ts";
import { toolContext } from "../tools/testing.ts";
import type { ToolDefinition } from "../tools/tool.ts";
import { GROUP_NAMES, inGroup } from "./groups.ts";
import { fits, groupOf, toolKey } from "./names.ts";
import { createToolPolicy, type PolicySubject, policyGate, policyInForce, selectTools } from "./policy.ts";

function tool(name: string, more: Partial<ToolDefinition> = {}): ToolDefinition {
  return {
    name,
    description: name,
    inputSchema: { type: "object" },
    readOnly: false,
    execute: async () => ({ content: [] }),
    ...more,
  };
}

const BUILTIN = [
  "read",
  "write",
  "edit",
  "apply_patch",
  "exec",
  "grep",
  "find",
  "ls",
  "web_fetch",
  "message",
].map((name) => tool(name, { origin: "builtin" }));
const MCP = ["create_issue", "list_issues"].map((name) =>
  tool(`mcp__github__${name}`, { origin: "mcp:github" }),
);
const OTHERS = [
  tool("deploy", { origin: "extension:ops" }),
  tool("pick_colour", { origin: "client" }),
  tool("Bash", { origin: "native", effect: "exec" }),
  tool("forecast"),
  tool("memory_save"),
  tool("spawn_subagent"),
];
const ALL = [...BUILTIN, ...MCP, ...OTHERS];

const SUBJECT: PolicySubject = {
  agentId: "main",
  provider: "anthropic",
  model: "claude-sonnet-4-5",
  messaging: {},
  sessionKey: null,
  depth: 0,
  sandboxed: false,
  senderIsOwner: false,
};

function policyOf(config: Record<string, unknown>, subject: Partial<PolicySubject> = {}) {
  return createToolPolicy(configSchema.parse(config)).for({ ...SUBJECT, ...subject });
}

function namesOf(config: Record<string, unknown>, subject: Partial<PolicySubject> = {}): string[] {
  return policyOf(config, subject)
    .decide(ALL)
    .offered.map(({ name }) => name);
}

describe("layers", () => {
  it("leave everything alone, and the list itself, where nothing is said", () => {
    expect(policyOf({}).decide(ALL)).toEqual({ offered: ALL, removed: [] });
    expect(policyOf({}).decide(ALL).offered).toBe(ALL);
  });

  it.each([
    ["a denial", { tools: { deny: ["exec"] } }, ["exec", "Bash"]],
    ["a denial in other letters", { tools: { deny: [" ＥＸＥＣ\u200b "] } }, ["exec", "Bash"]],
    ["a denial by Claude Code's name", { tools: { deny: ["Bash"] } }, ["exec", "Bash"]],
    ["a pattern", { tools: { deny: ["mcp__*__create_*"] } }, ["mcp__github__create_issue"]],
    ["a group by origin", { tools: { deny: ["group:mcp"] } }, MCP.map(({ name }) => name)],
    ["a group by effect", { tools: { deny: ["group:runtime"] } }, ["exec", "Bash"]],
    ["what another tool could do as well", { tools: { deny: ["write"] } }, ["write", "apply_patch"]],
    [
      "a denial against an allowance",
      { tools: { allow: ["*"], alsoAllow: ["exec"], deny: ["exec"] } },
      ["exec", "Bash"],
    ],
  ])("take away by %s", (_what, config, gone) => {
    expect(ALL.map(({ name }) => name).filter((name) => !namesOf(config).includes(name))).toEqual(gone);
  });

  it.each([
    [
      "an allow list",
      { tools: { allow: ["read", "mcp__github__list_*"] } },
      ["read", "mcp__github__list_issues"],
    ],
    ["both halves of a patch", { tools: { allow: ["write", "edit"] } }, ["write", "edit", "apply_patch"]],
    [
      "a profile and more",
      { tools: { profile: "messaging", alsoAllow: ["deploy"] } },
      ["message", "deploy", "memory_save"],
    ],
    [
      "an agent's own profile",
      { tools: { profile: "minimal" }, agents: { main: { tools: { profile: "messaging" } } } },
      ["message", "memory_save"],
    ],
    [
      "two lists: what both allow",
      { tools: { allow: ["read", "ls"] }, agents: { main: { tools: { allow: ["ls", "exec"] } } } },
      ["ls"],
    ],
  ])("leave by %s", (_what, config, left) => {
    expect(namesOf(config)).toEqual(left);
  });

  const channels = {
    slack: {
      tools: { deny: ["deploy"] },
      groups: {
        c1: { tools: { deny: ["write"] }, senders: { u7: { tools: { deny: ["ls"] } } } },
        "*": { tools: { deny: ["exec"] } },
      },
      senders: { u1: {}, "*": { tools: { deny: ["read"] } } },
    },
  };
  it.each([
    ["the channel, whoever else", { messageChannel: "Slack", senderId: "u1" }, ["deploy"]],
    ["the channel of the session's key", {}, ["deploy", "read"]],
    ["a group and everybody", { messageChannel: "slack", groupId: "c1" }, ["deploy", "read", "write"]],
    ["another group", { messageChannel: "slack", groupId: "c2", senderId: "u1" }, ["deploy", "exec"]],
    [
      "a sender in a group",
      { messageChannel: "slack", groupId: "c1", senderId: "u7" },
      ["deploy", "ls", "read", "write"],
    ],
    [
      "a name that anybody may take",
      { messageChannel: "slack", senderName: "u1", senderUsername: "u1" },
      ["deploy", "read"],
    ],
    ["a channel without rules", { messageChannel: "constructor" }, []],
  ] as [string, PolicySubject["messaging"], string[]][])(
    "of channels speak for %s",
    (_what, messaging, gone) => {
      const offered = namesOf({ channels }, { messaging, sessionKey: "agent:main:slack:dm:u1" });
      for (const name of ["deploy", "exec", "ls", "read", "write"])
        expect(`${name} ${!offered.includes(name)}`).toBe(`${name} ${gone.includes(name)}`);
    },
  );

  it("of provider, sandbox and subagents speak where they apply", () => {
    const rules = (name: string) => ({ deny: [name] });
    const config = {
      tools: {
        byProvider: { openai: rules("read"), "anthropic/claude-sonnet-*": rules("ls") },
        sandbox: rules("write"),
        subagents: rules("spawn_subagent"),
      },
    };
    const removed = (subject: Partial<PolicySubject>) =>
      policyOf(config, subject)
        .decide(ALL)
        .removed.map(({ name, layer }) => `${name}: ${layer}`);
    expect(removed({})).toEqual(["ls: provider anthropic/claude-sonnet-*"]);
    expect(removed({ provider: "openai", model: "gpt-5", sandboxed: true, depth: 1 })).toEqual([
      "read: provider openai",
      "write: sandbox",
      "apply_patch: sandbox",
      "spawn_subagent: subagent",
    ]);
  });
});

describe("owner-only tools", () => {
  const own = [tool("wipe", { ownerOnly: true }), tool("deploy"), tool("read")];
  const config = { tools: { ownerOnly: ["dep*"] } };

  it.each([
    [true, ["wipe", "deploy", "read"]],
    [false, ["read"]],
    ["true", ["read"]],
    [1, ["read"]],
    [undefined, ["read"]],
  ])("are for senderIsOwner === true: %j", (senderIsOwner, left) => {
    const policy = policyOf(config, { senderIsOwner: senderIsOwner as boolean });
    expect(policy.decide(own).offered.map(({ name }) => name)).toEqual(left);
  });
});

describe("errors of a rule", () => {
  const broken = () => {
    throw new Error("a rule broke");
  };

  it("leave no tool", () => {
    const { offered, failure } = selectTools(broken, ALL);
    expect(offered).toEqual([]);
    expect(failure?.code).toBe("policy_failed");
  });

  it("let no call through", () => {
    expect(() => policyGate(broken)(callOf(tool("read")))).toThrow("could not be decided");
  });
});

function callOf(definition: ToolDefinition, input: Record<string, unknown> = {}): PendingCall {
  return {
    call: { id: "c", name: definition.name, input },
    tools: new Map([[definition.name, definition]]),
    context: toolContext("/tmp"),
    tool: definition,
    input,
  };
}

describe("the gate", () => {
  const policy = policyOf({ tools: { deny: ["mcp__github__create_issue"] } });
  const proxy = tool("mcp_github", { origin: "mcp:github", reaches: ({ tool: name }) => String(name) });

  it("holds a proxy's call against the tool it reaches", () => {
    const gate = policyGate(() => policy);
    expect(() => gate(callOf(proxy, { tool: "mcp__github__list_issues" }))).not.toThrow();
    expect(() => gate(callOf(proxy, { tool: "MCP__GitHub__create_issue" }))).toThrow(
      "not allowed in this turn",
    );
  });

  it("follows the turn to another provider", () => {
    const book = createToolPolicy(
      configSchema.parse({ tools: { byProvider: { openai: { deny: ["exec"] } } } }),
    );
    const force = policyInForce(book, SUBJECT);
    const gate = policyGate(force.now);
    const exec = callOf(tool("exec"));
    expect(() => gate(exec)).not.toThrow();
    force.moveTo("openai", "gpt-5");
    expect(() => gate(exec)).toThrow("provider openai: deny exec");
  });
});

describe("a denial", () => {
  const entry = fc.oneof(
    fc.constantFrom(...ALL.map(({ name }) => name)),
    fc.constantFrom(...ALL.map(({ name }) => ` ${name.toUpperCase()}`)),
    fc.constantFrom(...GROUP_NAMES.map((name) => `group:${name}`)),
    fc.constantFrom("*", "mcp__*", "*_issues", "e?ec", "m*", "Write", "webfetch", "Task", "nothing"),
  );
  const list = fc.array(entry, { maxLength: 4 });
  const rules = fc.record({
    profile: fc.constantFrom("minimal" as const, "coding" as const, "messaging" as const, "full" as const),
    allow: list,
    deny: list,
    alsoAllow: list,
  });
  const config = fc.record({
    tools: fc.record({
      ...{
        profile: fc.constantFrom("coding" as const, "full" as const),
        allow: list,
        deny: list,
        alsoAllow: list,
      },
      byProvider: fc.record({ anthropic: rules, "anthropic/claude-*": rules, openai: rules }),
      sandbox: rules,
      subagents: rules,
      ownerOnly: list,
    }),
    agents: fc.record({ main: fc.record({ tools: rules }), other: fc.record({ tools: rules }) }),
    channels: fc.record({
      slack: fc.record({
        tools: rules,
        groups: fc.record({
          c1: fc.record({ tools: rules, senders: fc.record({ u1: fc.record({ tools: rules }) }) }),
        }),
        senders: fc.record({ u1: fc.record({ tools: rules }), "*": fc.record({ tools: rules }) }),
      }),
    }),
  });
  const subject = fc.record({
    agentId: fc.constantFrom("main", "other"),
    provider: fc.constantFrom("anthropic", "openai"),
    model: fc.constantFrom("claude-sonnet-4-5", "gpt-5"),
    messaging: fc.record({
      messageChannel: fc.constantFrom("slack", "SLACK", "telegram"),
      groupId: fc.constantFrom("c1", "c2"),
      senderId: fc.constantFrom("u1", "u2"),
    }),
    sessionKey: fc.constant(null),
    depth: fc.constantFrom(0, 1),
    sandboxed: fc.boolean(),
    senderIsOwner: fc.boolean(),
  });

  /** The meaning of an entry, written a second time and plainly. */
  function names(text: string, { name, origin, effect }: ToolDefinition): boolean {
    const key = toolKey(name);
    const group = groupOf(text);
    if (group !== null)
      return inGroup({ name, ...(origin && { origin }), ...(effect && { effect }) }, key, group);
    return fits(key, toolKey(text));
  }

  it("holds over everything that any layer allows, and at the gate again", () => {
    fc.assert(
      fc.property(config, subject, (given, who) => {
        const parsed = configSchema.parse(given);
        const channel = who.messaging.messageChannel === "telegram" ? undefined : parsed.channels.slack;
        const group = who.messaging.groupId === "c1" ? channel?.groups.c1 : undefined;
        const layers = [
          parsed.tools,
          parsed.tools.byProvider[who.provider],
          who.model.startsWith("claude") && who.provider === "anthropic"
            ? parsed.tools.byProvider["anthropic/claude-*"]
            : undefined,
          parsed.agents[who.agentId]?.tools,
          channel?.tools,
          group?.tools,
          channel?.senders[who.messaging.senderId === "u1" ? "u1" : "*"]?.tools,
          who.messaging.senderId === "u1" ? group?.senders.u1?.tools : undefined,
          who.sandboxed ? parsed.tools.sandbox : undefined,
          who.depth > 0 ? parsed.tools.subagents : undefined,
        ];
        const denials = layers.flatMap((layer) => layer?.deny ?? []);
        if (!who.senderIsOwner) denials.push(...parsed.tools.ownerOnly);
        const policy = createToolPolicy(parsed).for(who);
        const { offered, removed } = policy.decide(ALL);
        expect(offered.length + removed.length).toBe(ALL.length);
        const gate = policyGate(() => policy);
        for (const one of ALL) {
          const isOffered = offered.includes(one);
          if (denials.some((text) => names(text, one))) expect(isOffered).toBe(false);
          if (isOffered) expect(() => gate(callOf(one))).not.toThrow();
          else expect(() => gate(callOf(one))).toThrow();
        }
      }),
      { numRuns: 300 },
    );
  });
});
