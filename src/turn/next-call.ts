/** Whether a turn can still pay for its next model call. */
import { estimateCall } from "../cost/estimate.ts";
import type { TandemError } from "../kernel/errors.ts";
import type { RuntimeContext } from "../routing/model.ts";
import type { Message } from "../sessions/message.ts";
import type { PreparedTurn } from "./executor.ts";

/** Why the call may not be made; `null` when it may. `messages`: what it sends; the conversation as it stands when left out. */
export function overBudget(
  turn: PreparedTurn,
  { model }: RuntimeContext,
  messages: readonly Message[] = turn.recorder.messages,
): TandemError | null {
  const { provider, id, price } = model;
  // A model without a price was refused when the turn came in.
  if (!turn.budget.limited || price === null) return null;
  const next = estimateCall({ messages, overhead: turn.offerTokens, provider, model: id, price });
  return turn.budget.check(next, turn.ledger.paid);
}
