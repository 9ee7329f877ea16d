/** Gives each key to who is to have it: filters first, then the chat's actions, then the component with the keyboard. */
import { isKeyRelease, matchesKey, type TuiInputListenerResult } from "@earendil-works/pi-tui";
import type { ChatAction, KeyTable } from "../keybindings.ts";

/** True: the key was taken. */
export type KeyFilter = (data: string) => boolean;

export class KeyDispatch {
  readonly #keys: KeyTable;
  readonly #filters: KeyFilter[] = [];
  readonly #handlers = new Map<ChatAction, () => boolean>();

  constructor(keys: KeyTable) {
    this.#keys = keys;
  }

  /** Asks `filter` about every key before anything else; the one added last is asked first. Returns how to take it back. */
  intercept(filter: KeyFilter): () => void {
    this.#filters.unshift(filter);
    return () => {
      const index = this.#filters.indexOf(filter);
      if (index !== -1) this.#filters.splice(index, 1);
    };
  }

  /** Carries an action out when one of its keys comes. False: not now, so the key means what it means to the input. */
  on(action: ChatAction, handler: () => boolean): void {
    this.#handlers.set(action, handler);
  }

  /** The listener for the terminal's input. */
  handle(data: string): TuiInputListenerResult {
    if (isKeyRelease(data)) return undefined;
    if (this.#filters.some((filter) => filter(data))) return { consume: true };
    for (const [action, handler] of this.#handlers)
      if (this.#keys[action].some((key) => matchesKey(data, key)) && handler()) return { consume: true };
    return undefined;
  }
}
