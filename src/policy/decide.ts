/** The tool policy's one decision: which of a turn's tools are offered and may run. Pure. */
import { knownTool, type ToolFace } from "./face.ts";
import type { CompiledRules, ToolList } from "./rules.ts";

/** Where a rule comes from, in the order in which the layers are asked. */
export const LAYER_KINDS = [
  "owner",
  "profile",
  "provider",
  "global",
  "agent",
  "channel",
  "group",
  "sender",
  "sandbox",
  "subagent",
] as const;
export type LayerKind = (typeof LAYER_KINDS)[number];

export interface PolicyLayer {
  readonly kind: LayerKind;
  /** For people: `agent writer`, `channel slack`. */
  readonly name: string;
  readonly rules: CompiledRules;
}

export interface PolicyFacts {
  /** Exactly `true` opens owner-only tools. */
  readonly senderIsOwner: boolean;
  /** Tools that the configuration keeps for the owner. */
  readonly ownerOnly: ToolList;
}

/** A tool that is not offered, and by whose rule. */
export interface RemovedTool {
  readonly name: string;
  readonly layer: string;
  readonly rule: string;
}

export interface PolicyDecision<T extends ToolFace> {
  /** The given list itself when nothing is taken away. */
  readonly offered: readonly T[];
  readonly removed: readonly RemovedTool[];
}

/** The first layer that takes a tool away; `null`: all let it through. */
export function removalOf(
  layers: readonly PolicyLayer[],
  face: ToolFace,
  facts: PolicyFacts,
): RemovedTool | null {
  if (
    layers.length === 0 &&
    (facts.senderIsOwner === true || (facts.ownerOnly.empty && face.ownerOnly !== true))
  )
    return null;
  const tool = knownTool(face);
  if (facts.senderIsOwner !== true) {
    const rule = tool.ownerOnly === true ? "owner only" : facts.ownerOnly.denies(tool);
    if (rule !== null)
      return { name: tool.name, layer: "owner", rule: rule === "owner only" ? rule : `ownerOnly ${rule}` };
  }
  for (const { name, rules } of layers) {
    const rule = rules.removes(tool);
    if (rule !== null) return { name: tool.name, layer: name, rule };
  }
  return null;
}

/** Holds every tool against every layer. */
export function decideTools<T extends ToolFace>(
  layers: readonly PolicyLayer[],
  tools: readonly T[],
  facts: PolicyFacts,
): PolicyDecision<T> {
  const removed: RemovedTool[] = [];
  const offered = tools.filter((tool) => {
    const removal = removalOf(layers, tool, facts);
    if (removal !== null) removed.push(removal);
    return removal === null;
  });
  return { offered: removed.length === 0 ? tools : offered, removed };
}
