/** `src/config/config-input.generated.ts`: the configuration as a plain type, so that the library's types need no schema library. */
import { configJsonSchema } from "../../src/config/parse.ts";

interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly propertyNames?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly required?: readonly string[];
}

export function configTypes(): string {
  return `/** Written by \`npm run docs\` from the schema of the configuration; do not edit. */

/** The configuration as people write it. Every key may be left out. */
export interface ConfigInput ${objectType(configJsonSchema() as SchemaNode, "")}
`;
}

function objectType({ properties = {}, required = [] }: SchemaNode, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, node]) => {
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
    const may = required.includes(name) ? "" : "?";
    return `${docOf(node, inner)}${inner}readonly ${key}${may}: ${typeOf(node, inner)};\n`;
  });
  return `{\n${lines.join("")}${indent}}`;
}

/** The description, and the default where it is worth saying. */
function docOf({ description, default: fallback }: SchemaNode, indent: string): string {
  const plain = fallback !== undefined && typeof fallback !== "object" ? JSON.stringify(fallback) : undefined;
  const parts = [description, plain === undefined ? undefined : `Default \`${plain}\``];
  const text = parts
    .filter((part) => part !== undefined)
    .map((part) => part.replace(/\.$/, "").replaceAll("*/", "* /"))
    .join(". ");
  return text === "" ? "" : `${indent}/** ${text}. */\n`;
}

function typeOf(node: SchemaNode, indent: string): string {
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum !== undefined) return node.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (node.anyOf !== undefined) return node.anyOf.map((part) => typeOf(part, indent)).join(" | ");
  if (node.properties !== undefined) return objectType(node, indent);
  switch (node.type) {
    case "string":
    case "number":
    case "boolean":
    case "null":
      return node.type;
    case "integer":
      return "number";
    case "array":
      return `readonly ${grouped(typeOf(node.items ?? {}, indent))}[]`;
    case "object":
      return recordType(node, indent);
    default:
      return "unknown";
  }
}

function recordType({ propertyNames = {}, additionalProperties }: SchemaNode, indent: string): string {
  const value = typeOf(typeof additionalProperties === "object" ? additionalProperties : {}, indent);
  const keys = typeOf({ type: "string", ...propertyNames }, indent);
  return keys === "string"
    ? `Readonly<Record<string, ${value}>>`
    : `Readonly<Partial<Record<${keys}, ${value}>>>`;
}

function grouped(type: string): string {
  return /^\w+$/.test(type) || type.startsWith("{") ? type : `(${type})`;
}
