/** Reads the usage that a provider reports in its answer, in each API's form. */
import type { ReportedUsage } from "../cost/attempt-usage.ts";
import { NO_USAGE, type Usage } from "../cost/usage.ts";
import type { ApiKind } from "../routing/model.ts";

type Fields = Readonly<Record<string, unknown>>;

/** One event of an answer, or a whole answer, as parsed JSON. `before`: what was reported so far; given back when this adds nothing. */
export function reportedBy(api: ApiKind, event: unknown, before: ReportedUsage | null): ReportedUsage | null {
  const data = fields(event);
  switch (api) {
    case "anthropic-messages":
      return messages(data, before);
    case "openai-responses":
      return responses(data) ?? before;
    case "openai-completions":
      return completions(data, before);
  }
}

/** Counts are totals of the message so far: a later one replaces an earlier one, and what is left out stays as it was. */
function messages(data: Fields, before: ReportedUsage | null): ReportedUsage | null {
  const start = fields(data.message).usage;
  const given = start ?? data.usage;
  if (given === undefined || given === null) return before;
  const usage = fields(given);
  const old = before?.usage ?? NO_USAGE;
  const stop = fields(data.delta).stop_reason ?? data.stop_reason;
  return {
    usage: {
      input: count(usage.input_tokens) ?? old.input,
      output: count(usage.output_tokens) ?? old.output,
      cacheRead: count(usage.cache_read_input_tokens) ?? old.cacheRead,
      cacheWrite: count(usage.cache_creation_input_tokens) ?? old.cacheWrite,
      reasoning: count(fields(usage.output_tokens_details).thinking_tokens) ?? old.reasoning,
    },
    final: before?.final === true || typeof stop === "string",
  };
}

function responses(data: Fields): ReportedUsage | null {
  const response = "response" in data ? fields(data.response) : data;
  if (response.usage === undefined || response.usage === null) return null;
  const usage = fields(response.usage);
  const { cached_tokens, cache_write_tokens } = fields(usage.input_tokens_details);
  return {
    usage: openAi({
      sent: usage.input_tokens,
      cacheRead: cached_tokens,
      cacheWrite: cache_write_tokens,
      output: usage.output_tokens,
      reasoning: fields(usage.output_tokens_details).reasoning_tokens,
    }),
    final: response.status !== "in_progress",
  };
}

/** Some servers report with every chunk; the figures are final once a chunk has no choices, or its choice has ended. */
function completions(data: Fields, before: ReportedUsage | null): ReportedUsage | null {
  const choice = fields(Array.isArray(data.choices) ? data.choices[0] : undefined);
  const given = data.usage ?? choice.usage;
  if (given === undefined || given === null) return before;
  const usage = fields(given);
  const details = fields(usage.prompt_tokens_details);
  return {
    usage: openAi({
      sent: usage.prompt_tokens,
      cacheRead: details.cached_tokens ?? usage.prompt_cache_hit_tokens ?? usage.cached_tokens,
      cacheWrite: details.cache_write_tokens,
      output: usage.completion_tokens,
      reasoning: fields(usage.completion_tokens_details).reasoning_tokens,
    }),
    final: choice.delta === undefined || typeof choice.finish_reason === "string",
  };
}

/** OpenAI's `sent` includes what was cached. */
function openAi(
  given: Readonly<Record<"sent" | "cacheRead" | "cacheWrite" | "output" | "reasoning", unknown>>,
): Usage {
  const cacheRead = count(given.cacheRead) ?? 0;
  const cacheWrite = count(given.cacheWrite) ?? 0;
  return {
    input: Math.max(0, (count(given.sent) ?? 0) - cacheRead - cacheWrite),
    output: count(given.output) ?? 0,
    cacheRead,
    cacheWrite,
    reasoning: count(given.reasoning) ?? 0,
  };
}

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function count(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
}
