/** Where dialogs appear: between the conversation and the input, the newest in front. The input keeps its text meanwhile. */
import { type Component, Container, type TUI } from "@earendil-works/pi-tui";

export interface OpenDialog {
  /** Gives the dialog the keyboard. */
  focus(): void;
  /** Takes the dialog away and gives the keyboard to the one behind it, or to the input. Harmless when it is closed. */
  close(): void;
}

export class DialogHost extends Container {
  readonly #tui: Pick<TUI, "requestRender" | "setFocus">;
  readonly #input: Component;
  readonly #open: Component[] = [];

  /** `input` has the keyboard while no dialog has it. */
  constructor(tui: Pick<TUI, "requestRender" | "setFocus">, input: Component) {
    super();
    this.#tui = tui;
    this.#input = input;
  }

  /** Whether a dialog is open. */
  get active(): boolean {
    return this.#open.length > 0;
  }

  /** Shows a dialog. With `focus: false` the input keeps the keyboard until `focus()` is called. */
  show(dialog: Component, options: { readonly focus?: boolean } = {}): OpenDialog {
    this.#open.push(dialog);
    this.#showFront();
    if (options.focus !== false) this.#tui.setFocus(dialog);
    return {
      focus: () => this.#tui.setFocus(dialog),
      close: () => {
        const index = this.#open.indexOf(dialog);
        if (index === -1) return;
        this.#open.splice(index, 1);
        this.#showFront();
        this.#tui.setFocus(this.#open.at(-1) ?? this.#input);
      },
    };
  }

  #showFront(): void {
    this.clear();
    const front = this.#open.at(-1);
    if (front !== undefined) this.addChild(front);
    this.#tui.requestRender();
  }
}
