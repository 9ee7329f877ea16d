/** Stage after the arguments were read: a call of a proxy continues as a call of the tool that it means. */
import type { Gate } from "./stage.ts";

/** Before the gates of a turn, so that policy, hooks and approval see the tool itself and never the proxy. */
export function forward(check: Gate): Gate {
  return (pending) => {
    const target = pending.tool!.forward?.(pending.input);
    if (target === undefined) return pending;
    const { tool, input } = target;
    // What was written is the proxy's; the tool's own arguments were never written by themselves.
    const { rawInput: _, ...call } = pending.call;
    return check({ ...pending, call: { ...call, name: tool.name, input }, tool, input });
  };
}
