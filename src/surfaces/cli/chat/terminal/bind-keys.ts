/** What the chat's keys do on a terminal. */
import type { Editor } from "@earendil-works/pi-tui";
import type { ChatAction } from "../keybindings.ts";
import type { DialogHost } from "./dialog-host.ts";
import type { KeyDispatch } from "./key-dispatch.ts";

/** Milliseconds within which a second Escape counts as twice. */
const TWICE_MS = 600;

const TWO_ESCAPES = "\u001B\u001B";

/** What keys ask of the chat. */
export interface KeyHandlers {
  /** Stops what runs; false: nothing does. */
  stop(): boolean;
  /** Ctrl-C with nothing written. */
  interrupt(): void;
  /** Ctrl-C has cleared the input. */
  cleared(): void;
  leave(): void;
  goBack(): void;
  takeBack(): void;
  cyclePermissions(): void;
  cycleModel(step: 1 | -1): void;
}

export interface KeyParts {
  readonly keys: KeyDispatch;
  readonly editor: Pick<Editor, "getText" | "setText" | "isShowingAutocomplete">;
  readonly dialogs: Pick<DialogHost, "active">;
  readonly handlers: KeyHandlers;
  /** Keys of the view itself. */
  readonly own: Readonly<Partial<Record<ChatAction, () => void>>>;
}

export function bindKeys({ keys, editor, dialogs, handlers, own }: KeyParts): void {
  const typing = (): boolean => editor.getText() !== "";
  /** A dialog in front has the key. */
  const whenFree = (action: ChatAction, work: () => unknown): void =>
    keys.on(action, () => !dialogs.active && work() !== false);

  let escapedAt = Number.NEGATIVE_INFINITY;
  const onEscape = (): boolean => {
    if (editor.isShowingAutocomplete()) return false;
    if (handlers.stop()) return true;
    if (typing()) return false;
    const now = performance.now();
    if (now - escapedAt < TWICE_MS) handlers.goBack();
    escapedAt = now;
    return true;
  };
  whenFree("stop", onEscape);
  // Two that arrive together are one sequence for the terminal.
  keys.intercept((data) => data === TWO_ESCAPES && !dialogs.active && onEscape() && onEscape());
  whenFree("clear", () => {
    if (!typing()) return handlers.interrupt();
    editor.setText("");
    handlers.cleared();
  });
  whenFree("leave", () => (typing() ? false : handlers.leave()));
  whenFree("takeBack", () => handlers.takeBack());
  whenFree("permissions", () => handlers.cyclePermissions());
  whenFree("nextModel", () => handlers.cycleModel(1));
  whenFree("previousModel", () => handlers.cycleModel(-1));
  for (const [action, work] of Object.entries(own)) whenFree(action as ChatAction, work);
}
