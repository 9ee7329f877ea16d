/** Where a turn's model and engine may be named, strongest first. */
import type { Config } from "../config/schema.ts";
import type { TurnRequest } from "../kernel/request.ts";
import type { RuntimeKind } from "../sessions/message.ts";
import type { SessionInfo } from "../sessions/store.ts";
import type { TurnFacts } from "../turn/facts.ts";

/** The part of a request that decides what it runs on. */
export type RouteRequest = Pick<
  TurnRequest,
  "agentId" | "authProfileId" | "lane" | "model" | "runtime" | "thinking"
>;

/** One place. */
export interface Layer {
  /** For people: who named it. */
  readonly source: string;
  /** Path of the request or config field that holds the model string. */
  readonly field: string;
  readonly model?: string;
  readonly runtime?: RuntimeKind;
}

/** Lane of subagents, by which their requests are recognised. */
const SUBAGENT_LANE = "subagent";

/** What spawned a turn runs on. */
export type Spawner = Pick<TurnFacts, "agentId" | "runtime" | "provider" | "model">;

/**
 * For a spawned turn, the settings of its parent's agent for subagents come after the session, then its own agent where that is another,
 * then what the parent runs on.
 */
export function routeLayers(
  config: Config,
  request: RouteRequest,
  session: SessionInfo | null,
  spawner?: Spawner,
): Layer[] {
  const agentId = request.agentId ?? "main";
  const agent = config.agents[agentId];
  const layers: Layer[] = [
    { source: "the request", field: "model", model: request.model, runtime: request.runtime },
  ];
  if (session?.provider && session.model) {
    layers.push({
      source: "the session",
      field: "session.model",
      model: `${session.provider}/${session.model}`,
      runtime: session.runtime ?? undefined,
    });
  }
  if (spawner !== undefined) {
    layers.push(...spawnedLayers(config, agentId, spawner));
    return layers;
  }
  if (request.lane === SUBAGENT_LANE) {
    const owner = agent?.subagents === undefined ? "main" : agentId;
    const subagents = config.agents[owner]?.subagents;
    layers.push({
      source: `subagents of ${owner}`,
      field: `agents.${owner}.subagents.model`,
      model: subagents?.model,
      runtime: subagents?.runtime === "inherit" ? undefined : subagents?.runtime,
    });
  }
  for (const id of new Set([agentId, "main"])) {
    const { model, runtime } = config.agents[id] ?? {};
    layers.push({ source: `agent ${id}`, field: `agents.${id}.model`, model, runtime });
  }
  layers.push({ source: "the config", field: "model", model: config.model, runtime: config.runtime });
  return layers;
}

function spawnedLayers({ agents }: Config, agentId: string, spawner: Spawner): Layer[] {
  const { subagents } = agents[spawner.agentId] ?? {};
  const layers: Layer[] = [
    {
      source: `subagents of ${spawner.agentId}`,
      field: `agents.${spawner.agentId}.subagents.model`,
      model: subagents?.model,
      runtime: subagents?.runtime === "inherit" ? spawner.runtime : subagents?.runtime,
    },
  ];
  if (agentId !== spawner.agentId) {
    const { model, runtime } = agents[agentId] ?? {};
    layers.push({ source: `agent ${agentId}`, field: `agents.${agentId}.model`, model, runtime });
  }
  const { provider, model, runtime } = spawner;
  layers.push({ source: "the parent", field: "model", model: `${provider}/${model}`, runtime });
  return layers;
}
