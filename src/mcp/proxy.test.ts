import { expect, test } from "vitest";
import type { ToolDefinition } from "../tools/tool.ts";
import { ProxyBook } from "./proxy.ts";
import { refusalsOf } from "./schema-rules.ts";

const object = { type: "object" };

test.each([
  ["a plain object", { ...object, properties: { a: { anyOf: [{ type: "string" }, { type: "null" }] } } }, {}],
  [
    "alternatives at the top",
    { ...object, oneOf: [object] },
    { "openai-responses": /oneOf at the top/, "anthropic-messages": /oneOf at the top/ },
  ],
  [
    "a reference at the top",
    { ...object, $ref: "#/$defs/a", $defs: { a: object } },
    { "anthropic-messages": /\$ref at the top/ },
  ],
  [
    "a negation at the top",
    { ...object, not: {} },
    { "openai-responses": /not at the top/, "anthropic-messages": undefined },
  ],
  ["no object", { type: "string" }, { "openai-responses": /not of type "object"/ }],
  [
    "an odd property name",
    { ...object, properties: { "ü b": {} } },
    { "anthropic-messages": /named "ü b"/, "openai-responses": undefined },
  ],
  [
    "a tuple below",
    { ...object, properties: { a: { items: [object] } } },
    { "anthropic-messages": /list of schemas in items/ },
  ],
  ["odd names in data", { ...object, properties: { a: { default: { properties: { ü: 1 } } } } }, {}],
])(
  "%s is judged by each API's rules",
  (_what, schema, expected: Readonly<Record<string, RegExp | undefined>>) => {
    const refusals = Object.fromEntries(refusalsOf(schema) ?? []);
    if (Object.keys(expected).length === 0) expect(refusals).toEqual({});
    for (const [api, reason] of Object.entries(expected)) {
      if (reason === undefined) expect(refusals).not.toHaveProperty([api]);
      else expect(refusals[api]).toMatch(reason);
    }
  },
);

function toolOf(tool: string, schema: object): ToolDefinition {
  const refused = refusalsOf({ ...schema });
  return {
    name: `mcp__s__${tool}`,
    description: `Does ${tool}.`,
    inputSchema: { ...schema },
    readOnly: false,
    ...(refused === null ? {} : { proxied: { server: "s", tool, refused } }),
    execute: async () => ({ content: [] }),
  };
}

test("what is offered is the same list while nothing is refused, and the same proxy while the tools are the same", () => {
  const book = new ProxyBook();
  const plain = [toolOf("plain", object)];
  expect(book.proxyFor(plain, () => null)).toBeNull();
  expect(book.offeredOn("openai-responses", plain, null)).toBe(plain);
  const tools = [...plain, toolOf("odd", { ...object, anyOf: [object] })];
  const proxy = book.proxyFor(tools, () => null);
  const offered = book.offeredOn("openai-responses", tools, proxy);
  expect(offered.map(({ name }) => name)).toEqual(["mcp__s__plain", "mcp_call"]);
  expect(offered[1]?.description).toContain('"anyOf":[{"type":"object"}]');
  expect(book.offeredOn("openai-responses", [...tools], proxy)[1]).toBe(offered[1]);
});

test("a rule that denies the proxy takes it away, and what it would reach with it; an allow list that does not name it does not", () => {
  const book = new ProxyBook();
  const tools = [toolOf("odd", { ...object, anyOf: [object] })];
  const denied = book.proxyFor(tools, () => ({ rule: "deny group:mcp" }));
  expect(denied).toBeNull();
  expect(book.offeredOn("anthropic-messages", tools, denied)).toEqual([]);
  expect(book.proxyFor(tools, () => ({ rule: "not in allow" }))?.name).toBe("mcp_call");
});
