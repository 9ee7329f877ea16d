/** The line above the input that shows that a turn runs. */
import { Container, Loader, type TUI } from "@earendil-works/pi-tui";
import type { Style } from "../../render/style.ts";

export class Activity extends Container {
  readonly #tui: TUI;
  readonly #loader: Loader;

  constructor(tui: TUI, style: Style) {
    super();
    this.#tui = tui;
    this.#loader = new Loader(tui, style.cyan, style.dim, "working, Escape stops");
    this.#loader.stop();
  }

  show(busy: boolean): void {
    this.clear();
    if (busy) {
      this.addChild(this.#loader);
      this.#loader.start();
    } else {
      this.#loader.stop();
    }
    this.#tui.terminal.setProgress(busy);
    this.#tui.requestRender();
  }
}
