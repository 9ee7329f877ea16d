/** The messaging context: what a channel knows reaches tools as it was given. */
import { MESSAGING_FIELDS, type MessagingContext } from "../../src/kernel/messaging.ts";
import { textOutput, toolOf } from "../props.ts";
import type { Row, RowFor } from "./row.ts";

const VALUES: { readonly [Name in keyof Required<MessagingContext>]?: unknown } = {
  senderIsOwner: true,
  ownerNumbers: ["+15550001111", "+15550002222"],
  replyToMode: "first",
};

/** The field reaches a tool of the turn, and no other field comes with it. */
function reachesTools(name: keyof MessagingContext): Row {
  return async ({ s, check, marker, turn }) => {
    const value = VALUES[name] ?? marker;
    let seen: unknown;
    const look = toolOf("look", (_input, context) => {
      seen = context.turn?.messaging;
      return textOutput("seen");
    });
    s.server.reply({ toolCalls: [{ id: "toolu_look", name: "look", input: {} }] }, { text: "ok" });
    await turn({ prompt: "look", extraTools: [look], [name]: value });
    check.deepEqual(seen, { [name]: value }, `${name}: what a tool is told`);
  };
}

export const MESSAGING_ROWS = Object.fromEntries(
  MESSAGING_FIELDS.map((name) => [name, reachesTools(name)]),
) as unknown as RowFor<MessagingContext>;
