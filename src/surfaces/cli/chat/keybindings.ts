/** What keys of the chat do, beside those of the text input. */
import type { KeyId } from "@earendil-works/pi-tui";

export interface KeyBinding {
  readonly keys: readonly KeyId[];
  readonly help: string;
}

/** In the order help shows them. */
export const KEY_BINDINGS = {
  stop: {
    keys: ["escape"],
    help: "stop the turn; twice, with nothing to stop and no text: go back to an earlier message",
  },
  clear: { keys: ["ctrl+c"], help: "clear the input, or stop the turn; twice: leave" },
  leave: { keys: ["ctrl+d"], help: "leave, when the input is empty" },
  suspend: { keys: ["ctrl+z"], help: "put the chat in the background; `fg` brings it back" },
  editor: { keys: ["ctrl+g"], help: "write the message in $VISUAL or $EDITOR" },
  takeBack: { keys: ["alt+up"], help: "take back the last message that waits, to change it" },
  permissions: { keys: ["shift+tab"], help: "change what may happen without asking" },
  nextModel: { keys: ["ctrl+p"], help: "switch to the next of your favourite models (`chat.models`)" },
  previousModel: { keys: ["shift+ctrl+p"], help: "switch to the one before" },
  tools: { keys: ["ctrl+o"], help: "show all of what tools say, or a few lines of it" },
  reasoning: { keys: ["ctrl+t"], help: "show the model's reasoning, or one line of it" },
} as const satisfies Readonly<Record<string, KeyBinding>>;

export type ChatAction = keyof typeof KEY_BINDINGS;

/** The keys of each action. */
export type KeyTable = Readonly<Record<ChatAction, readonly KeyId[]>>;

/** The keys of each action: those given, else the default ones. */
export function keyTable(given: Partial<KeyTable> = {}): KeyTable {
  return Object.fromEntries(
    Object.entries(KEY_BINDINGS).map(([action, { keys }]) => [action, given[action as ChatAction] ?? keys]),
  ) as Record<ChatAction, readonly KeyId[]>;
}

/** A key as people read it: `Ctrl-O`, `Shift-Tab`. */
export function keyName(key: KeyId): string {
  return key
    .split("+")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("-");
}
