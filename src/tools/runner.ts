/**
 * The tool runner: every tool call of either engine goes through it, one runner for each turn. It decides when a call runs,
 * takes it through the stages of {@link createPipeline}, and hands results out in the model's order.
 */
import type { EventBody } from "../events/event.ts";
import { eventOutput } from "../events/limit-output.ts";
import { TandemError } from "../kernel/errors.ts";
import type { ConfirmQuestion } from "../kernel/request.ts";
import type { PendingToolCall } from "../kernel/result.ts";
import { insteadText } from "../permissions/question.ts";
import type { ApprovalAnswer } from "../permissions/store.ts";
import type { ToolCallBlock, UserContent } from "../sessions/message.ts";
import { createPipeline, finishCall, type PipelineOptions, runCall } from "./pipeline.ts";
import { ProgressGate } from "./progress.ts";
import { errorOutput, failureOutput, stoppedOutput } from "./result.ts";
import { toolNotFound } from "./stages/find.ts";
import type { PendingCall } from "./stages/stage.ts";
import type { ValidatorCache } from "./stages/validate.ts";
import { type Slot, ToolStep } from "./step.ts";
import type { ToolCallInput, ToolCallOutput, ToolContext, ToolDefinition, ToolOutput } from "./tool.ts";

/** Read-only calls of one step at once, unless the options say otherwise. */
export const MAX_PARALLEL = 8;

export interface ToolRunnerOptions extends PipelineOptions {
  /** The tools of this turn; of two with one name the last counts. */
  readonly tools: readonly ToolDefinition[];
  readonly context: Omit<ToolContext, "toolCallId" | "signal" | "onUpdate" | "confirm">;
  /** Asks a person on behalf of a tool, and reports it; absent: nobody can be asked. Never rejects. */
  readonly approve?: (question: ToolQuestion) => Promise<Pick<ApprovalAnswer, "allowed" | "instead">>;
  /** Gets `tool-progress` and `tool-result`. Must not throw. */
  readonly emit: (body: EventBody) => void;
  /** Results in the model's order, each right after its `tool-result` event. Must not throw. */
  readonly onResult?: (call: ToolCallBlock, output: ToolCallOutput) => void;
  /** After the last result of a step, before the engine learns of that result. Must not throw. */
  readonly onStepDone?: () => void;
  /** Ends every call at once. */
  readonly signal: AbortSignal;
  /** Default {@link MAX_PARALLEL}. */
  readonly maxParallel?: number;
  /** Shared by the runners of an instance; without it each runner compiles for itself. */
  readonly validators?: ValidatorCache;
}

/** What a running tool wants to be allowed. */
export type ToolQuestion = Pick<ConfirmQuestion, "toolCallId" | "toolName" | "summary" | "input" | "signal">;

export interface ToolRunner {
  /**
   * The model's message is complete: these are its calls in source order, already announced as `tool-call` events. Calls
   * that cannot run (no such tool) are settled at once. `done` resolves after the last result.
   */
  beginStep(calls: readonly ToolCallBlock[]): { readonly done: Promise<void> };
  /**
   * Runs one call. May be called before or after `beginStep`, in any order, and waits for it. Never rejects, and settles at
   * once when the turn's signal aborts, even if the tool does not.
   */
  run(call: ToolCallInput): Promise<ToolCallOutput>;
  /**
   * Runs a call of a subagent inside the engine: through the same gates and finishers, but it is no part of the conversation, so no
   * event tells its result and nothing is stored. Never rejects, and settles at once when the turn's signal aborts.
   */
  runNested(call: ToolCallInput): Promise<ToolCallOutput>;
  /**
   * The engine run is over: settles what is still open as error results with this text, and forgets calls whose step never
   * began. The runner stays usable for the next engine run.
   */
  abandon(reason: string): void;
  /** A runner with some of the turn's tools, under the same rules, for a model call that is reported to nobody. */
  aside(names: readonly string[], listen: Pick<ToolRunnerOptions, "onResult" | "onStepDone">): ToolRunner;
  /** Whether the caller of the turn runs any of its tools itself. */
  readonly defers: boolean;
  /** Calls of such tools that passed every gate, in the model's order; complete once their step is done. */
  readonly pending: readonly LeftCall[];
  /**
   * Results that were made elsewhere, of calls that an earlier turn left pending: they are finished, announced and handed out like a
   * tool's own, in the order given. Settles at once when the turn's signal aborts, and then hands out nothing.
   */
  submit(results: readonly SubmittedCall[]): Promise<void>;
}

/** A pending call, and what hooks want the model to read with its result. */
export interface LeftCall extends PendingToolCall {
  readonly notes?: readonly string[];
}

/** A pending call and what its tool gave. */
export interface SubmittedCall {
  readonly call: LeftCall;
  readonly output: ToolOutput;
}

interface WaitingCall {
  readonly call: ToolCallInput;
  readonly resolve: (output: Promise<ToolCallOutput> | ToolCallOutput) => void;
}

/** Makes the runner of one turn. */
export function createToolRunner(options: ToolRunnerOptions): ToolRunner {
  const { emit, signal, approve, context } = options;
  const tools = new Map(options.tools.map((tool) => [tool.name, tool]));
  const pipeline = createPipeline(options.validators ?? new WeakMap(), options);
  let steps: ToolStep[] = [];
  let waiting: WaitingCall[] = [];
  const pending: LeftCall[] = [];
  /** What stands in for the output of a call that is left pending. */
  const deferred = new WeakMap<ToolOutput, LeftCall>();

  /** A text on its way may break off in the middle of a secret. */
  const scrubOpen = (content: readonly UserContent[]) =>
    options.scrubber === undefined
      ? content
      : content.map((part) =>
          part.type === "text" ? { ...part, text: options.scrubber!.text(part.text, true) } : part,
        );

  /** By call, while it may report progress. */
  const gates = new Map<string, ProgressGate<readonly UserContent[]>>();
  const progressOf = ({ id, name }: ToolCallBlock) => {
    const gate = new ProgressGate<readonly UserContent[]>((content) =>
      emit({
        type: "tool-progress",
        toolCallId: id,
        toolName: name,
        content: eventOutput(scrubOpen(content), false),
      }),
    );
    gates.set(id, gate);
    return gate;
  };

  /** What people want instead of what a tool asked to be allowed; by the tool's context. */
  const wishes = new WeakMap<ToolContext, string[]>();

  const contextFor = (block: ToolCallBlock, callSignal: AbortSignal, slot?: Slot): ToolContext => {
    const said: string[] = [];
    const made = contextWith(block, callSignal, said, slot);
    wishes.set(made, said);
    return made;
  };

  /** Takes a call through its stages; what a person wants instead follows the result. */
  const runWith = async (pendingCall: PendingCall, mayDefer: typeof defer): Promise<ToolOutput> => {
    const output = await runCall(pendingCall, pipeline, mayDefer);
    const said = wishes.get(pendingCall.context) ?? [];
    if (said.length === 0 || deferred.has(output)) return output;
    return {
      ...output,
      content: [...output.content, { type: "text", text: said.map(insteadText).join("\n") }],
    };
  };

  const contextWith = (
    block: ToolCallBlock,
    callSignal: AbortSignal,
    said: string[],
    slot?: Slot,
  ): ToolContext => ({
    ...context,
    toolCallId: block.id,
    signal: callSignal,
    onUpdate: (content) => {
      if (slot?.state === "running") (gates.get(block.id) ?? progressOf(block)).report(content);
    },
    async confirm(summary) {
      const { id: toolCallId, name: toolName, input } = block;
      const answer = await approve?.({ toolCallId, toolName, summary, input, signal: callSignal });
      if (answer?.instead !== undefined) said.push(answer.instead);
      return answer?.allowed === true;
    },
  });

  const handOut = (block: ToolCallBlock, output: ToolOutput, durationMs: number) => {
    const result = callOutput(output);
    gates.get(block.id)?.end();
    gates.delete(block.id);
    emit({
      type: "tool-result",
      toolCallId: block.id,
      toolName: block.name,
      isError: result.isError,
      content: eventOutput(result.content, result.isError),
      durationMs: Math.round(durationMs * 10) / 10,
      ...(output.details === undefined ? {} : { details: output.details }),
    });
    options.onResult?.(block, result);
  };

  const deliver = (slot: Slot, output: ToolOutput) => {
    const call = deferred.get(output);
    if (call === undefined) handOut(slot.block, output, slot.durationMs);
    else pending.push(call);
  };

  const defer = ({ call: { id, name }, input, notes }: PendingCall): ToolOutput => {
    const output: ToolOutput = { content: [] };
    deferred.set(output, { id, name, input, ...(notes === undefined ? {} : { notes }) });
    return output;
  };

  const finish = ({ call: { notes, ...call }, output }: SubmittedCall): Promise<ToolOutput> => {
    const context = contextFor({ type: "tool-call", ...call }, signal);
    const tool = tools.get(call.name);
    const settled: PendingCall = { call, tools, tool, input: call.input, context, notes };
    return finishCall(output, settled, pipeline.finishers).catch(failureOutput);
  };

  const claim = (step: ToolStep, slot: Slot, call: ToolCallInput): Promise<ToolCallOutput> => {
    slot.call = call;
    step.advance();
    return slot.done.then(callOutput);
  };

  const settleEverything = (output: ToolCallOutput, reason: unknown) => {
    const open = steps;
    const unbegun = waiting;
    steps = [];
    waiting = [];
    for (const step of open) step.settleAll(output, reason);
    for (const { resolve } of unbegun) resolve(output);
  };
  signal.addEventListener("abort", () => settleEverything(stoppedOutput(signal.reason), signal.reason), {
    once: true,
  });

  return {
    beginStep(calls) {
      const step = new ToolStep(calls, {
        maxParallel: options.maxParallel ?? MAX_PARALLEL,
        isReadOnly: (block) => tools.get(block.name)?.readOnly ?? true,
        execute: (slot) =>
          runWith(
            {
              call: slot.call!,
              tools,
              input: slot.call!.input,
              context: contextFor(slot.block, slot.controller.signal, slot),
            },
            defer,
          ),
        deliver,
        finished: () => options.onStepDone?.(),
      });
      // A finished step stays until here: an engine may still ask for a call that was settled without it.
      steps = [step, ...steps.filter((earlier) => !earlier.ended)];
      if (signal.aborted) {
        step.settleAll(stoppedOutput(signal.reason), signal.reason);
        return step;
      }
      for (const slot of step.slots) {
        // An engine may answer such a call itself and never hand it over; nothing later should wait for it.
        if (!tools.has(slot.block.name))
          step.settle(slot, failureOutput(toolNotFound(slot.block.name, tools)));
        const index = waiting.findIndex(({ call }) => call.id === slot.block.id);
        if (index < 0) continue;
        const [early] = waiting.splice(index, 1);
        slot.call = early!.call;
        early!.resolve(slot.done.then(callOutput));
      }
      step.advance();
      return step;
    },
    run(call) {
      if (signal.aborted) return Promise.resolve(stoppedOutput(signal.reason));
      for (const step of steps) {
        const slot = step.unclaimed(call.id);
        if (slot !== undefined) return claim(step, slot, call);
      }
      return new Promise((resolve) => waiting.push({ call, resolve }));
    },
    async runNested(call) {
      if (signal.aborted) return stoppedOutput(signal.reason);
      const block = { type: "tool-call", id: call.id, name: call.name, input: call.input } as const;
      const nested = { call, tools, input: call.input, context: contextFor(block, signal) };
      const output = await Promise.race([runWith(nested, notNested), aborted(signal)]);
      return output === null ? stoppedOutput(signal.reason) : callOutput(output);
    },
    abandon(reason) {
      if (steps.length + waiting.length === 0) return;
      settleEverything(errorOutput(reason), new Error(reason));
    },
    aside: (names, listen) =>
      createToolRunner({
        ...options,
        tools: options.tools.filter((tool) => names.includes(tool.name)),
        emit: () => undefined,
        onResult: listen.onResult,
        onStepDone: listen.onStepDone,
      }),
    defers: options.tools.some((tool) => tool.deferred),
    pending,
    async submit(results) {
      const finished = await Promise.race([Promise.all(results.map(finish)), aborted(signal)]);
      if (finished === null || signal.aborted) return;
      for (const [index, { call }] of results.entries()) {
        const { id, name, input } = call;
        handOut({ type: "tool-call", id, name, input }, finished[index]!, 0);
      }
    },
  };
}

/** The turn would have to end in the middle of a subagent, which no later turn could continue with. */
function notNested({ call }: PendingCall): never {
  throw new TandemError({
    code: "tool_error",
    message: `"${call.name}" is run by the caller of the turn, so a subagent inside the engine cannot call it.`,
  });
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener("abort", () => resolve(null), { once: true });
  });
}

function callOutput({ content, isError }: ToolOutput): ToolCallOutput {
  return { content, isError: isError === true };
}
