/** What is folded on the screen: one switch for all tool output, one for all reasoning. */
export class FoldState {
  #tools = true;
  #thinking: boolean;
  #version = 0;

  /** `thinkingShown`: shown from the beginning; default folded. */
  constructor(options: { readonly thinkingShown?: boolean } = {}) {
    this.#thinking = options.thinkingShown !== true;
  }

  /** Whether tool blocks show a few lines only. */
  get toolsFolded(): boolean {
    return this.#tools;
  }

  /** Whether reasoning is one line only. */
  get thinkingFolded(): boolean {
    return this.#thinking;
  }

  /** Grows with each change, so that components know when what they kept is out of date. */
  get version(): number {
    return this.#version;
  }

  toggleTools(): void {
    this.#tools = !this.#tools;
    this.#version++;
  }

  toggleThinking(): void {
    this.#thinking = !this.#thinking;
    this.#version++;
  }
}
