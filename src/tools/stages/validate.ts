/** Stage 3: holds the arguments against the tool's JSON Schema, without coercion and without defaults. */
import type { ValidateFunction } from "ajv";
import { TandemError } from "../../kernel/errors.ts";
import { compileSchema, findingsOf, listFindings } from "../json-schema.ts";
import type { ToolDefinition } from "../tool.ts";
import type { Gate } from "./stage.ts";

/**
 * Compiled validators by tool definition. Owned by what lives longest (a Tandem instance), so that a tool is compiled
 * once however many turns use it; definitions that go away take their validator along.
 */
export type ValidatorCache = WeakMap<ToolDefinition, ValidateFunction>;

/** Refuses arguments that do not fit, naming each path and what was expected there. */
export function validate(cache: ValidatorCache): Gate {
  return async (pending) => {
    const tool = pending.tool!;
    let check = cache.get(tool);
    if (check === undefined) {
      check = await compile(tool);
      cache.set(tool, check);
    }
    if (check(pending.input)) return pending;
    const findings = findingsOf(check, "arguments");
    throw new TandemError({
      code: "tool_input_invalid",
      message: `The arguments of "${tool.name}" do not fit its schema, so it was not run:\n${listFindings(findings)}`,
      remediation: "Correct the arguments and call the tool again.",
      details: { findings },
    });
  };
}

async function compile(tool: ToolDefinition): Promise<ValidateFunction> {
  try {
    return await compileSchema(tool.inputSchema);
  } catch (cause) {
    throw new TandemError({
      code: "tool_error",
      message: `The schema of "${tool.name}" is not valid JSON Schema, so its arguments cannot be checked and it was not run.`,
      cause,
    });
  }
}
