/** The conversation on the screen: components one below the other, oldest first. */
import { type Component, Container, Spacer, Text, type TUI } from "@earendil-works/pi-tui";

export class TranscriptLog extends Container {
  readonly #tui: Pick<TUI, "requestRender">;

  constructor(tui: Pick<TUI, "requestRender">) {
    super();
    this.#tui = tui;
  }

  /** Adds a component, below an empty line unless `tight`. */
  add<T extends Component>(component: T, options: { readonly tight?: boolean } = {}): T {
    if (options.tight !== true) this.addChild(new Spacer(1));
    this.addChild(component);
    this.changed();
    return component;
  }

  /** Adds lines of text. */
  addText(text: string, options: { readonly tight?: boolean } = {}): Text {
    return this.add(new Text(text, 1, 0), options);
  }

  /** To be called when a component of the log has changed. */
  changed(): void {
    this.#tui.requestRender();
  }
}
