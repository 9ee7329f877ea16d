/** A value that fits a JSON Schema, as far as an answer without a thought can. */
import type { JsonSchema } from "../tools/tool.ts";

/** References that go round in circles end here. */
const MAX_DEPTH = 12;

/** Pure, and the same for the same schema. What the schema asks beyond types, limits and fixed values is not looked at. */
export function sampleOf(schema: JsonSchema): unknown {
  return sample(schema, schema, 0);
}

function sample(node: unknown, root: JsonSchema, depth: number): unknown {
  if (typeof node !== "object" || node === null || depth > MAX_DEPTH) return null;
  const schema = node as JsonSchema;
  if (typeof schema.$ref === "string") return sample(resolve(schema.$ref, root), root, depth + 1);
  for (const fixed of ["const", "default"]) if (fixed in schema) return schema[fixed];
  for (const list of ["enum", "examples"]) if (Array.isArray(schema[list])) return schema[list][0];
  for (const choice of ["anyOf", "oneOf", "allOf"])
    if (Array.isArray(schema[choice])) return sample(schema[choice][0], root, depth + 1);
  return ofType(schema, root, depth);
}

function ofType(schema: JsonSchema, root: JsonSchema, depth: number): unknown {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type ?? (schema.properties === undefined ? "string" : "object")) {
    case "object": {
      const properties = (schema.properties ?? {}) as Readonly<Record<string, unknown>>;
      const wanted = (schema.required as readonly string[] | undefined) ?? Object.keys(properties);
      return Object.fromEntries(wanted.map((name) => [name, sample(properties[name], root, depth + 1)]));
    }
    case "array":
      return Array.from({ length: number(schema.minItems, 1) }, () => sample(schema.items, root, depth + 1));
    case "integer":
      return Math.ceil(number(schema.minimum, number(schema.exclusiveMinimum, 0) + 1));
    case "number":
      return number(schema.minimum, number(schema.exclusiveMinimum, 0) + 1);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return "offline".padEnd(number(schema.minLength, 0), ".").slice(0, number(schema.maxLength, 1_000));
  }
}

/** A reference within the schema: `#/$defs/city`. */
function resolve(reference: string, root: JsonSchema): unknown {
  if (!reference.startsWith("#")) return undefined;
  let node: unknown = root;
  for (const step of reference.split("/").slice(1)) {
    if (typeof node !== "object" || node === null) return undefined;
    node = (node as Readonly<Record<string, unknown>>)[step.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return node;
}

function number(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
