/** A turn whose tool results outgrew the window stops between two model calls; the next run begins by making room. */
import type { Recovery } from "./recovery.ts";

export function makeRoomBetweenCalls(): Recovery {
  return {
    name: "make-room",
    async next({ plan, limit }) {
      if (limit !== "context") return null;
      return { plan, waitMs: 0, message: "The conversation has grown too large for the model; making room." };
    },
  };
}
