/** Text and reasoning of the running turn by the id of their block, so that deltas find theirs and a discarded attempt is taken back. */
import { Markdown, type MarkdownTheme, Text } from "@earendil-works/pi-tui";
import { printable } from "../../render/printable.ts";
import type { Style } from "../../render/style.ts";
import type { TranscriptLog } from "./transcript-log.ts";

interface Block {
  readonly component: Markdown | Text;
  readonly paint: (text: string) => string;
  text: string;
}

export class BlockList {
  readonly #log: TranscriptLog;
  readonly #style: Style;
  readonly #markdown: MarkdownTheme;
  readonly #blocks = new Map<string, Block>();

  constructor(log: TranscriptLog, style: Style, markdown: MarkdownTheme) {
    this.#log = log;
    this.#style = style;
    this.#markdown = markdown;
  }

  startText(id: string): void {
    this.#start(id, new Markdown("", 1, 0, this.#markdown), (text) => text);
  }

  startReasoning(id: string): void {
    const { dim, italic } = this.#style;
    this.#start(id, new Text("", 1, 0), (text) => dim(italic(text)));
  }

  /** Adds to a block; text for a block that is not there is left out. */
  append(id: string, delta: string): void {
    const block = this.#blocks.get(id);
    if (block === undefined) return;
    block.text += printable(delta);
    block.component.setText(block.paint(block.text));
    this.#log.changed();
  }

  /** Takes blocks off the screen. */
  discard(ids: readonly string[]): void {
    for (const id of ids) {
      const block = this.#blocks.get(id);
      if (block !== undefined) this.#log.removeChild(block.component);
      this.#blocks.delete(id);
    }
    this.#log.changed();
  }

  /** Forgets the blocks of a turn that has ended; they stay on the screen. */
  clear(): void {
    this.#blocks.clear();
  }

  #start(id: string, component: Block["component"], paint: Block["paint"]): void {
    this.#blocks.set(id, { component: this.#log.add(component), paint, text: "" });
  }
}
