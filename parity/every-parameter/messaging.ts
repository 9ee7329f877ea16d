/** The messaging context: what a channel knows reaches the turn's tools as it was given. */
import type { MessagingContext } from "../../src/kernel/messaging.ts";
import { textOutput, toolOf } from "../props.ts";
import type { Row } from "./row.ts";

/** One of each; a field that is left out here does not compile. */
const VALUES: Required<MessagingContext> = {
  messageChannel: "mark-channel",
  messageProvider: "mark-provider",
  messageTo: "mark-to",
  messageThreadId: "mark-thread",
  groupId: "mark-group",
  groupChannel: "mark-group-channel",
  groupSpace: "mark-group-space",
  spawnedBy: "mark-spawned-by",
  senderId: "mark-sender",
  senderName: "mark-name",
  senderUsername: "mark-username",
  senderE164: "+15550003333",
  senderIsOwner: true,
  ownerNumbers: ["+15550001111", "+15550002222"],
  replyToMode: "first",
  currentChannelId: "mark-current",
};

export const MESSAGING_COUNT = Object.keys(VALUES).length;

export const messagingContext: Row = async ({ s, check, turn }) => {
  const seen: unknown[] = [];
  const look = toolOf("look", (_input, context) => {
    seen.push(context.turn?.messaging);
    return textOutput("seen");
  });
  for (const fields of [VALUES, {}]) {
    s.server.reply({ toolCalls: [{ id: "toolu_look", name: "look", input: {} }] }, { text: "ok" });
    await turn({ prompt: "look", extraTools: [look], ...fields });
  }
  check.deepEqual(seen, [VALUES, {}], "what a tool is told, with every field and with none");
};
