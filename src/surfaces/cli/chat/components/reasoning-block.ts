/** The model's reasoning on the screen: one line, or all of it. */
import type { Component } from "@earendil-works/pi-tui";
import type { ChatTheme } from "../themes/chat-theme.ts";
import type { FoldState } from "./fold-state.ts";
import { fitLine, safeLines, wrapBlockLine } from "./safe-lines.ts";

const LEAD = "  ";

export class ReasoningBlock implements Component {
  readonly #theme: ChatTheme;
  readonly #folds: FoldState;
  readonly #foldKey: string;
  #text = "";
  #ended = false;
  #kept: { readonly width: number; readonly version: number; readonly lines: string[] } | null = null;

  /** `foldKey` is the key that unfolds, as the screen names it. */
  constructor(options: { theme: ChatTheme; folds: FoldState; foldKey: string }) {
    this.#theme = options.theme;
    this.#folds = options.folds;
    this.#foldKey = options.foldKey;
  }

  append(delta: string): void {
    this.#text += delta;
    this.invalidate();
  }

  end(): void {
    this.#ended = true;
    this.invalidate();
  }

  invalidate(): void {
    this.#kept = null;
  }

  render(width: number): string[] {
    const { version } = this.#folds;
    if (this.#kept?.width !== width || this.#kept.version !== version)
      this.#kept = { width, version, lines: this.#render(width) };
    return this.#kept.lines;
  }

  #render(width: number): string[] {
    const { italic, thinking } = this.#theme;
    const paint = (text: string): string => thinking(italic(text));
    const lines = safeLines(this.#text);
    if (!this.#folds.thinkingFolded)
      return lines.flatMap((text) => wrapBlockLine({ lead: LEAD, text: paint(text) }, width));
    const key = this.#foldKey === "" ? "" : ` (${this.#foldKey})`;
    const said = lines.findLast((line) => line.trim() !== "")?.trim() ?? "";
    return [fitLine(` ${paint(this.#ended ? `∴ Thought${key}` : `∴ Thinking${key} ${said}`)}`, width)];
  }
}
