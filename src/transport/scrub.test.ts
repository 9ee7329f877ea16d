import { expect, test } from "vitest";
import { scrubBody } from "./scrub.ts";

const MARK = "ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL";
const LONG = `${MARK}_1FAEFB6177B4672DEE07F9D3AFC62588CCD2631EDCF22E8CCC1FB35B501C9C86`;

test.each([MARK, LONG, `x${LONG}y`])("the string is gone and the body stays JSON: %s", (text) => {
  const body = JSON.stringify({ messages: [{ content: text }, { content: `ü ${text}` }] });
  for (const given of [body, Buffer.from(body)]) {
    const sent = String(scrubBody(given));
    expect(sent).not.toContain(MARK);
    expect(sent).not.toContain("1FAEFB61");
    expect(JSON.parse(sent).messages[1].content).toContain("ü ");
    expect(sent.match(/\(redacted\)/g)).toHaveLength(2);
  }
});

test("a body without it is passed on, not copied", () => {
  const bytes = Buffer.from("{}");
  expect(scrubBody(bytes)).toBe(bytes);
});
