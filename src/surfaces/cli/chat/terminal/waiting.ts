/** Between the conversation and the input: messages that wait for the model, and a hint until the next key. */
import { type Component, truncateToWidth } from "@earendil-works/pi-tui";
import { shorten } from "../../render/format.ts";
import { printable } from "../../render/printable.ts";
import type { Style } from "../../render/style.ts";

/** Messages shown at most; the last ones, since they are taken back first. */
const SHOWN = 4;

export class Waiting implements Component {
  readonly #style: Style;
  /** The key that takes the last message back; empty: none does. */
  readonly #takeBackKey: string;
  #messages: readonly string[] = [];
  #hint = "";

  constructor(style: Style, takeBackKey: string) {
    this.#style = style;
    this.#takeBackKey = takeBackKey;
  }

  set messages(messages: readonly string[]) {
    this.#messages = messages;
  }

  set hint(text: string) {
    this.#hint = text;
  }

  invalidate(): void {}

  render(width: number): string[] {
    const { dim, yellow } = this.#style;
    const hidden = Math.max(0, this.#messages.length - SHOWN);
    const help = this.#takeBackKey === "" ? "" : `  ${this.#takeBackKey} takes back the last`;
    const lines = [
      ...(hidden === 0 ? [] : [dim(` … ${hidden} more wait`)]),
      ...this.#messages.slice(-SHOWN).map((text) => dim(` ↳ waits: ${shorten(printable(text), width - 12)}`)),
      ...(this.#messages.length === 0 || help === "" ? [] : [dim(help)]),
      ...(this.#hint === "" ? [] : [yellow(` ${this.#hint}`)]),
    ];
    return lines.map((text) => truncateToWidth(text, width));
  }
}
