import { describe, expect, test } from "vitest";
import { parseConfig } from "../config/parse.ts";
import { historyLimitOf, limitedHistory, limitHistory } from "./history-limit.ts";

const roles = (text: string) =>
  [...text].map((letter) => ({ role: { u: "user", a: "assistant", t: "tool" }[letter] as "user" }));

describe("the last user turns", () => {
  test.each([
    ["uauatau", 1, "u"],
    ["uauata", 1, "uata"],
    ["uauata", 2, "uauata"],
    ["uauata", 9, "uauata"],
    ["auata", 1, "uata"],
    ["auata", 2, "auata"],
    ["uaua", 0, ""],
    ["", 3, ""],
  ])("%s under %i leaves %j", (all, limit, left) => {
    expect(limitHistory(roles(all), limit)).toEqual(roles(left));
  });

  test("keep their places in the transcript; a history within the limit is left alone", () => {
    const { channels } = parseConfig({ channels: { chat: { dmHistoryLimit: 1 } } });
    const messages = roles("uaua") as never;
    const history = { messages, entryIds: ["1", "2", "3", "4"] };
    expect(limitedHistory(channels, "agent:main:chat:dm:ann", history).entryIds).toEqual(["3", "4"]);
    expect(limitedHistory(channels, "agent:main:cli:dm:ann", history)).toBe(history);
  });
});

describe("the limit of a session", () => {
  const { channels } = parseConfig({
    channels: {
      chat: {
        dmHistoryLimit: 20,
        dms: { ann: { historyLimit: 3 }, "@bob:host": { historyLimit: 0 }, eve: {} },
      },
      mail: { dms: { ann: { historyLimit: 5 } } },
    },
  });
  test.each([
    ["agent:main:chat:dm:ann", 3],
    ["agent:work:chat:dm:ann:thread:42", 3],
    ["agent:main:chat:dm:ann:fork:2", 3],
    ["agent:main:chat:dm:%40bob%3Ahost", 0],
    ["agent:main:chat:dm:eve", 20],
    ["agent:main:chat:dm:constructor", 20],
    ["agent:main:mail:dm:ann", 5],
    ["agent:main:mail:dm:eve", null],
    ["agent:main:cli:dm:ann", null],
    ["some-host-key", null],
  ])("%s has %j", (key, limit) => {
    expect(historyLimitOf(channels, key)).toBe(limit);
  });

  test.each([-1, 1.5])("%j is refused with its path", (dmHistoryLimit) => {
    expect(() => parseConfig({ channels: { chat: { dmHistoryLimit } } })).toThrow(
      expect.objectContaining({ code: "invalid_config", field: "channels.chat.dmHistoryLimit" }),
    );
  });
});
