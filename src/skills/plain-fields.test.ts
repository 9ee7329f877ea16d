import fc from "fast-check";
import { expect, it } from "vitest";
import { readPlainFields } from "./plain-fields.ts";
import { readYaml } from "./strict-yaml.ts";

it("reads plain fields", () => {
  expect(readPlainFields("\nname: a-skill\ndescription: Does it (well), don't ask; 100% sure.\n")).toEqual({
    name: "a-skill",
    description: "Does it (well), don't ask; 100% sure.",
  });
});

it("leaves what is not plain to the library", () => {
  const texts = [
    "",
    "name: [a",
    "a: b: c",
    "a: b #c",
    "a: 'b'",
    "a: b\na: c",
    "a:\n  b: c",
    "a: b ",
    "a: 1",
    "a:\tb",
    "a: ü",
  ];
  for (const text of texts) expect(readPlainFields(text), text).toBeNull();
});

it("reads as the library does whatever it reads", () => {
  const character = fc.constantFrom(..."abcXYZ019 ,.;()/_'\"!?%+=<>-:#[]{}&*|@`~\t\nü");
  const value = fc.string({ unit: character, maxLength: 24 });
  const line = fc.tuple(fc.constantFrom("name", "description", "when-to", "x"), value);
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
      const text = lines.map(([name, rest]) => `${name}: ${rest}`).join("\n");
      const fields = readPlainFields(text);
      if (fields !== null) expect(readYaml(text)).toEqual({ value: fields, refusals: [] });
    }),
    { numRuns: 3_000 },
  );
});
