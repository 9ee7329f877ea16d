/** Streams in memory for the tests of the CLI. */
import { PassThrough, Readable } from "node:stream";
import type { CliIo, OutputStream } from "./io.ts";

export interface TestIo extends CliIo {
  /** What was written to stdout so far. */
  out(): string;
  /** What was written to stderr so far. */
  err(): string;
  /** As Ctrl-C does. */
  interrupt(): void;
}

export interface TestIoOptions {
  readonly input?: string;
  readonly terminal?: boolean;
  readonly env?: CliIo["env"];
  readonly cwd?: string;
}

export function testIo(options: TestIoOptions = {}): TestIo {
  const stdout = capture(options.terminal === true);
  const stderr = capture(options.terminal === true);
  const handlers = new Set<() => void>();
  return {
    stdin: Object.assign(Readable.from([options.input ?? ""]), { isTTY: options.terminal === true }),
    inputWaits: () => options.input !== undefined,
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    onInterrupt(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    out: stdout.text,
    err: stderr.text,
    interrupt: () => {
      for (const handler of handlers) handler();
    },
  };
}

function capture(terminal: boolean): { readonly stream: OutputStream; readonly text: () => string } {
  const stream = new PassThrough();
  let text = "";
  stream.on("data", (chunk: Buffer) => {
    text += chunk.toString("utf8");
  });
  return { stream: Object.assign(stream, { isTTY: terminal, columns: 80 }), text: () => text };
}
