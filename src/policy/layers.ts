/** The layers that speak for a turn, in their order. */
import type { Config } from "../config/schema.ts";
import { parseSessionKey } from "../sessions/session-key.ts";
import type { TurnFacts } from "../turn/facts.ts";
import type { ToolRules } from "./config.ts";
import type { LayerKind } from "./decide.ts";
import { fits, toolKey } from "./names.ts";

/** Of a turn, what its layers depend on. */
export type LayerFacts = Pick<
  TurnFacts,
  "agentId" | "provider" | "model" | "messaging" | "sessionKey" | "depth"
> & {
  /** Commands of the turn run in the sandbox. */
  readonly sandboxed: boolean;
};

export interface NamedRules {
  readonly kind: LayerKind;
  readonly name: string;
  readonly rules: Partial<ToolRules>;
}

/** The configuration, as far as it is about tools. */
export type PolicyConfig = Pick<Config, "tools" | "agents" | "channels">;

/**
 * Reads the configuration once. Gives all rules for a turn of some facts, in the order in which they are asked and always as the same
 * objects; layers without rules are left out.
 */
export function policyLayers(config: PolicyConfig): (facts: LayerFacts) => readonly NamedRules[] {
  const { tools, agents, channels } = config;
  const global = layer("global", "global", withoutProfile(tools));
  const profile = profileLayer(tools, undefined, "");
  const ofAgents = new Map(
    Object.entries(agents).map(([id, { tools: own }]) => [
      id,
      {
        profile: profileLayer(tools, own, id),
        rules: layer("agent", `agent ${id}`, own && withoutProfile(own)),
      },
    ]),
  );
  return (facts) => {
    const agent = ofAgents.get(facts.agentId);
    const layers = [
      agent === undefined ? profile : agent.profile,
      ...Object.entries(tools.byProvider).map(([name, rules]) =>
        speaksOf(name, facts) ? layer("provider", `provider ${name}`, rules) : null,
      ),
      global,
      agent?.rules ?? null,
      ...channelLayers(channels, facts),
      facts.sandboxed ? layer("sandbox", "sandbox", tools.sandbox) : null,
      facts.depth > 0 ? layer("subagent", "subagent", tools.subagents) : null,
    ];
    return layers.filter((one) => one !== null);
  };
}

/** An agent begins with its own profile instead of the general one; denials and allow lists of both hold. */
function profileLayer(
  tools: PolicyConfig["tools"],
  agent: ToolRules | undefined,
  agentId: string,
): NamedRules | null {
  const whose = agent?.profile === undefined ? "global" : `agent ${agentId}`;
  const alsoAllow = [...tools.alsoAllow, ...(agent?.alsoAllow ?? [])];
  const profile = agent?.profile ?? tools.profile;
  return layer("profile", `profile (${whose})`, { ...(profile && { profile }), alsoAllow });
}

function channelLayers(channels: PolicyConfig["channels"], facts: LayerFacts): (NamedRules | null)[] {
  const { messageChannel, groupId, senderId, senderE164 } = facts.messaging;
  const fromKey = facts.sessionKey === null ? undefined : parseSessionKey(facts.sessionKey)?.channel;
  const name = messageChannel ?? fromKey;
  const channel = name === undefined ? undefined : named(channels, [name]);
  if (channel === undefined) return [];
  const group = groupId === undefined ? undefined : named(channel.groups, [groupId, "*"]);
  // Names that a person may choose are no identity: only what the channel itself assigns counts.
  const ids = [senderId, senderE164].filter((id) => id !== undefined);
  const sender = named(channel.senders, [...ids, "*"]);
  const groupSender = group && named(group.senders, [...ids, "*"]);
  const who = ids[0] ?? "unknown";
  return [
    layer("channel", `channel ${name}`, channel.tools),
    layer("group", `group ${groupId}`, group?.tools),
    layer("sender", `sender ${who}`, sender?.tools),
    layer("sender", `sender ${who} in group ${groupId}`, groupSender?.tools),
  ];
}

/** The first of the names that the record has, by whatever case it is written in. */
function named<T>(record: Readonly<Record<string, T>>, names: readonly string[]): T | undefined {
  const entries = Object.entries(record);
  if (entries.length === 0) return undefined;
  for (const name of names) {
    const found = entries.find(([key]) => toolKey(key) === toolKey(name));
    if (found !== undefined) return found[1];
  }
  return undefined;
}

/** Whether an entry of `byProvider` means this provider or model. */
function speaksOf(entry: string, { provider, model }: LayerFacts): boolean {
  const pattern = toolKey(entry);
  return [provider, `${provider}/${model}`].some((name) => fits(toolKey(name), pattern));
}

function withoutProfile(rules: ToolRules): Partial<ToolRules> {
  const { allow, deny, alsoAllow } = rules;
  return { allow, deny, alsoAllow };
}

function layer(kind: LayerKind, name: string, rules: Partial<ToolRules> | undefined): NamedRules | null {
  return rules === undefined || !isSomething(rules) ? null : { kind, name, rules };
}

function isSomething({ profile, allow = [], deny = [] }: Partial<ToolRules>): boolean {
  return (profile !== undefined && profile !== "full") || allow.length > 0 || deny.length > 0;
}
