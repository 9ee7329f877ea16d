/** The way of one tool call, as a list of stages. */
import type { Scrubber } from "../safety/secrets.ts";
import { failureOutput } from "./result.ts";
import { find } from "./stages/find.ts";
import { forward } from "./stages/forward.ts";
import { fitImages, limitBlocks, limitText, shape } from "./stages/limit.ts";
import { agree, parse } from "./stages/parse.ts";
import type { Finisher, Gate, PendingCall } from "./stages/stage.ts";
import { type ValidatorCache, validate } from "./stages/validate.ts";
import type { ToolOutput } from "./tool.ts";

/** The stages around execution, in order. */
export interface Pipeline {
  readonly gates: readonly Gate[];
  readonly finishers: readonly Finisher[];
}

/** What a turn puts between a call and its tool, beside what holds for every call. */
export interface TurnStages {
  /** Policy, hooks and approval, in this order: each may change the input or refuse the call. */
  readonly gates?: readonly Gate[];
  /** Hooks that see or change a result, before it is limited. They see failures of the tool too, but no refusals. */
  readonly finishers?: readonly Finisher[];
}

export interface PipelineOptions extends TurnStages {
  /** Takes secrets out of results, before hooks see them and again after what hooks added. */
  readonly scrubber?: Scrubber;
}

/** Builds the stages. Input that a gate of the turn changed is held against the schema again. */
export function createPipeline(validators: ValidatorCache, turn: PipelineOptions = {}): Pipeline {
  const check = validate(validators);
  const own = (turn.gates ?? []).map(
    (gate): Gate =>
      async (pending) => {
        const next = await gate(pending);
        return next.input === pending.input ? next : check(next);
      },
  );
  const { finishers = [] } = turn;
  const scrub = turn.scrubber === undefined ? [] : [scrubbing(turn.scrubber)];
  const hooked = finishers.length === 0 ? [] : [...finishers, ...scrub];
  return {
    gates: [parse, find, check, agree, forward(check), ...own],
    finishers: [...scrub, ...hooked, shape, limitBlocks, limitText, fitImages],
  };
}

/** Images stay as they are: they are no text. */
function scrubbing(scrubber: Scrubber): Finisher {
  return (output) => {
    const { content, details } = output;
    const clean = { content: scrubber.value(content), details: scrubber.value(details) };
    return clean.content === content && clean.details === details ? output : { ...output, ...clean };
  };
}

/**
 * Takes a call through all stages. Never rejects: what fails becomes an error result. `defer` answers for a tool that is run elsewhere,
 * instead of its execution and of what comes after it.
 */
export async function runCall(
  call: PendingCall,
  { gates, finishers }: Pipeline,
  defer: (pending: PendingCall) => ToolOutput,
): Promise<ToolOutput> {
  try {
    let pending = call;
    for (const gate of gates) pending = await gate(pending);
    if (pending.tool!.deferred) return defer(pending);
    return await finishCall(await execute(pending), pending, finishers);
  } catch (failure) {
    return failureOutput(failure);
  }
}

/** Takes an output through the stages after execution. Rejects as they do. */
export async function finishCall(
  output: ToolOutput,
  call: PendingCall,
  finishers: readonly Finisher[],
): Promise<ToolOutput> {
  let finished = output;
  for (const finish of finishers) finished = await finish(finished, call);
  return finished;
}

/** A failing tool's message goes through the same limits as a result. */
async function execute({ call: { perform }, tool, input, context }: PendingCall): Promise<ToolOutput> {
  try {
    return await tool!.execute(input, perform === undefined ? context : { ...context, perform });
  } catch (failure) {
    return failureOutput(failure);
  }
}
