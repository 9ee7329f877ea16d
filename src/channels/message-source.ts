/** Offers the `message` tool where there is somebody to send to. */
import type { ToolSource, ToolSupply } from "../tools/source.ts";
import type { TurnFacts } from "../turn/facts.ts";
import { messageTool } from "./message-tool.ts";
import { LOCAL_CHANNEL, type Outbox } from "./outbox.ts";

/**
 * A turn has the tool when its message came by a channel that is registered, or when the host registered any; not with
 * `disableMessageTool`. The channels are in the tool's schema, so there is one definition for each set of them.
 */
export function messageSource(outbox: Outbox): ToolSource {
  const none: ToolSupply = { tools: [] };
  const made = new Map<string, ToolSupply>();
  return {
    name: "message",
    supply({ request, messaging, depth }: TurnFacts) {
      const own = messaging.messageChannel;
      const names = outbox.names.filter((name) => name !== LOCAL_CHANNEL || own === LOCAL_CHANNEL);
      if (request.disableMessageTool === true || depth > 0 || names.length === 0) return none;
      const explicit = request.requireExplicitMessageTarget === true;
      const key = JSON.stringify([names, explicit]);
      const supply = made.get(key) ?? { tools: [messageTool(names, explicit)] };
      made.set(key, supply);
      return supply;
    },
  };
}
