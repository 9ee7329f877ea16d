/**
 * The part of preparing that may wait: what the turn is resolved to, the tools of every source, the sections of the prompt. Anything
 * unavailable is left out and reported; nothing here fails a turn but what the request itself asks for.
 */
import type { PromptMaterial, PromptSection, PromptSource } from "../context/prompt-section.ts";
import type { EventBody } from "../events/event.ts";
import type { Opening } from "../hooks/opening.ts";
import { hookStages } from "../hooks/tool-stages.ts";
import { messagingOf } from "../kernel/messaging.ts";
import type { ParentRun } from "../kernel/run.ts";
import { permissionGate, withAllowed } from "../permissions/gate.ts";
import { unreadablePaths } from "../permissions/rule.ts";
import { type TurnApprovals, turnApprovals } from "../permissions/turn-approvals.ts";
import type { RemovedTool } from "../policy/decide.ts";
import { assertCommandAllowed } from "../policy/owner.ts";
import { type PolicyInForce, policyGate, policyInForce, selectTools } from "../policy/policy.ts";
import type { RuntimeContext } from "../routing/model.ts";
import { toolEnvironment } from "../safety/environment.ts";
import { createScrubber, type Scrubber } from "../safety/secrets.ts";
import type { SessionInfo } from "../sessions/store.ts";
import type { TurnStages } from "../tools/pipeline.ts";
import type { Omission, ToolSource, ToolSupply } from "../tools/source.ts";
import type { ToolDefinition } from "../tools/tool.ts";
import type { TurnFacts } from "./facts.ts";
import type { PrepareDeps, PrepareInput } from "./prepare.ts";
import { secretsOfTurn } from "./secrets.ts";

/** What a turn is made of beside its history. */
export interface Gathered {
  readonly context: RuntimeContext;
  readonly facts: TurnFacts;
  /** What is offered and may run. */
  readonly tools: readonly ToolDefinition[];
  /** Stands in for tools whose schemas some wire API refuses; `null`: none is needed, or none may be. */
  readonly proxy: ToolDefinition | null;
  /** What the tool policy took away, and by whose rule. */
  readonly removedTools: readonly RemovedTool[];
  readonly policy: PolicyInForce;
  readonly approvals: TurnApprovals;
  readonly stages: TurnStages;
  /** What hooks add; absent before they were asked and where none has a say. */
  readonly opening?: Opening;
  readonly sections: readonly PromptSection[];
  /** Real paths that tools may read beside the workspace. */
  readonly readableDirectories: readonly string[];
  /** Whether permission rules keep an absolute path from being read; `null`: no rule does. */
  readonly unreadable: ((path: string) => boolean) | null;
  readonly omissions: readonly Omission[];
  /** The clean environment of the turn's tools, the request's own variables included. */
  readonly env: Readonly<Record<string, string>>;
  /** Takes the secrets that Tandem knows out of results and questions. */
  readonly scrubber: Scrubber;
}

/** Called with the session's lane held. Rejects with TandemError when the session can no longer run as asked. */
export async function gatherTurn(deps: PrepareDeps, input: PrepareInput): Promise<Gathered> {
  const { request } = input;
  assertCommandAllowed(request, deps.config.commands.ownerOnly);
  const context = sameRoute(input)
    ? input.route.context
    : deps.resolver.resolve(request, input.session, input.parent?.facts);
  const facts = factsOf(deps, input, context);
  const emit = (body: EventBody) => input.events.publish(body);
  const [supply, material] = await Promise.all([
    gatherTools(deps.toolSources, facts, input.isLook),
    gatherSections(deps, facts),
  ]);
  const omissions = [...supply.omissions, ...material.omissions, ...deps.hooks.omissions(facts.workspaceDir)];
  for (const { kind, name, reason } of omissions)
    emit({ type: "warning", code: `${kind}_left_out`, message: `${name}: ${reason}` });
  for (const message of deps.permissionRules.problems)
    emit({ type: "warning", code: "permission_rule_idle", message });
  const policy = policyInForce(deps.policy, {
    ...facts,
    sandboxed: deps.config.sandbox.mode === "required",
  });
  const env = toolEnvironment(deps.env, { ...material.environment, ...request.env });
  const scrubber = createScrubber(() => secretsOfTurn(deps, env, request));
  const approvals = turnApprovals({
    desk: deps.approvals,
    store: () => deps.store().approvals,
    facts,
    emit,
    scrubber,
  });
  const hooked = hookStages(facts.hooks);
  const { offered, removed, failure } = selectTools(policy.now, supply.tools);
  if (failure !== null) emit({ type: "warning", code: failure.code, message: failure.message });
  const tools = passedOn(offered, input.parent);
  const proxy = deps.proxies.proxyFor(tools, (face) => policy.now().removal(face));
  return {
    context,
    facts,
    tools,
    proxy,
    removedTools: removed,
    unreadable: unreadablePaths(deps.permissionRules.deny, facts.workspaceDir),
    policy,
    approvals,
    env,
    scrubber,
    stages: {
      finishers: hooked.finishers,
      gates: [
        policyGate(policy.now),
        ...hooked.gates,
        // A hook may have made a proxy's call reach another tool.
        ...(hooked.gates.length === 0 ? [] : [policyGate(policy.now)]),
        permissionGate({
          mode: facts.permissionMode,
          rules: withAllowed(deps.permissionRules, request.allowTools),
          approvals,
        }),
      ],
    },
    ...material,
    sections: withTheirTools(material.sections, tools),
    omissions,
  };
}

/** The tools of all sources and the caller's (extra and client tools); of two with one name the caller's counts, then that of the earlier source. */
export async function gatherTools(
  sources: readonly ToolSource[],
  facts: TurnFacts,
  isLook = false,
): Promise<Required<ToolSupply>> {
  const { disableTools, extraTools = [] } = facts.request;
  if (disableTools) return { tools: [], omissions: [] };
  const supplies = await Promise.all(sources.map((source) => source.supply(facts, isLook)));
  const omissions = supplies.flatMap((supply) => supply.omissions ?? []);
  const known = new Map(extraTools.map((tool) => [tool.name, tool]));
  const own = new Set(known.values());
  const tools: ToolDefinition[] = [];
  for (const tool of supplies.flatMap((supply) => supply.tools)) {
    const other = known.get(tool.name);
    if (other === undefined) {
      known.set(tool.name, tool);
      tools.push(tool);
    } else if (!own.has(other) && other.deferred !== true) {
      const reason = `another tool of this name comes first (${originOf(other)} before ${originOf(tool)}); rename one of them.`;
      omissions.push({ kind: "tool", name: tool.name, reason });
    }
  }
  return { tools: [...tools, ...own], omissions };
}

function originOf(tool: ToolDefinition): string {
  return tool.origin ?? "the caller";
}

/** A subagent has at most the tools that its parent passed on. */
function passedOn(tools: readonly ToolDefinition[], parent: ParentRun | null): readonly ToolDefinition[] {
  return parent === null ? tools : tools.filter((tool) => parent.tools.has(tool.name));
}

/** What the prompt says of tools holds only for those that the turn offers. */
function withTheirTools(
  sections: readonly PromptSection[],
  offered: readonly ToolDefinition[],
): readonly PromptSection[] {
  return sections.filter(
    ({ tools }) => tools?.some((name) => offered.some((tool) => tool.name === name)) ?? true,
  );
}

async function gatherSections(
  { promptSources }: { readonly promptSources: readonly PromptSource[] },
  facts: TurnFacts,
): Promise<Required<PromptMaterial>> {
  const materials = await Promise.all(promptSources.map((source) => source.load(facts)));
  return {
    sections: materials.flatMap((material) => material.sections),
    omissions: materials.flatMap((material) => material.omissions ?? []),
    readableDirectories: materials.flatMap((material) => material.readableDirectories ?? []),
    environment: Object.assign({}, ...materials.map((material) => material.environment ?? {})),
  };
}

function factsOf(deps: PrepareDeps, input: PrepareInput, context: RuntimeContext): TurnFacts {
  const { request, valid, runId, session } = input;
  return {
    runId,
    parentRunId: input.parent?.facts.runId ?? null,
    depth: input.family.depth,
    sessionId: session?.id ?? null,
    sessionKey: session?.key ?? null,
    agentId: valid.agentId,
    workspaceDir: valid.workspaceDir,
    agentDir: valid.agentDir,
    additionalDirectories: request.additionalDirectories ?? [],
    runtime: context.runtime,
    provider: context.provider.id,
    model: context.model.id,
    messaging: messagingOf(request),
    senderIsOwner: request.senderIsOwner === true,
    permissionMode: request.permissionMode ?? deps.config.permissions.mode,
    userAvailable:
      request.noUserAvailable !== true && (request.confirm !== undefined || request.approvals === "wait"),
    hooks: input.hooks,
    request,
  };
}

/** Whether the session is still set to what it was when the request came in; an earlier turn may have changed it. */
function sameRoute({ session, route }: PrepareInput): boolean {
  const names = (one: SessionInfo | null) =>
    [one?.runtime, one?.provider, one?.model].map((name) => name ?? "").join(" ");
  return names(session) === names(route.session);
}
