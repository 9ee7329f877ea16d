/** The keys of the chat beside those of its text input: what each action is, its keys, and how a key is written. */
import { nearest } from "../routing/nearest.ts";

/** In the order help and the guide show them. */
export const CHAT_KEYS = {
  stop: {
    keys: ["escape"],
    help: "stop the turn; twice, with nothing to stop and no text: go back to an earlier message",
  },
  clear: { keys: ["ctrl+c"], help: "clear the input, or stop the turn; twice: leave" },
  leave: { keys: ["ctrl+d"], help: "leave, when the input is empty" },
  suspend: { keys: ["ctrl+z"], help: "put the chat in the background; `fg` brings it back" },
  editor: { keys: ["ctrl+g"], help: "write the message in $VISUAL or $EDITOR" },
  takeBack: { keys: ["alt+up"], help: "take back the last message that waits, to change it" },
  pasteImage: { keys: ["ctrl+v"], help: "attach the image that is in the clipboard" },
  permissions: { keys: ["shift+tab"], help: "change what may happen without asking" },
  nextModel: { keys: ["ctrl+p"], help: "switch to the next of your favourite models (`chat.models`)" },
  previousModel: { keys: ["shift+ctrl+p"], help: "switch to the one before" },
  tools: { keys: ["ctrl+o"], help: "show all of what tools say, or a few lines of it" },
  reasoning: { keys: ["ctrl+t"], help: "show the model's reasoning, or one line of it" },
} as const satisfies Readonly<Record<string, { readonly keys: readonly string[]; readonly help: string }>>;

export type ChatAction = keyof typeof CHAT_KEYS;

const MODIFIERS = ["ctrl", "alt", "shift", "super"];
const NAMED = [
  ...[
    "escape",
    "enter",
    "tab",
    "space",
    "backspace",
    "delete",
    "insert",
    "home",
    "end",
    "pageUp",
    "pageDown",
  ],
  ...[
    "up",
    "down",
    "left",
    "right",
    "f1",
    "f2",
    "f3",
    "f4",
    "f5",
    "f6",
    "f7",
    "f8",
    "f9",
    "f10",
    "f11",
    "f12",
  ],
];
/** Named keys that an action may have without a modifier: the others are for writing. */
const FREE = new Set([
  "escape",
  "insert",
  "pageUp",
  "pageDown",
  ...NAMED.filter((name) => /^f\d/.test(name)),
]);

/** Why a text is no key of an action, as the end of a sentence; `null`: it is one. */
export function keyProblem(text: string): string | null {
  const { modifiers, base } = split(text);
  const wrong = modifiers.find((name) => !MODIFIERS.includes(name));
  if (wrong !== undefined || !isBase(base)) {
    const near = meant(text);
    return `is not a key${near === null ? "" : `; did you mean "${near}"?`}`;
  }
  if (modifiers.some((name) => name !== "shift") || FREE.has(base)) return null;
  return modifiers.includes("shift") && NAMED.includes(base) ? null : "is a key for writing; add ctrl or alt";
}

/** The same key in the same letters, however its modifiers are ordered. */
export function canonicalKey(text: string): string {
  const { modifiers, base } = split(text);
  return [...modifiers.toSorted(), base].join("+");
}

/** Two actions that one key would start; `null`: there are none. `given` replaces the default keys. */
export function keyClash(given: Partial<Readonly<Record<ChatAction, readonly string[]>>>): {
  readonly key: string;
  readonly actions: readonly [ChatAction, ChatAction];
} | null {
  const taken = new Map<string, ChatAction>();
  for (const action of Object.keys(CHAT_KEYS) as ChatAction[]) {
    for (const key of given[action] ?? CHAT_KEYS[action].keys) {
      const other = taken.get(canonicalKey(key));
      if (other !== undefined && other !== action) return { key, actions: [other, action] };
      taken.set(canonicalKey(key), action);
    }
  }
  return null;
}

/** `ctrl++` is Ctrl and the plus key. */
function split(text: string): { readonly modifiers: readonly string[]; readonly base: string } {
  const parts = text.endsWith("+") ? [...text.slice(0, -1).split("+").slice(0, -1), "+"] : text.split("+");
  return { modifiers: parts.slice(0, -1), base: parts.at(-1) ?? "" };
}

function isBase(base: string): boolean {
  return NAMED.includes(base) || /^[a-z0-9!-/:-@[-`{-~]$/.test(base);
}

/** The key that was meant by another spelling: `Ctrl-O`, `control+o`, `pgup`. */
function meant(text: string): string | null {
  const parts = text.split(/[-+ ]/).filter((part) => part !== "");
  const modifiers = parts.slice(0, -1).map((part) => nearest(part, MODIFIERS, 1)[0]);
  const last = parts.at(-1) ?? "";
  const base = /^[a-z0-9]$/i.test(last) ? last.toLowerCase() : nearest(last, NAMED, 1)[0];
  if (base === undefined || modifiers.some((name) => name === undefined)) return null;
  const key = [...modifiers, base].join("+");
  return key === text ? null : key;
}
