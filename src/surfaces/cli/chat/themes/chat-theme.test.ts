import { expect, test } from "vitest";
import { createChatTheme } from "./chat-theme.ts";

test("no colours without them, whatever the theme; `plain` has none either", () => {
  for (const theme of [
    createChatTheme({ enabled: false, choice: { base: "light", colors: { accent: "red" } } }),
    createChatTheme({ enabled: true, choice: { base: "plain", colors: { accent: "red" } } }),
  ])
    expect([theme.cyan("a"), theme.bold("b"), theme.addedWord("c"), theme.enabled]).toEqual([
      "a",
      "b",
      "c",
      false,
    ]);
});

test("colours of one's own take the place of the theme's, in as many colours as the terminal has", () => {
  const of = (accent: string, env = {}) =>
    createChatTheme({
      enabled: true,
      env,
      choice: { base: "dark", colors: { accent, added: undefined } },
    }).cyan("x");
  expect(of("red")).toBe("\u001b[31mx\u001b[39m");
  expect(of("bright-blue")).toBe("\u001b[94mx\u001b[39m");
  expect(of("214")).toBe("\u001b[38;5;214mx\u001b[39m");
  expect(of("#ff8000", { COLORTERM: "truecolor" })).toBe("\u001b[38;2;255;128;0mx\u001b[39m");
  expect(of("#ff8000")).toBe("\u001b[38;5;214mx\u001b[39m");
  expect(of("default")).toBe("x");
});

test("a theme that follows the background changes with it, and others do not", () => {
  const auto = createChatTheme({ enabled: true });
  const before = auto.yellow("x");
  expect([auto.background(false), auto.background(true), auto.background(true)]).toEqual([
    false,
    true,
    false,
  ]);
  expect(auto.yellow("x")).not.toBe(before);
  expect(createChatTheme({ enabled: true, env: { COLORFGBG: "0;15" } }).yellow("x")).toBe(auto.yellow("x"));
  const dark = createChatTheme({ enabled: true, choice: { base: "dark" } });
  expect([dark.follows, dark.background(true)]).toEqual([false, false]);
});
