/** What an engine is given to run tools of its own under the turn's rules, and which tools of a turn are whose. */
import type { Config } from "../config/schema.ts";
import { harnessOf } from "../engines/claude/native/harness.ts";
import { replacedBy } from "../engines/claude/native/tools.ts";
import type { NativeRun } from "../engines/runtime.ts";
import { subagentStarted, subagentStopped } from "../hooks/subagents.ts";
import type { TurnHooks } from "../hooks/turn-hooks.ts";
import type { ProviderInfo, RuntimeContext } from "../routing/model.ts";
import type { ToolOffer } from "../tools/tool.ts";
import type { ExecutorDeps, PreparedTurn } from "./executor.ts";
import type { TurnFacts } from "./facts.ts";
import { overBudget } from "./next-call.ts";
import { openScope } from "./open-scope.ts";

/** A turn for which the Claude engine runs with Claude Code's own tools. */
export interface NativeTurn
  extends Pick<NativeRun, "workspaceDir" | "additionalDirectories" | "permissionMode" | "fire"> {
  /** Names of all native tools of the turn. */
  readonly names: ReadonlySet<string>;
}

/** `null`: the turn is a clean one. */
export function nativeTurn(
  config: Pick<Config, "agents" | "claude">,
  facts: TurnFacts,
  tools: readonly { readonly name: string; readonly origin?: string }[],
): NativeTurn | null {
  if (harnessOf(config, facts) !== "native") return null;
  const { workspaceDir, additionalDirectories, permissionMode } = facts;
  const names = new Set(tools.filter((tool) => tool.origin === "native").map((tool) => tool.name));
  return { names, workspaceDir, additionalDirectories, permissionMode, fire: bridge(facts.hooks) };
}

/** Fires the turn's hooks for what happened inside the engine. Their own events report what goes wrong in them. */
function bridge(hooks: TurnHooks | undefined): NativeRun["fire"] {
  return async (hook) => {
    if (hooks === undefined) return [];
    try {
      switch (hook.event) {
        case "SubagentStart":
          return await subagentStarted(hooks, { runId: hook.agentId, agentId: hook.agentType });
        case "SubagentStop": {
          const agent = { runId: hook.agentId, agentId: hook.agentType };
          const goOn = await subagentStopped(hooks, agent, { text: hook.lastMessage, again: hook.again });
          return goOn === null ? [] : [goOn];
        }
        case "Notification": {
          const { message, title, type } = hook;
          hooks.tell("Notification", {
            message,
            notification_type: type,
            ...(title === undefined ? {} : { title }),
          });
          return [];
        }
      }
    } catch {
      return [];
    }
  };
}

/** Tools of Tandem for an engine, and those of its own: where these are offered, Tandem's of the same kind give way. */
export interface DividedTools {
  readonly tools: readonly ToolOffer[];
  readonly own: readonly string[];
}

export function divideTools(
  offered: readonly ToolOffer[],
  native: NativeTurn | null,
  runtime: RuntimeContext["runtime"],
): DividedTools {
  if (native === null || native.names.size === 0) return { tools: offered, own: [] };
  const isOwn = (tool: ToolOffer) => native.names.has(tool.name);
  const own = runtime === "claude" ? offered.filter(isOwn).map((tool) => tool.name) : [];
  const replaced = replacedBy(own);
  return { tools: offered.filter((tool) => !isOwn(tool) && !replaced.has(tool.name)), own };
}

/** For `EngineRun.native`. */
export function nativeRun(
  turn: PreparedTurn,
  native: NativeTurn,
  own: readonly string[],
  place: { readonly context: RuntimeContext; readonly provider: ProviderInfo },
  deps: Pick<ExecutorDeps, "transport">,
): NativeRun {
  const { context, provider } = place;
  const { workspaceDir, additionalDirectories, permissionMode, fire } = native;
  return {
    tools: own,
    workspaceDir,
    additionalDirectories,
    permissionMode,
    fire,
    runNested: (call) => turn.runner.runNested(call),
    openSubagent: (type) => {
      const { observe, complete, settle } = turn.ledger.beside(type);
      const scope = openScope(turn, context, provider, deps, {
        // What it has to say is known to the engine alone; it is held to what was spent.
        admit: () =>
          overBudget(turn, context, []) === null ? { admit: true } : { admit: false, reason: "max_budget" },
        observe,
      });
      return {
        fetch: scope.fetch,
        expect: () => scope.expect(),
        complete: (usage) => complete(usage, context.model),
        close: () => {
          scope.close();
          settle();
        },
      };
    },
  };
}
