/** Text and reasoning of the running turn by the id of their block, so that deltas find theirs and a discarded attempt is taken back. */
import { Markdown, type MarkdownTheme } from "@earendil-works/pi-tui";
import { printable } from "../../render/printable.ts";
import type { FoldState } from "../components/fold-state.ts";
import { ReasoningBlock } from "../components/reasoning-block.ts";
import type { ChatTheme } from "../themes/chat-theme.ts";
import type { TranscriptLog } from "./transcript-log.ts";

export interface BlockListOptions {
  readonly theme: ChatTheme;
  readonly markdown: MarkdownTheme;
  readonly folds: FoldState;
  /** The key that unfolds reasoning, as the screen names it. */
  readonly foldKey: string;
}

type Block =
  | { readonly component: Markdown; text: string }
  | { readonly component: ReasoningBlock; readonly text?: undefined };

export class BlockList {
  readonly #log: TranscriptLog;
  readonly #options: BlockListOptions;
  readonly #blocks = new Map<string, Block>();

  constructor(log: TranscriptLog, options: BlockListOptions) {
    this.#log = log;
    this.#options = options;
  }

  startText(id: string): void {
    const component = this.#log.add(new Markdown("", 1, 0, this.#options.markdown));
    this.#blocks.set(id, { component, text: "" });
  }

  startReasoning(id: string): void {
    this.#blocks.set(id, { component: this.#log.add(new ReasoningBlock(this.#options)) });
  }

  /** Adds to a block; text for a block that is not there is left out. */
  append(id: string, delta: string): void {
    const block = this.#blocks.get(id);
    if (block === undefined) return;
    if (block.text === undefined) {
      block.component.append(delta);
    } else {
      block.text += printable(delta);
      block.component.setText(block.text);
    }
    this.#log.changed();
  }

  /** No more is added to the block. */
  end(id: string): void {
    const component = this.#blocks.get(id)?.component;
    if (!(component instanceof ReasoningBlock)) return;
    component.end();
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
    for (const id of this.#blocks.keys()) this.end(id);
    this.#blocks.clear();
  }
}
