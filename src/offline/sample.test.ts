import { expect, test } from "vitest";
import { outputContract } from "../turn/output.ts";
import { sampleOf } from "./sample.ts";

test.each([
  { type: "object", properties: { a: { type: "string", minLength: 9 }, b: { type: "integer", minimum: 3 } } },
  { type: "array", minItems: 2, items: { type: "number", exclusiveMinimum: 4 } },
  {
    type: "object",
    required: ["x"],
    properties: { x: { $ref: "#/$defs/x" } },
    $defs: { x: { enum: ["p", "q"] } },
  },
  { anyOf: [{ type: "boolean" }, { type: "string" }] },
  { type: ["string", "null"], maxLength: 3 },
  { const: { deep: [1] } },
  { type: "null" },
  {},
])("a sample fits its schema: %j", async (schema) => {
  const contract = await outputContract(schema);
  expect(contract.read(JSON.stringify(sampleOf(schema)))).toMatchObject({ fits: true });
});

test("a schema that never ends gives an end", () => {
  const tree = { type: "object", properties: { child: { $ref: "#" } } };
  expect(JSON.stringify(sampleOf(tree))).toMatch(/null/);
});
