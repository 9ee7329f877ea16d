/** Corrects a request body on its way out: what Pi changes or has no option for leaves as it was asked for. */
import type { ApiKind } from "../../routing/model.ts";
import { thinkingBudget } from "../limits.ts";
import type { EngineRun } from "../runtime.ts";

interface AnthropicTool {
  readonly name: string;
  input_schema?: unknown;
  eager_input_streaming?: unknown;
}

interface Payload {
  tools?: AnthropicTool[];
  thinking?: { budget_tokens?: number };
  max_tokens?: number;
  max_completion_tokens?: number;
  max_output_tokens?: number;
  top_p?: number;
  stop?: readonly string[];
  stop_sequences?: readonly string[];
}

/** Writes to the body Pi is about to send. */
export function correctPayload(
  body: unknown,
  run: Pick<EngineRun, "model" | "tools" | "streamParams">,
): void {
  const payload = body as Payload;
  const { api } = run.model;
  if (api === "anthropic-messages") restoreSchemas(payload, run.tools);
  const { topP, stopSequences, maxOutputTokens } = run.streamParams;
  if (topP !== undefined) payload.top_p = topP;
  if (stopSequences !== undefined) {
    payload[api === "anthropic-messages" ? "stop_sequences" : "stop"] = [...stopSequences];
  }
  if (maxOutputTokens !== undefined) setMaxTokens(payload, api, maxOutputTokens);
}

/** Pi's Anthropic client keeps only `properties` and `required` of a schema, and asks for unbuffered, unchecked input JSON. */
function restoreSchemas(payload: Payload, offers: EngineRun["tools"]): void {
  for (const tool of payload.tools ?? []) {
    const offer = offers.find((one) => one.name === tool.name);
    if (offer !== undefined) tool.input_schema = offer.inputSchema;
    delete tool.eager_input_streaming;
  }
}

/** Pi raises the limit by the thinking budget and lowers it to fit the window; a limit that was asked for is exact. */
function setMaxTokens(payload: Payload, api: ApiKind, limit: number): void {
  if (api === "openai-responses") {
    payload.max_output_tokens = limit;
  } else if (api === "openai-completions" && payload.max_completion_tokens !== undefined) {
    payload.max_completion_tokens = limit;
  } else {
    payload.max_tokens = limit;
    const budget = payload.thinking?.budget_tokens;
    if (payload.thinking !== undefined && budget !== undefined) {
      payload.thinking.budget_tokens = thinkingBudget(budget, limit);
    }
  }
}
