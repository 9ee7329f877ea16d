import { expect, it } from "vitest";
import { repeats } from "./repeats.ts";

it.each([
  ["the same text", "Dinner is at eight.", "Dinner is at eight.", true],
  ["other case, white space and emoji", "  dinner IS\nat eight. 🎉", "Dinner is at eight.", true],
  ["a part of what was sent", "Dinner is at eight.", "Hello Ann. Dinner is at eight. Bye.", true],
  ["what was sent with a word around it", "Sent: Dinner is at eight.", "Dinner is at eight.", true],
  [
    "a reply that says more",
    "I told her: dinner is at eight. She wants to bring Bob along, is that fine?",
    "dinner is at eight.",
    false,
  ],
  ["another text", "Lunch is at noon.", "Dinner is at eight.", false],
  ["a short word", "Done.", "Done.", false],
  ["no reply", "", "Dinner is at eight.", false],
])("%s", (_what, reply, sent, expected) => {
  expect(repeats(reply, [sent])).toBe(expected);
});
