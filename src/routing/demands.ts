/** Refuses what the chosen engine and model cannot do, by name, before anything is sent. */
import type { Budgets } from "../cost/turn-budget.ts";
import { TandemError } from "../kernel/errors.ts";
import type { TurnRequest } from "../kernel/request.ts";
import type { UserContent } from "../sessions/message.ts";
import type { Capabilities, RuntimeContext } from "./model.ts";

/** Least tokens of thinking Anthropic takes as a budget; the output limit must be larger. */
const LEAST_BUDGET = 1_024;
/** Least top-p an Anthropic model takes while it thinks. */
const LEAST_THINKING_TOP_P = 0.95;

/** `content` is the prompt with its images, `budgets` those of the config. Throws TandemError `unsupported_capability` with the request's field. */
export function checkDemands(
  request: TurnRequest,
  context: RuntimeContext,
  content: readonly UserContent[],
  budgets: Budgets = {},
): void {
  const { capabilities, model } = context;
  const subject = `${model.provider}/${model.id} on ${context.runtime}`;
  const refuse = (field: string, message: string, remediation: string): never => {
    throw new TandemError({
      code: "unsupported_capability",
      field,
      message,
      remediation,
      details: { runtime: context.runtime, provider: model.provider, model: model.id },
    });
  };

  if (!capabilities.images && content.some((block) => block.type === "image")) {
    refuse(
      "images",
      `${subject} takes no images.`,
      "Leave the images out, or choose a model that takes them.",
    );
  }
  if (!capabilities.thinkingLevels.includes(context.thinking)) {
    const levels = capabilities.thinkingLevels.join(", ");
    refuse(
      "thinking",
      `${subject} has no thinking level "${context.thinking}"; it has: ${levels}.`,
      `Use one of: ${levels}.`,
    );
  }
  if (request.outputSchema !== undefined && !capabilities.structuredOutput) {
    refuse("outputSchema", `${subject} gives no structured output.`, "Leave the schema out.");
  }
  if (!capabilities.tools && (request.extraTools?.length ?? 0) > 0) {
    refuse("extraTools", `${subject} takes no tools.`, "Leave the tools out, or choose another model.");
  }
  if (request.harness === "native" && !capabilities.nativeTools) {
    refuse(
      "harness",
      `${subject} has no tools of its own, so there is no native mode.`,
      "Leave `harness` out, or ask for the claude engine.",
    );
  }
  const budget = budgetField(request, budgets);
  if (budget !== undefined && model.price === null) {
    refuse(
      budget,
      `The price of ${model.provider}/${model.id} is not known, so the budget of ${budget} cannot be enforced.`,
      "Set the model's price in config, or leave the budget out.",
    );
  }
  for (const [name, value] of Object.entries(request.streamParams ?? {})) {
    if (value === undefined) continue;
    if (!capabilities.streamParams.includes(name as Capabilities["streamParams"][number])) {
      const able = capabilities.streamParams.join(", ");
      refuse(`streamParams.${name}`, `${subject} does not take ${name}.`, `Leave it out; it takes: ${able}.`);
    }
  }
  checkThinkingLimits(request, context, refuse);
}

function budgetField(request: TurnRequest, budgets: Budgets): string | undefined {
  if (request.maxBudgetUsd !== undefined) return "maxBudgetUsd";
  if (budgets.perSessionUsd !== undefined) return "budgets.perSessionUsd";
  return budgets.perDayUsd === undefined ? undefined : "budgets.perDayUsd";
}

/** What cannot go together with thinking: sampling of one's own, and an output limit that leaves no room for it. */
function checkThinkingLimits(
  { streamParams = {} }: TurnRequest,
  { model, thinking }: RuntimeContext,
  refuse: (field: string, message: string, remediation: string) => void,
): void {
  if (thinking === "off") return;
  const isAnthropic = model.api === "anthropic-messages";
  if (isAnthropic || model.provider === "openai") {
    const fixed = (field: "temperature" | "topP", what: string) =>
      refuse(
        `streamParams.${field}`,
        `${model.name} takes no ${what} while it thinks (thinking is ${thinking}).`,
        `Set thinking to off, or leave ${field} out.`,
      );
    const { temperature, topP } = streamParams;
    if (temperature !== undefined) fixed("temperature", "temperature");
    if (topP !== undefined && !isAnthropic) fixed("topP", "top-p");
    if (topP !== undefined && topP < LEAST_THINKING_TOP_P)
      fixed("topP", `top-p below ${LEAST_THINKING_TOP_P}`);
  }
  const limit = streamParams.maxOutputTokens;
  const hasBudget = isAnthropic && model.quirks?.forceAdaptiveThinking !== true;
  if (hasBudget && limit !== undefined && limit <= LEAST_BUDGET) {
    refuse(
      "streamParams.maxOutputTokens",
      `With thinking on, ${model.name} needs an output limit above ${LEAST_BUDGET} tokens; ${limit} was asked.`,
      "Raise the limit, or set thinking to off.",
    );
  }
}
