/** The way of one tool call, as a list of stages. */
import { failureOutput } from "./result.ts";
import { find } from "./stages/find.ts";
import { fitImages, limitText, shape } from "./stages/limit.ts";
import { agree, parse } from "./stages/parse.ts";
import type { Finisher, Gate, PendingCall } from "./stages/stage.ts";
import { type ValidatorCache, validate } from "./stages/validate.ts";
import type { ToolOutput } from "./tool.ts";

/** The stages around execution, in order. */
export interface Pipeline {
  readonly gates: readonly Gate[];
  readonly finishers: readonly Finisher[];
}

/** Builds the stages. Policy, hooks, approval and sandbox are gates of their own, after `agree` and in that order. */
export function createPipeline(validators: ValidatorCache): Pipeline {
  return {
    gates: [parse, find, validate(validators), agree],
    finishers: [shape, limitText, fitImages],
  };
}

/** Takes a call through all stages. Never rejects: what fails becomes an error result. */
export async function runCall(call: PendingCall, { gates, finishers }: Pipeline): Promise<ToolOutput> {
  try {
    let pending = call;
    for (const gate of gates) pending = await gate(pending);
    let output = await execute(pending);
    for (const finish of finishers) output = await finish(output);
    return output;
  } catch (failure) {
    return failureOutput(failure);
  }
}

/** A failing tool's message goes through the same limits as a result. */
async function execute({ tool, input, context }: PendingCall): Promise<ToolOutput> {
  try {
    return await tool!.execute(input, context);
  } catch (failure) {
    return failureOutput(failure);
  }
}
