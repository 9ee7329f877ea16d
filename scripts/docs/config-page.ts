/** `docs/reference/config.md`, from the configuration's JSON Schema. */
import { configJsonSchema } from "../../src/config/parse.ts";
import { GENERATED, inCode, oneLine, table } from "./markdown.ts";

interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly anyOf?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly required?: readonly string[];
}

export function configPage(): string {
  const rows = rowsOf(configJsonSchema() as SchemaNode, "");
  return `# Configuration

${GENERATED}

The file is \`config.json\` in the data folder (\`tandem config path\` prints where), or the one \`--config\` names; the
library takes the same object: \`createTandem({ … })\`. Every key is optional. An unknown key is an error that
names the nearest known one. \`tandem config schema\` prints the JSON Schema for editors. In a key, \`<id>\` is a name that you choose.

${table(["Key", "Value", "Default", ""], rows)}`;
}

function rowsOf(node: SchemaNode, path: string): string[][] {
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) =>
    rowsOfKey(child, path === "" ? name : `${path}.${name}`, node.required?.includes(name) === true),
  );
}

function rowsOfKey(node: SchemaNode, path: string, required: boolean): string[][] {
  if (node.properties !== undefined) return rowsOf(node, path);
  const inner =
    node.items ?? (typeof node.additionalProperties === "object" ? node.additionalProperties : {});
  if (inner.properties !== undefined) return rowsOf(inner, `${path}${node.items ? "[]" : ".<id>"}`);
  const fallback = required
    ? "needed"
    : node.default === undefined || isEmpty(node.default)
      ? ""
      : inCode(JSON.stringify(node.default));
  return [[inCode(path), describeValue(node), fallback, oneLine(node.description ?? "")]];
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function describeValue(node: SchemaNode): string {
  if (node.enum !== undefined) return node.enum.map((value) => inCode(String(value))).join(", ");
  if (node.const !== undefined) return inCode(String(node.const));
  if (node.anyOf !== undefined) return node.anyOf.map(describeValue).join(", ");
  if (node.items !== undefined) return `list of ${describeValue(node.items)}`;
  if (typeof node.additionalProperties === "object")
    return `${describeValue(node.additionalProperties)} by name`;
  if (node.format === "uri") return "URL";
  return node.type ?? "any";
}
