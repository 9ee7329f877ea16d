/** Tools that the caller of a turn runs itself: offered, checked and gated like any other, and then left to the caller. */
import type { ToolSource } from "../source.ts";
import type { ToolDefinition, ToolOffer } from "../tool.ts";

/** Definitions that are remembered. */
const MOST_KNOWN = 512;

/**
 * One for each Tandem. Callers that read their tools from a request body give new objects each time; the same content gives the same
 * definition here, so that neither its schema nor the prompt is rebuilt.
 */
export function clientToolSource(): ToolSource {
  const known = new Map<string, ToolDefinition>();
  const definitionOf = ({ name, description, inputSchema }: ToolOffer): ToolDefinition => {
    const key = JSON.stringify([name, description, inputSchema]);
    let tool = known.get(key);
    if (tool === undefined) {
      tool = clientTool({ name, description, inputSchema });
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(key, tool);
    }
    return tool;
  };
  const none = { tools: [] };
  return {
    name: "client",
    supply: ({ request: { clientTools } }) =>
      clientTools === undefined ? none : { tools: clientTools.map(definitionOf) },
  };
}

function clientTool(offer: ToolOffer): ToolDefinition {
  return {
    ...offer,
    // Nothing of it runs here, so no other call has to wait for it.
    readOnly: true,
    effect: "host",
    origin: "client",
    deferred: true,
    execute: () => Promise.reject(new Error(`"${offer.name}" is run by the caller.`)),
  };
}
