/** What keys of the chat do, beside those of the text input. */
import type { KeyId } from "@earendil-works/pi-tui";
import { CHAT_KEYS, type ChatAction } from "../../../config/chat-keys.ts";

export type { ChatAction };

export interface KeyBinding {
  readonly keys: readonly KeyId[];
  readonly help: string;
}

/** In the order help shows them. */
export const KEY_BINDINGS: Readonly<Record<ChatAction, KeyBinding>> = CHAT_KEYS;

/** The keys of each action. */
export type KeyTable = Readonly<Record<ChatAction, readonly KeyId[]>>;

/** Keys as the config gives them, which has checked them. */
export type GivenKeys = { readonly [Action in ChatAction]?: readonly string[] | undefined };

/** The keys of each action: those given, else the default ones. */
export function keyTable(given: GivenKeys = {}): KeyTable {
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
