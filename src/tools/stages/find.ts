/** Stage 2: finds the tool. */
import { TandemError } from "../../kernel/errors.ts";
import { nearest } from "../../routing/nearest.ts";
import type { ToolDefinition } from "../tool.ts";
import type { Gate } from "./stage.ts";

/** Refuses a call of a tool this turn does not offer, naming the nearest ones. */
export const find: Gate = (pending) => {
  const tool = pending.tools.get(pending.call.name);
  if (tool === undefined) throw toolNotFound(pending.call.name, pending.tools);
  return { ...pending, tool };
};

/** The refusal of a name that is not offered. */
export function toolNotFound(name: string, tools: ReadonlyMap<string, ToolDefinition>): TandemError {
  const all = [...tools.keys()];
  const near = nearest(name, all);
  const remediation =
    all.length === 0
      ? "No tools are available in this turn."
      : near.length > 0
        ? `Did you mean ${near.map((other) => `"${other}"`).join(" or ")}?`
        : `Available tools: ${all.join(", ")}.`;
  return new TandemError({
    code: "tool_not_found",
    message: `There is no tool "${name}".`,
    remediation,
    details: { nearest: near },
  });
}
