/** The tool policy of one Tandem: which tools a turn is offered, and the gate that holds every call against the same rules. */
import { TandemError } from "../kernel/errors.ts";
import type { Gate } from "../tools/stages/stage.ts";
import type { ToolDefinition } from "../tools/tool.ts";
import type { ToolRules } from "./config.ts";
import { decideTools, type PolicyDecision, type PolicyLayer, type RemovedTool, removalOf } from "./decide.ts";
import type { ToolFace } from "./face.ts";
import { type LayerFacts, type PolicyConfig, policyLayers } from "./layers.ts";
import { CompiledRules, ToolList } from "./rules.ts";

/** What a turn's policy is decided by: who sent it, to which agent, by which channel, on which provider. */
export type PolicySubject = LayerFacts & { readonly senderIsOwner: boolean };

export interface TurnPolicy {
  readonly layers: readonly PolicyLayer[];
  /** Takes away what may not be offered. Throws what a rule throws; see {@link selectTools}. */
  decide<T extends ToolFace>(tools: readonly T[]): PolicyDecision<T>;
  /** Whose rule forbids the tool; `null`: it may run. For tools that are not Tandem's too, as an engine's own. */
  removal(tool: ToolFace): RemovedTool | null;
}

export interface ToolPolicy {
  /** Cheap; made for each turn, and again for another provider. */
  for(subject: PolicySubject): TurnPolicy;
}

/** The policy of a turn while it may continue with another provider. */
export interface PolicyInForce {
  /** For the provider the turn runs on now. */
  now(): TurnPolicy;
  /** The turn continues with this model. */
  moveTo(provider: string, model: string): void;
}

/** Decides when first asked, so that an error of a rule meets {@link selectTools} and the gate. */
export function policyInForce(policy: ToolPolicy, subject: PolicySubject): PolicyInForce {
  let current = subject;
  let decided: TurnPolicy | null = null;
  return {
    now: () => {
      decided ??= policy.for(current);
      return decided;
    },
    moveTo(provider, model) {
      if (provider === current.provider && model === current.model) return;
      current = { ...current, provider, model };
      decided = null;
    },
  };
}

/** The configuration is read once; its rules are compiled when a turn first needs them. */
export function createToolPolicy(config: PolicyConfig): ToolPolicy {
  const layersOf = policyLayers(config);
  const compiled = new WeakMap<Partial<ToolRules>, CompiledRules>();
  const ownerOnly = new ToolList(config.tools.ownerOnly);
  const compile = (rules: Partial<ToolRules>) => {
    let known = compiled.get(rules);
    if (known === undefined) {
      known = new CompiledRules(rules);
      compiled.set(rules, known);
    }
    return known;
  };
  return {
    for(subject) {
      const layers = layersOf(subject).map(
        ({ kind, name, rules }): PolicyLayer => ({ kind, name, rules: compile(rules) }),
      );
      const facts = { senderIsOwner: subject.senderIsOwner === true, ownerOnly };
      return {
        layers,
        decide: (tools) => decideTools(layers, tools, facts),
        removal: (tool) => removalOf(layers, tool, facts),
      };
    },
  };
}

/** A decision, or that there is none: a policy that fails takes every tool away. */
export function selectTools(
  policy: () => TurnPolicy,
  tools: readonly ToolDefinition[],
): PolicyDecision<ToolDefinition> & { readonly failure: TandemError | null } {
  try {
    return { ...policy().decide(tools), failure: null };
  } catch (cause) {
    const failure = new TandemError({
      code: "policy_failed",
      message: "The tool policy could not be decided, so this turn has no tools.",
      cause,
    });
    const removed = tools.map(({ name }) => ({ name, layer: "error", rule: failure.message }));
    return { offered: [], removed, failure };
  }
}

/**
 * The first gate of every call. It decides again and does not trust the offer: a name that a model, an engine or a proxy makes up, or a
 * tool that changed since, meets the same rules. Throws TandemError `tool_denied`; an error of a rule denies as well.
 */
export function policyGate(policy: () => TurnPolicy): Gate {
  return (pending) => {
    const tool = pending.tool!;
    const reached = tool.reaches?.(pending.input) ?? null;
    const faces: ToolFace[] = reached === null ? [tool] : [tool, { ...faceOf(tool), name: reached }];
    for (const face of faces) refuseRemoved(policy, face);
    return pending;
  };
}

function faceOf({ origin, effect, ownerOnly }: ToolDefinition): Omit<ToolFace, "name"> {
  return { ...(origin && { origin }), ...(effect && { effect }), ...(ownerOnly && { ownerOnly }) };
}

function refuseRemoved(policy: () => TurnPolicy, tool: ToolFace): void {
  let removed: RemovedTool | null;
  try {
    removed = policy().removal(tool);
  } catch (cause) {
    const message = `Whether "${tool.name}" may run could not be decided, so it was not run.`;
    throw new TandemError({ code: "tool_denied", message, remediation: "Go on without it.", cause });
  }
  if (removed !== null) throw toolDenied(removed);
}

/** The refusal of a tool, in the words for the model. */
export function toolDenied({ name, layer, rule }: RemovedTool): TandemError {
  const owner = layer === "owner";
  return new TandemError({
    code: "tool_denied",
    message: owner
      ? `"${name}" is for the owner alone, and this message is not from the owner; it was not run.`
      : `"${name}" is not allowed in this turn (${layer}: ${rule}); it was not run.`,
    remediation: "Go on without it, and tell the user if the task needs it.",
    details: { layer, rule },
  });
}
