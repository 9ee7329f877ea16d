/** Asks the turn's model something beside the conversation (a summary), through the same engine, transport and profiles. */
import { randomUUID } from "node:crypto";
import { TandemError } from "../kernel/errors.ts";
import type { RuntimeContext } from "../routing/model.ts";
import { type Message, textOf, toolCallsOf, type UserMessage } from "../sessions/message.ts";
import type { ToolRunner } from "../tools/runner.ts";
import type { ToolOffer } from "../tools/tool.ts";
import type { ExecutorDeps, PreparedTurn } from "./executor.ts";
import { overBudget } from "./next-call.ts";
import { openScope } from "./open-scope.ts";
import { failureError } from "./outcome.ts";

export interface SideQuestion {
  readonly system: string;
  readonly prompt: string;
  /** What was said before; repaired for the context. Default nothing. */
  readonly history?: readonly Message[];
  /** Default none. */
  readonly tools?: SideTools;
}

/** Tools the model may use before it answers. */
export interface SideTools {
  readonly offers: readonly ToolOffer[];
  /** `grant`: to be called after the last result of a step. */
  readonly runner: (grant: () => void) => ToolRunner;
  /** Model calls at most. */
  readonly maxCalls: number;
}

const NO_TOOLS = { content: [{ type: "text", text: "There are no tools here." }], isError: true } as const;

/**
 * Asks once, and again after tool results. Its attempts, usage and cost are the turn's; its text and its tool calls are reported to nobody.
 * Rejects with TandemError: `max_turns` when the model had not answered after `maxCalls`.
 */
export async function sideCall(
  turn: PreparedTurn,
  context: RuntimeContext,
  deps: ExecutorDeps,
  { system, prompt: text, history = [], tools }: SideQuestion,
): Promise<string> {
  const [engine, provider] = await Promise.all([
    deps.runtime(context.runtime),
    deps.endpoint(context.provider),
  ]);
  const prompt: UserMessage = { role: "user", content: [{ type: "text", text }] };
  let calls = 0;
  const scope = openScope(turn, context, provider, deps, {
    admit: () => {
      if (calls >= (tools?.maxCalls ?? 1)) return { admit: false, reason: "max_turns" };
      if (overBudget(turn, context, [...history, prompt]) !== null)
        return { admit: false, reason: "max_budget" };
      return { admit: true };
    },
  });
  const runner = tools?.runner(() => scope.expect());
  let answer: string | null = null;
  const result = await engine.run({
    runId: turn.runId,
    sessionId: randomUUID(),
    model: context.model,
    provider,
    thinking: context.capabilities.thinkingLevels.includes("off") ? "off" : context.thinking,
    streamParams: {},
    systemPrompt: system,
    history,
    prompt,
    head: "",
    headAfter: () => "",
    tools: tools?.offers ?? [],
    runTool: (call) => runner?.run(call) ?? Promise.resolve(NO_TOOLS),
    transport: scope,
    takeSteering: () => [],
    emit: (event) => {
      if (event.type !== "message") return;
      const { message } = event;
      calls += 1;
      answer = message.stop === "stop" ? textOf(message) : null;
      turn.ledger.complete(message.usage, context.model);
      const asked = toolCallsOf(message);
      if (asked.length > 0) runner?.beginStep(asked);
    },
    signal: turn.signal,
    keepWarm: false,
    quiet: turn.quiet,
  });
  runner?.abandon("The call ended before this tool gave a result.");
  // Closed first, so that the attempt of a request that is still open is reported with its usage.
  scope.close();
  turn.ledger.settle();
  if (turn.signal.aborted) throw TandemError.from(turn.signal.reason, "aborted");
  if (answer !== null && result.outcome === "ok") return answer;
  if (scope.limit === "max_budget" && turn.budget.refusal !== null) throw turn.budget.refusal;
  if (scope.limit === "max_turns")
    throw new TandemError({ code: "max_turns", message: `The model had no answer after ${calls} calls.` });
  throw failureError(scope, result);
}
