/**
 * What ends the program from outside: signals, a terminal that is closed, a reader of the output that goes away. Each asks the command to
 * stop first, so that its turn is stopped and recorded; only a command that has nothing to stop ends at once.
 */

/** As a shell shows a program that SIGHUP or SIGPIPE ended. */
const EXIT_HANGUP = 129;
const EXIT_BROKEN_PIPE = 141;
/** What a write says when the other end has gone: a reader, or the terminal, which may be noticed before its signal comes. */
const GONE: Readonly<Record<string, number>> = { EPIPE: EXIT_BROKEN_PIPE, EIO: EXIT_HANGUP };
/** Milliseconds for a command to stop, once nobody can see it. */
const PATIENCE_MS = 5_000;

/** Of the process; a part of `process`, so that tests need not send signals to themselves. */
export interface Host {
  on(signal: NodeJS.Signals, handler: () => void): unknown;
  off(signal: NodeJS.Signals, handler: () => void): unknown;
  exit(code: number): void;
}

export class Leaving {
  readonly #host: Host;
  readonly #report: (line: string) => void;
  readonly #handlers = new Set<() => void>();
  #hasCommand = false;
  #exitCode: number | null = null;

  /** `report` writes a line where people look for errors. */
  constructor(host: Host, report: (line: string) => void) {
    this.#host = host;
    this.#report = report;
  }

  /** The exit code, if something from outside decided it. */
  get exitCode(): number | null {
    return this.#exitCode;
  }

  /** As `CliIo.onInterrupt`. A command that has stopped listening is about to end, and is let to. */
  readonly onInterrupt = (handler: () => void): (() => void) => {
    if (!this.#hasCommand) this.#host.on("SIGHUP", () => this.#leave(EXIT_HANGUP));
    this.#hasCommand = true;
    this.#handlers.add(handler);
    this.#host.on("SIGINT", handler);
    this.#host.on("SIGTERM", handler);
    return () => {
      this.#handlers.delete(handler);
      this.#host.off("SIGINT", handler);
      this.#host.off("SIGTERM", handler);
    };
  };

  /** Standard output cannot be written any more. A reader that went away is no failure of ours, and not reported. */
  readonly outputLost = (error: NodeJS.ErrnoException): void => {
    if (this.#exitCode !== null) return;
    const code = GONE[error.code ?? ""];
    if (code === undefined) this.#report(`tandem: The output cannot be written: ${error.message}`);
    this.#leave(code ?? 1);
  };

  /** Only the first call counts: to ask a command a second time means to end it at once. */
  #leave(code: number): void {
    if (this.#exitCode !== null) return;
    this.#exitCode = code;
    if (!this.#hasCommand) {
      this.#host.exit(code);
      return;
    }
    for (const handler of [...this.#handlers]) handler();
    // It holds the process: without a terminal nothing else may, while the command still has something to store.
    setTimeout(() => this.#host.exit(code), PATIENCE_MS);
  }
}
