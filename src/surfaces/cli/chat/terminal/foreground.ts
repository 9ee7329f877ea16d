/** The chat's hold on the terminal: given back however the process ends, lent to other programs, taken again after a stop. */
import type { Terminal, TUI } from "@earendil-works/pi-tui";

/** Milliseconds after which a stop that was asked for has happened, or never will. */
const STOPPED_BY_MS = 250;

export class Foreground {
  readonly #tui: Pick<TUI, "start" | "stop" | "requestRender">;
  readonly #terminal: Pick<Terminal, "drainInput">;

  constructor(tui: Pick<TUI, "start" | "stop" | "requestRender">, terminal: Pick<Terminal, "drainInput">) {
    this.#tui = tui;
    this.#terminal = terminal;
  }

  start(): void {
    process.on("SIGCONT", this.#regain);
    // Also the end that an unexpected failure makes: a shell after it must not find the terminal in the chat's modes.
    process.on("exit", this.#giveBack);
    this.#tui.start();
  }

  stop(): void {
    process.off("SIGCONT", this.#regain);
    process.off("exit", this.#giveBack);
    this.#tui.stop();
  }

  /** Leaves the terminal to something else for as long as `work` takes. */
  async lend<T>(work: () => Promise<T>): Promise<T> {
    await this.#terminal.drainInput();
    this.stop();
    try {
      return await work();
    } finally {
      this.#restart();
    }
  }

  /**
   * Stops the process until a shell brings it to the foreground again. Calls `refused` if nothing stopped it: without a shell that
   * could continue it (as the only program of a window), the system ignores the signal.
   */
  toBackground(refused: () => void): void {
    this.stop();
    const comeBack = (): void => {
      process.off("SIGCONT", comeBack);
      clearTimeout(timer);
      this.#restart();
    };
    process.on("SIGCONT", comeBack);
    // It also holds the process: without the terminal nothing else may, and a process without work ends.
    const timer = setTimeout(() => {
      // A signal that came in the meantime is read before this.
      setImmediate(() => {
        if (!process.listeners("SIGCONT").includes(comeBack)) return;
        comeBack();
        refused();
      });
    }, STOPPED_BY_MS);
    // The whole group, as the terminal does it, so that what started the program stops too.
    process.kill(0, "SIGTSTP");
  }

  #restart(): void {
    this.start();
    this.#tui.requestRender(true);
  }

  /** Whoever stopped the process and let it continue, the shell in between has set the terminal to its own modes. */
  readonly #regain = (): void => {
    this.stop();
    this.#restart();
  };

  readonly #giveBack = (): void => this.#tui.stop();
}
