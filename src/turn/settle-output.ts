/** The end of a turn whose reply must fit a schema: the value, one more try, or the error. */
import type { PreparedTurn } from "./executor.ts";
import type { TurnOutcome } from "./outcome.ts";
import { type OutputContract, outputInvalid, repairMessage } from "./output.ts";

/** `null`: the reply does not fit, and the model was told so in the conversation, which continues. `last`: this was the last try. */
export function settleOutput(
  turn: PreparedTurn,
  contract: OutputContract,
  outcome: TurnOutcome,
  last: boolean,
): TurnOutcome | null {
  const read = contract.read(turn.tracker.totals.text);
  if (read.fits) return { ...outcome, text: read.text, output: { value: read.value } };
  if (last) return { ...outcome, status: "failed", stopReason: "error", error: outputInvalid(read.findings) };
  turn.recorder.append({
    type: "user",
    runId: turn.runId,
    message: { role: "user", content: [{ type: "text", text: repairMessage(read.findings) }] },
  });
  turn.emit({
    type: "recovery",
    step: "repair-output",
    reason: "validation_failed",
    waitMs: 0,
    message: "The reply does not fit the output schema; asking once more.",
  });
  return null;
}
