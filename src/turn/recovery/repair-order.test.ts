import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_USAGE } from "../../cost/usage.ts";
import { type Message, textOf } from "../../sessions/message.ts";
import { strictAlternation } from "./repair-order.ts";

function message(role: "user" | "assistant", text: string): Message {
  const content = [{ type: "text" as const, text }];
  if (role === "user") return { role, content };
  const origin = { runtime: "pi", provider: "p", model: "m", api: "anthropic-messages" } as const;
  return { role, content, stop: "stop", origin, usage: NO_USAGE, costUsd: 0 };
}

const histories = fc.array(
  fc.tuple(fc.constantFrom("user" as const, "assistant" as const), fc.string({ minLength: 1 })),
  { maxLength: 12 },
);

test("roles alternate from a user on, every text is kept in its order, and a second time changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (parts) => {
      const given = parts.map(([role, text]) => message(role, text));
      const sent = await strictAlternation(given);
      sent.forEach((one, index) => {
        expect(one.role).toBe(index % 2 === 0 ? "user" : "assistant");
      });
      const added = parts[0]?.[0] === "assistant" ? textOf(sent[0]!) : "";
      expect(sent.map(textOf).join("")).toBe(added + given.map(textOf).join(""));
      expect(await strictAlternation(sent)).toEqual(sent);
    }),
  );
});
