import fc from "fast-check";
import { expect, it } from "vitest";
import type { UserContent } from "../sessions/message.ts";
import { eventOutput } from "./limit-output.ts";

const chars = (content: readonly UserContent[]) =>
  content.reduce((sum, block) => sum + (block.type === "text" ? block.text.length : Number.NaN), 0);

it("keeps what is short as it is, and cuts the rest to 8,000 characters, errors to 400", () => {
  const content = fc.array(
    fc.record({
      type: fc.constant("text" as const),
      text: fc.string({ maxLength: 6_000, unit: "grapheme" }),
    }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(content, fc.boolean(), (blocks, isError) => {
      const shown = eventOutput(blocks, isError);
      const limit = isError ? 400 : 8_000;
      if (chars(blocks) <= limit) expect(shown).toBe(blocks);
      else {
        expect(chars(shown)).toBeLessThanOrEqual(limit);
        expect(chars(shown)).toBeGreaterThan(limit - 100);
        expect(JSON.stringify(shown)).toContain(`${chars(blocks)} characters in all`);
      }
    }),
    { numRuns: 50 },
  );
});

it("tells the size of an image in its place", () => {
  const image = {
    type: "image",
    mimeType: "image/png",
    data: Buffer.alloc(1_234).toString("base64"),
  } as const;
  expect(eventOutput([{ type: "text", text: "a" }, image], false)).toEqual([
    { type: "text", text: "a" },
    { type: "text", text: "[image/png, 1234 bytes]" },
  ]);
});
