/**
 * The conversation on the screen: components one below the other, oldest first. The latest few thousand lines can still change and are
 * drawn anew with the terminal; what is older stays in the terminal's scrollback as it was until the whole is drawn anew (another size, a
 * fold above the screen), which clears the scrollback. So a long conversation is as fast as a short one.
 */
import { type Component, Container, Spacer, Text, type TuiMainScreen } from "@earendil-works/pi-tui";

/** Lines beyond which the oldest are let go, and how many are then kept. */
const MAX_LINES = 4_000;
const KEPT_LINES = 3_000;
/** The same for components, which before the first drawing have no lines yet. */
const MAX_PARTS = 1_500;
const KEPT_PARTS = 1_000;

/** What the log needs of the screen it is drawn on. */
export type LogScreen = Pick<
  TuiMainScreen,
  "children" | "requestRender" | "captureRenderState" | "restoreRenderState"
>;

export class TranscriptLog extends Container {
  readonly #screen: LogScreen;
  /** Lines of each component at the last drawing, and its width. */
  #drawn = new Map<Component, number>();
  #drawnLines = 0;
  #drawnWidth = 0;

  constructor(screen: LogScreen) {
    super();
    this.#screen = screen;
  }

  /** Adds a component, below an empty line unless `tight`. */
  add<T extends Component>(component: T, options: { readonly tight?: boolean } = {}): T {
    if (options.tight !== true) this.addChild(new Spacer(1));
    this.addChild(component);
    this.#letGo();
    this.changed();
    return component;
  }

  /** Adds lines of text. */
  addText(text: string, options: { readonly tight?: boolean } = {}): Text {
    return this.add(new Text(text, 1, 0), options);
  }

  /** To be called when a component of the log has changed. */
  changed(): void {
    this.#screen.requestRender();
  }

  override render(width: number): string[] {
    const drawn = new Map<Component, number>();
    const lines: string[] = [];
    for (const child of this.children) {
      const own = child.render(width);
      drawn.set(child, own.length);
      for (const line of own) lines.push(line);
    }
    this.#drawn = drawn;
    this.#drawnLines = lines.length;
    this.#drawnWidth = width;
    return lines;
  }

  /** Lets the oldest go when there is too much: those never drawn at once, those drawn once they have scrolled off the screen. */
  #letGo(): void {
    if (this.children.length <= MAX_PARTS && this.#drawnLines <= MAX_LINES) return;
    const state = this.#screen.captureRenderState();
    const above = this.#linesAbove();
    let count = 0;
    let lines = 0;
    for (const child of this.children) {
      if (this.children.length - count <= KEPT_PARTS && this.#drawnLines - lines <= KEPT_LINES) break;
      const height = this.#drawn.get(child);
      // Still on the screen.
      if (height !== undefined && above + lines + height > state.previousViewportTop) break;
      lines += height ?? 0;
      count++;
    }
    if (count === 0) return;
    this.children.splice(0, count);
    if (lines === 0) return;
    this.#drawnLines -= lines;
    state.previousLines.splice(above, lines);
    this.#screen.restoreRenderState({
      ...state,
      cursorRow: state.cursorRow - lines,
      hardwareCursorRow: state.hardwareCursorRow - lines,
      maxLinesRendered: state.maxLinesRendered - lines,
      previousViewportTop: state.previousViewportTop - lines,
    });
  }

  /** Lines of what is drawn above the log. */
  #linesAbove(): number {
    let lines = 0;
    for (const child of this.#screen.children) {
      if (child === this) break;
      lines += child.render(this.#drawnWidth).length;
    }
    return lines;
  }
}
