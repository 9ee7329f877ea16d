import { describe, expect, test } from "vitest";
import { outputContract, outputInvalid, repairMessage } from "./output.ts";

const CITY = {
  type: "object",
  properties: { name: { type: "string" }, people: { type: "integer", minimum: 0 } },
  required: ["name", "people"],
  additionalProperties: false,
};
const OSLO = '{"name":"Oslo","people":717710}';

describe("a reply that was to be JSON", () => {
  test.each([
    ["alone", OSLO],
    ["with white space around it", `\n ${OSLO}\n`],
    ["in a fence", `Here you are:\n\`\`\`json\n${OSLO}\n\`\`\`\nAnything else?`],
    ["in the last of several fences", `\`\`\`\n{"name":1}\n\`\`\`\nor better\n\`\`\`json\n${OSLO}\n\`\`\``],
    ["within prose", `The answer is ${OSLO}, as of 2024.`],
  ])("is read %s", async (_name, reply) => {
    const { read } = await outputContract(CITY);
    expect(read(reply)).toEqual({ fits: true, value: JSON.parse(OSLO), text: OSLO });
  });

  test.each([
    [{ type: "array", items: { type: "integer" } }, "So: [1, 2, 3].", [1, 2, 3]],
    [{ type: "integer" }, " 42 ", 42],
    [{ type: "null" }, "null", null],
    [{ enum: ["yes", "no"] }, '"yes"', "yes"],
    [{ type: "array", items: CITY }, `[${OSLO}]`, [JSON.parse(OSLO)]],
  ])("may be any value: %j", async (schema, reply, value) => {
    expect((await outputContract(schema)).read(reply)).toMatchObject({ fits: true, value });
  });

  test.each([
    ["", ["the reply is not JSON"]],
    ["I cannot say.", ["the reply is not JSON"]],
    ['{"name":"Oslo"', ["the reply is not JSON"]],
    ["[]", ["the reply: must be object, was array"]],
    [
      '{"name":7,"people":-1,"x":1}',
      ["name: must be string, was number", "people: must be >= 0", "x: is not a known property"],
    ],
  ])("that does not fit says where: %s", async (reply, findings) => {
    const result = (await outputContract(CITY)).read(reply);
    expect(result.fits).toBe(false);
    expect(!result.fits && [...result.findings].sort()).toEqual(findings);
  });
});

test("the schema is in the instruction, the findings in the repair and the error", async () => {
  expect((await outputContract(CITY)).instruction).toContain(JSON.stringify(CITY));
  expect(repairMessage(["a: is required"])).toContain("- a: is required");
  expect(outputInvalid(["a: is required"])).toMatchObject({
    code: "output_invalid",
    details: { findings: ["a: is required"] },
  });
});

test("a schema that is none is refused by its field", async () => {
  const none = ["{}", null, []] as unknown as Record<string, unknown>[];
  for (const schema of [{ type: "objekt" }, { $ref: "https://example.com/other.json" }, ...none])
    await expect(outputContract(schema)).rejects.toMatchObject({
      code: "validation_failed",
      field: "outputSchema",
    });
});
