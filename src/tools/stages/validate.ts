/** Stage 3: holds the arguments against the tool's JSON Schema, without coercion and without defaults. */
import type { Ajv, ErrorObject, Options, ValidateFunction } from "ajv";
import { TandemError } from "../../kernel/errors.ts";
import type { JsonSchema, ToolDefinition } from "../tool.ts";
import type { Gate } from "./stage.ts";

/**
 * Compiled validators by tool definition. Owned by whoever lives longest (a Tandem instance), so that a tool is compiled
 * once however many turns use it; definitions that go away take their validator along.
 */
export type ValidatorCache = WeakMap<ToolDefinition, ValidateFunction>;

/** At most this many findings are told to the model. */
const MAX_FINDINGS = 8;

const OPTIONS: Options = {
  strict: false,
  allErrors: true,
  coerceTypes: false,
  useDefaults: false,
  verbose: true,
  // A tool's schema may come from anywhere: judge input by it, never complain about its style on stderr.
  validateSchema: false,
  logger: false,
};

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
    const findings = [...new Set((check.errors ?? []).map(describeFinding))];
    const shown = findings.slice(0, MAX_FINDINGS).map((finding) => `- ${finding}`);
    if (findings.length > MAX_FINDINGS) shown.push(`- and ${findings.length - MAX_FINDINGS} more`);
    throw new TandemError({
      code: "tool_input_invalid",
      message: `The arguments of "${tool.name}" do not fit its schema, so it was not run:\n${shown.join("\n")}`,
      remediation: "Correct the arguments and call the tool again.",
      details: { findings },
    });
  };
}

async function compile(tool: ToolDefinition): Promise<ValidateFunction> {
  // Loaded with the first call rather than at start; one compiler for each schema, so that equal `$id`s do not clash.
  const { Ajv, Ajv2020 } = await import("./compilers.ts");
  const draft7 = /draft-0[67]/.test(String(tool.inputSchema.$schema ?? ""));
  const drafts = draft7 ? [Ajv] : [Ajv2020, Ajv];
  let failure: unknown;
  for (const Draft of drafts) {
    try {
      return compileWith(new Draft(OPTIONS), tool.inputSchema);
    } catch (error) {
      failure ??= error;
    }
  }
  throw new TandemError({
    code: "tool_error",
    message: `The schema of "${tool.name}" is not valid JSON Schema, so its arguments cannot be checked and it was not run.`,
    cause: failure,
  });
}

function compileWith(ajv: Ajv, schema: JsonSchema): ValidateFunction {
  // A `$schema` of another draft than the compiler's makes it refuse the schema.
  const { $schema: _, ...body } = schema;
  return ajv.compile(body);
}

function describeFinding(error: ErrorObject): string {
  const at = pathOf(error.instancePath);
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case "required":
      return `${join(at, String(params.missingProperty))}: is required`;
    case "additionalProperties":
    case "unevaluatedProperties": {
      const name = params.additionalProperty ?? params.unevaluatedProperty;
      return `${join(at, String(name))}: is not a known property`;
    }
    case "enum":
      return `${at || "arguments"}: must be one of ${JSON.stringify(params.allowedValues)}`;
    case "const":
      return `${at || "arguments"}: must be ${JSON.stringify(params.allowedValue)}`;
    case "type":
      return `${at || "arguments"}: ${error.message}, was ${typeName(error.data)}`;
    default:
      return `${at || "arguments"}: ${error.message ?? `must satisfy ${error.keyword}`}`;
  }
}

/** A JSON Pointer as people write paths: `/edits/0/path` becomes `edits[0].path`. */
function pathOf(pointer: string): string {
  const parts = pointer.split("/").slice(1);
  return parts.reduce((path, part) => {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    return /^\d+$/.test(name) ? `${path}[${name}]` : join(path, name);
  }, "");
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
