/** Capabilities of the engines as data, known without loading an engine. */
import { TandemError } from "../kernel/errors.ts";
import type { Capabilities, ModelInfo } from "../routing/model.ts";
import type { RuntimeKind } from "../sessions/message.ts";
import { claudeCapabilities } from "./claude/parameters.ts";
import { piCapabilities } from "./pi/capabilities.ts";

/** What may be asked of an engine with a model. Throws TandemError `runtime_unavailable` for recipes, which run no model. */
export function engineCapabilities(kind: RuntimeKind, model: ModelInfo): Capabilities {
  switch (kind) {
    case "pi":
      return piCapabilities(model);
    case "claude":
      return claudeCapabilities(model);
    case "recipe":
      throw new TandemError({
        code: "runtime_unavailable",
        message: "Recipes cannot run yet.",
        remediation: "Use the pi or the claude engine.",
      });
  }
}
