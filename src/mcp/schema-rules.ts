/** What each wire API refuses in a tool's schema, whatever the model. Found by their answers, not by the schema being wrong. */
import { API_KINDS, type ApiKind } from "../routing/model.ts";
import type { JsonSchema } from "../tools/tool.ts";

interface SchemaRules {
  /** Keywords that may not be at the top of the schema. */
  readonly notAtTop: readonly string[];
  /** What every property's name must fit. */
  readonly propertyNames: RegExp | null;
  /** Whether `items` may be a list of schemas, as up to draft 7. */
  readonly tuples: boolean;
}

const OPENAI: SchemaRules = {
  notAtTop: ["anyOf", "oneOf", "allOf", "enum", "not", "$ref"],
  propertyNames: null,
  tuples: false,
};

const RULES: Readonly<Record<ApiKind, SchemaRules>> = {
  "openai-responses": OPENAI,
  "openai-completions": OPENAI,
  "anthropic-messages": {
    notAtTop: ["anyOf", "oneOf", "allOf", "$ref"],
    propertyNames: /^[a-zA-Z0-9_.-]{1,64}$/,
    tuples: false,
  },
};

/** By API, the first reason why it refuses the schema; APIs that take it are left out. `null`: all take it. */
export function refusalsOf(schema: JsonSchema): ReadonlyMap<ApiKind, string> | null {
  const refusals = new Map<ApiKind, string>();
  for (const api of API_KINDS) {
    const reason = refusalOf(schema, RULES[api]);
    if (reason !== null) refusals.set(api, reason);
  }
  return refusals.size === 0 ? null : refusals;
}

function refusalOf(schema: JsonSchema, rules: SchemaRules): string | null {
  if (schema.type !== "object") return 'its schema is not of type "object"';
  const keyword = rules.notAtTop.find((name) => Object.hasOwn(schema, name));
  if (keyword !== undefined) return `its schema has ${keyword} at the top`;
  return refusedInside(schema, rules);
}

function refusedInside(value: unknown, rules: SchemaRules): string | null {
  if (!isObject(value)) return null;
  const { properties, items } = value;
  if (!rules.tuples && Array.isArray(items)) return "its schema has a list of schemas in items";
  if (isObject(properties)) {
    const odd = Object.keys(properties).find((name) => rules.propertyNames?.test(name) === false);
    if (odd !== undefined) return `it has a property named ${JSON.stringify(odd)}`;
  }
  for (const [key, child] of Object.entries(value)) {
    // What is in these is data, not schema.
    if (key === "const" || key === "enum" || key === "default" || key === "examples") continue;
    const children = Array.isArray(child)
      ? child
      : SCHEMAS_BY_NAME.has(key) && isObject(child)
        ? Object.values(child)
        : [child];
    for (const one of children) {
      const reason = refusedInside(one, rules);
      if (reason !== null) return reason;
    }
  }
  return null;
}

const SCHEMAS_BY_NAME: ReadonlySet<string> = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "definitions",
  "dependentSchemas",
]);

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
