/** Which agents there are: `main`, and those of the configuration. */
import { nearest } from "../routing/nearest.ts";
import { TandemError } from "./errors.ts";

export const MAIN_AGENT = "main";

/** Throws TandemError `unknown_agent` with the nearest name, for an agent that somebody named and nobody configured. */
export function checkAgent(id: string, agents: Readonly<Record<string, unknown>>): void {
  const known = [...new Set([MAIN_AGENT, ...Object.keys(agents)])];
  if (known.includes(id)) return;
  const near = nearest(id, known, 1)[0];
  throw new TandemError({
    code: "unknown_agent",
    field: "agentId",
    message: `There is no agent "${id}".${near === undefined ? "" : ` Did you mean ${near}?`}`,
    remediation: `Name one of ${known.join(", ")}, or add it in config under \`agents\`.`,
    details: { agents: known },
  });
}
