/** Holds values against JSON Schemas, and says what does not fit in words a model can act on. */
import type { Ajv, ErrorObject, Options, ValidateFunction } from "ajv";
import type { JsonSchema } from "./tool.ts";

const OPTIONS: Options = {
  strict: false,
  allErrors: true,
  coerceTypes: false,
  useDefaults: false,
  verbose: true,
  // A schema may come from anywhere: judge values by it, never complain about its style on stderr.
  validateSchema: false,
  logger: false,
};

/** Most findings that are shown to a model. */
const MAX_FINDINGS = 8;

/** Draft 2020-12, or 7 and 6 where the schema says so or means nothing in the newer one. Rejects with what the compiler says. */
export async function compileSchema(schema: JsonSchema): Promise<ValidateFunction> {
  // Loaded when first needed rather than at start; one compiler for each schema, so that equal `$id`s do not clash.
  const { Ajv, Ajv2020 } = await import("./schema-compilers.ts");
  const draft7 = /draft-0[67]/.test(String(schema.$schema ?? ""));
  const drafts = draft7 ? [Ajv] : [Ajv2020, Ajv];
  let failure: unknown;
  for (const Draft of drafts) {
    try {
      return compileWith(new Draft(OPTIONS), schema);
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}

/** What the last value given to a validator lacked, each finding once; a finding about the whole value names it `root`. */
export function findingsOf(check: ValidateFunction, root: string): string[] {
  return [...new Set((check.errors ?? []).map((error) => describeFinding(error, root)))];
}

/** Findings as a list, the first few of many. */
export function listFindings(findings: readonly string[]): string {
  const shown = findings.slice(0, MAX_FINDINGS).map((finding) => `- ${finding}`);
  if (findings.length > MAX_FINDINGS) shown.push(`- and ${findings.length - MAX_FINDINGS} more`);
  return shown.join("\n");
}

function compileWith(ajv: Ajv, schema: JsonSchema): ValidateFunction {
  // A `$schema` of another draft than the compiler's makes it refuse the schema.
  const { $schema: _, ...body } = schema;
  return ajv.compile(body);
}

function describeFinding(error: ErrorObject, root: string): string {
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
      return `${at || root}: must be one of ${JSON.stringify(params.allowedValues)}`;
    case "const":
      return `${at || root}: must be ${JSON.stringify(params.allowedValue)}`;
    case "type":
      return `${at || root}: ${error.message}, was ${typeName(error.data)}`;
    default:
      return `${at || root}: ${error.message ?? `must satisfy ${error.keyword}`}`;
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
