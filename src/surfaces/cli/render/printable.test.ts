import { expect, test } from "vitest";
import { printable } from "./printable.ts";

test("what would steer a terminal is shown instead", () => {
  expect(printable("\u001b]0;title\u0007 \u001b[31mred \u009b2J \u007f")).toBe("␛]0;title␇ ␛[31mred �2J ␡");
});

test("text, line breaks and tabs stay, and a carriage return cannot write over a line", () => {
  expect(printable("héllo 👋\n\tb\r\nsafe\rc")).toBe("héllo 👋\n\tb\nsafec");
});

test("a sequence that comes in pieces is harmless too", () => {
  expect(["\u001b", "[2", "J"].map(printable).join("")).toBe("␛[2J");
});
