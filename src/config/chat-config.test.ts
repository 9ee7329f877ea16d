import { describe, expect, it, test } from "vitest";
import { TandemError } from "../kernel/errors.ts";
import { CHAT_KEYS, keyClash, keyProblem } from "./chat-keys.ts";
import { parseConfig } from "./parse.ts";

function problem(chat: unknown): string {
  try {
    parseConfig({ chat });
    return "";
  } catch (error) {
    expect(error).toBeInstanceOf(TandemError);
    expect((error as TandemError).code).toBe("invalid_config");
    return (error as TandemError).message;
  }
}

test("themes, colours and keys are taken as people write them", () => {
  const chat = {
    theme: "light",
    colors: { accent: "#0080ff", added: "bright-green", muted: "244" },
  } as const;
  const keys = { tools: ["ctrl+r", "f2"], takeBack: [] };
  expect(parseConfig({ chat: { ...chat, keys } }).chat).toMatchObject({ ...chat, keys });
  expect(parseConfig({}).chat).toMatchObject({ theme: "auto", colors: {}, keys: {} });
});

describe("what is wrong is said with the nearest that is right", () => {
  it.each([
    [{ theme: "ligth" }, 'did you mean "light"?'],
    [{ colors: { acent: "red" } }, 'did you mean "accent"?'],
    [{ colors: { accent: "gren" } }, 'did you mean "green"?'],
    [{ colors: { accent: "#12" } }, "#rrggbb"],
    [{ colors: { accent: "256" } }, "is not a colour"],
    [{ keys: { tool: ["ctrl+o"] } }, 'did you mean "tools"?'],
    [{ keys: { tools: ["Ctrl-O"] } }, 'did you mean "ctrl+o"?'],
    [{ keys: { tools: ["control+o"] } }, 'did you mean "ctrl+o"?'],
    [{ keys: { tools: ["ctrl+pgup"] } }, "is not a key"],
    [{ keys: { tools: ["o"] } }, "is a key for writing"],
    [{ keys: { tools: ["enter"] } }, "is a key for writing"],
    [{ keys: { tools: ["ctrl+t"] } }, "key of both tools and reasoning"],
    [
      { keys: { previousModel: ["ctrl+shift+o"], tools: ["shift+ctrl+o"] } },
      "key of both previousModel and tools",
    ],
  ])("%j", (chat, words) => {
    expect(problem(chat)).toContain(words);
  });
});

test("the default keys are keys, and no two actions share one", () => {
  for (const { keys } of Object.values(CHAT_KEYS)) expect(keys.map(keyProblem)).toEqual(keys.map(() => null));
  expect(keyClash({})).toBeNull();
  expect(["ctrl++", "alt+.", "shift+tab", "f5", "super+k"].map(keyProblem)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
