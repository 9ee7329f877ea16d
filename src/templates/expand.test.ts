// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the placeholders of templates
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHAT_COMMANDS } from "../surfaces/cli/chat/commands/table.ts";
import { expandTemplate, splitArguments } from "./expand.ts";
import { RESERVED_COMMANDS } from "./reserved.ts";

describe("expandTemplate", () => {
  it.each([
    ["Review $1 for $2.", "src speed", "Review src for speed."],
    ["Review $1 for $2.", 'src "speed and size"', "Review src for speed and size."],
    ["Review ${1} as ${2:-a reader}.", "src", "Review src as a reader."],
    ["Review ${1} as ${2:-a reader}.", "src 'a judge'", "Review src as a judge."],
    ["All: $@", 'a  "b c"', 'All: a  "b c"'],
    ["All: $ARGUMENTS!", "a b", "All: a b!"],
    ["All: ${@:-nothing}", "", "All: nothing"],
    ["Rest: ${@:2}", "a b c", "Rest: b c"],
    ["Two: ${@:2:2}", "a b c d", "Two: b c"],
    ["From zero: ${@:0:1}", "a b", "From zero: a"],
    ["Missing: [$3]", "a b", "Missing: []"],
    ["$1 costs $10 and $HOME stays ${NAME} $", "It", "It costs  and $HOME stays ${NAME} $"],
    ["$1 $2", "$2 $1", "$2 $1"],
    ["No places.\n", "but words", "No places.\n\nbut words"],
    ["No places.", "", "No places."],
    ["$ARGUMENTSX", "a", "$ARGUMENTSX\n\na"],
  ])("%j with %j", (text, args, expected) => {
    expect(expandTemplate(text, args)).toBe(expected);
  });

  it("takes anything", () => {
    const piece = fc.constantFrom(
      "$",
      "$1",
      "${",
      "}",
      "@",
      ":",
      ":-",
      "${@:",
      "1",
      "ARGUMENTS",
      '"',
      "'",
      " ",
      "\n",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(piece).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(text, text, (template, args) => {
        expect(typeof expandTemplate(template, args)).toBe("string");
        expect(splitArguments(args).every((word) => typeof word === "string")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("puts an argument in as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        const word = value.replaceAll(/["'\s]/g, "");
        expect(expandTemplate("<$1>", word)).toBe(`<${word}>`);
      }),
    );
  });
});

it("leaves the chat's commands to the chat", () => {
  expect(CHAT_COMMANDS.filter(({ name }) => !RESERVED_COMMANDS.has(name))).toEqual([]);
});
