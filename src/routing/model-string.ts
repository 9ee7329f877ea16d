/** Model strings, as people write them: which engine, which provider, which model. */
import { TandemError } from "../kernel/errors.ts";
import type { RuntimeKind } from "../sessions/message.ts";
import type { ModelInfo } from "./model.ts";
import type { Registry } from "./registry.ts";

/** What a model string names. */
export interface ModelString {
  readonly engine: RuntimeKind;
  readonly provider: string;
  readonly model: string;
  /** False: another engine that can run the model may be preferred. */
  readonly engineIsFixed: boolean;
}

/** Prefix of a string that names a recipe. */
const RECIPE = "recipe:";

/**
 * `claude-…` and the aliases of Anthropic's models go to the Claude engine, `provider/model` to Pi, `anthropic/…` (and any model
 * both engines can run) to `preferred` where it may, and `recipe:<name>` to neither. Throws TandemError `unknown_model` with the
 * nearest names, or `invalid_model_string`.
 */
export function parseModelString(
  text: string,
  registry: Pick<Registry, "find">,
  preferred: { readonly anthropic: "claude" | "pi"; readonly other: "claude" | "pi" },
): ModelString {
  const trimmed = text.trim();
  if (trimmed.startsWith(RECIPE)) return recipe(trimmed);
  if (trimmed === "") throw malformed(text, "It is empty.");
  if (trimmed.startsWith("/") || trimmed.endsWith("/")) {
    throw malformed(text, "Write a slash between provider and model.");
  }
  const found = registry.find(trimmed);
  const names = { provider: found.provider, model: found.id };
  if (found.provider === "anthropic") {
    const bare = !trimmed.includes("/");
    return { engine: bare ? "claude" : preferred.anthropic, ...names, engineIsFixed: bare };
  }
  if (found.runtimes.length > 1) return { engine: preferred.other, ...names, engineIsFixed: false };
  return { engine: found.runtimes[0] ?? "pi", ...names, engineIsFixed: true };
}

/** Whether a model speaks OpenAI's Responses API, whose schema rules the MCP proxy gate goes by. */
export function isOpenAiResponsesModel(model: Pick<ModelInfo, "api">): boolean {
  return model.api === "openai-responses";
}

function recipe(text: string): ModelString {
  const name = text.slice(RECIPE.length);
  if (name === "") throw malformed(text, "A recipe needs a name, as in `recipe:daily-report`.");
  return { engine: "recipe", provider: "recipe", model: name, engineIsFixed: true };
}

function malformed(text: string, reason: string): TandemError {
  return new TandemError({
    code: "invalid_model_string",
    field: "model",
    message: `"${text}" is not a model string. ${reason}`,
    remediation:
      "Write `claude-sonnet-5`, `provider/model` or `recipe:name`; `tandem models` lists the models.",
  });
}
