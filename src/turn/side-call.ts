/** Asks the turn's model something beside the conversation (a summary), through the same engine, transport and profiles. */
import { randomUUID } from "node:crypto";
import { TandemError } from "../kernel/errors.ts";
import type { RuntimeContext } from "../routing/model.ts";
import { textOf, type UserMessage } from "../sessions/message.ts";
import type { ExecutorDeps, PreparedTurn } from "./executor.ts";
import { overBudget } from "./next-call.ts";
import { openScope } from "./open-scope.ts";
import { failureError } from "./outcome.ts";

/** One model call without history and tools. Its attempts, usage and cost are the turn's. Rejects with TandemError. */
export async function sideCall(
  turn: PreparedTurn,
  context: RuntimeContext,
  deps: ExecutorDeps,
  question: { readonly system: string; readonly prompt: string },
): Promise<string> {
  const [engine, provider] = await Promise.all([
    deps.runtime(context.runtime),
    deps.endpoint(context.provider),
  ]);
  const prompt: UserMessage = { role: "user", content: [{ type: "text", text: question.prompt }] };
  const scope = openScope(turn, context, provider, deps, {
    admit: () =>
      overBudget(turn, context, [prompt]) === null ? { admit: true } : { admit: false, reason: "max_budget" },
  });
  let text: string | null = null;
  const result = await engine.run({
    runId: turn.runId,
    sessionId: randomUUID(),
    model: context.model,
    provider,
    thinking: context.capabilities.thinkingLevels.includes("off") ? "off" : context.thinking,
    streamParams: {},
    systemPrompt: question.system,
    history: [],
    prompt,
    head: "",
    headAfter: () => "",
    tools: [],
    runTool: async () => ({ content: [{ type: "text", text: "There are no tools here." }], isError: true }),
    transport: scope,
    takeSteering: () => [],
    emit: (event) => {
      if (event.type !== "message") return;
      text = event.message.stop === "stop" ? textOf(event.message) : null;
      turn.tracker.addSideUsage(event.message.usage, context);
      turn.ledger.complete(event.message.usage, context.model);
    },
    signal: turn.signal,
    keepWarm: false,
  });
  turn.ledger.settle();
  scope.close();
  if (turn.signal.aborted) throw TandemError.from(turn.signal.reason, "aborted");
  if (text !== null && result.outcome === "ok") return text;
  if (scope.limit === "max_budget" && turn.budget.refusal !== null) throw turn.budget.refusal;
  throw failureError(scope, result);
}
