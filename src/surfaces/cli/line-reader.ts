/** Lines of an input, for more than one reader: a chat takes messages, and a question in between takes its answer. */
import { createInterface, type Interface } from "node:readline";
import type { Readable } from "node:stream";

export class LineReader {
  readonly #lines: Interface;
  readonly #queue: string[] = [];
  #waiting: { readonly resolve: (line: string | null) => void; readonly fresh: boolean }[] = [];
  #ended = false;

  constructor(input: Readable) {
    this.#lines = createInterface({ input, terminal: false });
    this.#lines.on("line", (line) => this.#give(line));
    this.#lines.on("close", () => {
      this.#ended = true;
      for (const { resolve } of this.#waiting.splice(0)) resolve(null);
    });
  }

  /** The next line, also one that came before; `null`: the input has ended. */
  next(): Promise<string | null> {
    const line = this.#queue.shift();
    return line === undefined ? this.#wait(false) : Promise.resolve(line);
  }

  /** The next line that comes from now on, before any other reader gets it; `null`: the input has ended or `signal` was aborted. */
  fresh(signal: AbortSignal): Promise<string | null> {
    if (signal.aborted) return Promise.resolve(null);
    return this.#wait(true, signal);
  }

  /** Forgets lines that nobody has taken. */
  discard(): void {
    this.#queue.length = 0;
  }

  close(): void {
    this.#lines.close();
  }

  #wait(fresh: boolean, signal?: AbortSignal): Promise<string | null> {
    if (this.#ended) return Promise.resolve(null);
    return new Promise((resolve) => {
      const onAbort = () => {
        this.#waiting = this.#waiting.filter((one) => one !== waiting);
        resolve(null);
      };
      const waiting = {
        fresh,
        resolve: (line: string | null) => {
          signal?.removeEventListener("abort", onAbort);
          resolve(line);
        },
      };
      this.#waiting.push(waiting);
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  }

  #give(line: string): void {
    const at = Math.max(
      0,
      this.#waiting.findIndex(({ fresh }) => fresh),
    );
    const [waiting] = this.#waiting.splice(at, 1);
    if (waiting === undefined) this.#queue.push(line);
    else waiting.resolve(line);
  }
}
