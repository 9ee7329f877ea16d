/** The lines below the input. */
import type { Component, TUI } from "@earendil-works/pi-tui";
import { footerLines } from "../components/footer-lines.ts";
import type { FooterState } from "../footer-state.ts";
import type { ChatTheme } from "../themes/chat-theme.ts";

export interface FooterOptions {
  readonly theme: ChatTheme;
  /** The person's home folder, shown as `~`. */
  readonly home: string;
}

export class Footer implements Component {
  readonly #tui: Pick<TUI, "requestRender">;
  readonly #options: FooterOptions;
  #state: FooterState | null = null;
  #queued = 0;

  constructor(tui: Pick<TUI, "requestRender">, options: FooterOptions) {
    this.#tui = tui;
    this.#options = options;
  }

  show(state: FooterState): void {
    this.#state = state;
    this.#tui.requestRender();
  }

  /** How many messages wait for the turn that runs. */
  queued(count: number): void {
    this.#queued = count;
    this.#tui.requestRender();
  }

  invalidate(): void {}

  render(width: number): string[] {
    if (this.#state === null) return ["", ""];
    return footerLines({ ...this.#state, queued: this.#queued }, { ...this.#options, width });
  }
}
