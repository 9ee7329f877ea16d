import type { Entry } from "../../../../sessions/entry.ts";
import { textOf } from "../../../../sessions/message.ts";
import { formatTime, shorten } from "../../render/format.ts";
import { printable } from "../../render/printable.ts";
import type { PickerItem } from "../picker.ts";
import type { ChatCommand, CommandContext } from "./command.ts";

const LABEL_CHARS = 70;

export const tree: ChatCommand = {
  name: "tree",
  argument: "[number]",
  help: "go back to an earlier message, in a copy; this conversation stays as it is (also Escape twice)",
  async run(context, argument) {
    const { tandem, state, turns, view } = context;
    if (turns.running) return "A turn is running: stop it with Escape first.";
    const session = state.current();
    const entries = session === null ? [] : tandem.sessions.entries(session.id);
    const points = entries.flatMap((entry): readonly [Entry, PickerItem][] => {
      const item = itemOf(entry);
      return item === null ? [] : [[entry, item]];
    });
    const items = points.map(([, item]) => item);
    const last = items.at(-1);
    if (last === undefined) return "There is nothing to go back to yet.";
    if (argument === "" && view.pick === undefined)
      return [
        ...items.map(({ label }, index) => `${String(index + 1).padStart(3)}  ${label}`),
        "/tree <number> goes back to one of them.",
      ].join("\n");
    const chosen =
      argument === ""
        ? await view.pick?.({ title: "Go back to", items, selected: last.value })
        : items[Number(argument) - 1]?.value;
    if (chosen === null) return undefined;
    const entry = points.find(([, item]) => item.value === chosen)?.[0];
    return entry === undefined
      ? `There is no message ${argument}. /tree lists them.`
      : goBack(context, entries, entry);
  },
};

/** To before a message of the person, whose text is then theirs to change; to after one of the model. */
function goBack(
  { tandem, conversation, view }: CommandContext,
  entries: readonly Entry[],
  entry: Entry,
): string {
  const asked = entry.type === "user" ? textOf(entry.message) : null;
  const last = asked === null ? entry : entries[entries.indexOf(entry) - 1];
  if (last === undefined) conversation.turnTo();
  else conversation.turnTo({ sessionId: tandem.sessions.fork(entry.sessionId, { entryId: last.id }).id });
  if (asked !== null) view.input?.set(asked);
  return "Back in a copy of the conversation. /resume goes to where it was before.";
}

function itemOf(entry: Entry): PickerItem | null {
  if (entry.type !== "user" && entry.type !== "assistant") return null;
  const text = shorten(printable(textOf(entry.message)), LABEL_CHARS);
  if (text === "") return null;
  return {
    value: entry.id,
    label: entry.type === "user" ? `❯ ${text}` : `  ${text}`,
    description: formatTime(entry.createdAt),
  };
}
