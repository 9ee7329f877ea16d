/** The thinking level of a turn. */
import type { Config } from "../config/schema.ts";
import type { RouteRequest } from "./layers.ts";
import { type ModelInfo, THINKING_LEVELS, type ThinkingLevel } from "./model.ts";

/**
 * A level the request names stands as it is, so that it can be refused by name. One from the config bends to the nearest the
 * model has, since it was written for many models.
 */
export function chooseThinking(
  config: Config,
  request: Pick<RouteRequest, "agentId" | "thinking">,
  model: ModelInfo,
  why: string[],
): ThinkingLevel {
  if (request.thinking !== undefined) {
    why.push(`thinking ${request.thinking}: named by the request`);
    return request.thinking;
  }
  const agentId = request.agentId ?? "main";
  const wanted = config.agents[agentId]?.thinking ?? config.agents.main?.thinking ?? config.thinking;
  const level = nearestLevel(wanted, model.thinkingLevels);
  why.push(
    level === wanted
      ? `thinking ${level}: by the config`
      : `thinking ${level}: the nearest this model has to ${wanted}`,
  );
  return level;
}

/** The level itself, else the next weaker one, else the weakest there is. */
export function nearestLevel(wanted: ThinkingLevel, levels: readonly ThinkingLevel[]): ThinkingLevel {
  const place = THINKING_LEVELS.indexOf(wanted);
  const weaker = levels.filter((level) => THINKING_LEVELS.indexOf(level) <= place);
  return weaker.at(-1) ?? levels[0] ?? "off";
}
