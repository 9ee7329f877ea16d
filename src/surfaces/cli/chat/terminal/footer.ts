/** The line below the input. */
import { Text, type TUI } from "@earendil-works/pi-tui";
import type { Style } from "../../render/style.ts";
import { type FooterState, footerText } from "../footer-state.ts";

export class Footer extends Text {
  readonly #tui: Pick<TUI, "requestRender">;
  readonly #style: Style;

  constructor(tui: Pick<TUI, "requestRender">, style: Style) {
    super("", 1, 0);
    this.#tui = tui;
    this.#style = style;
  }

  show(state: FooterState): void {
    this.setText(this.#style.dim(footerText(state)));
    this.#tui.requestRender();
  }
}
