/** What the CLI depends on; one value, so that a test can give it other streams. */
import type { Readable, Writable } from "node:stream";
import type { EarlyStart } from "../../engines/claude/early-start.ts";

export interface OutputStream extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface CliIo {
  /** What the program started before it loaded anything; `null` or absent: nothing. */
  readonly early?: EarlyStart | null;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** Whether stdin is a pipe or a file that is not empty; reads nothing. Absent: unknown. */
  readonly inputWaits?: () => boolean;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /**
   * Calls `handler` on each Ctrl-C (or SIGTERM) instead of ending the process, and once when the terminal is closed or nobody reads the
   * output any more; returns how to stop listening.
   */
  readonly onInterrupt: (handler: () => void) => () => void;
}

/** Whether a person can be asked: input and notes both on a terminal. */
export function canAsk(io: CliIo): boolean {
  return io.stdin.isTTY === true && io.stderr.isTTY === true;
}

/** Columns where neither the terminal nor `COLUMNS` says how many there are. */
const USUAL_COLUMNS = 80;

/** The width of a terminal: what it says itself, else `COLUMNS`. Serial lines and some containers say 0, which is "unknown". */
export function columnsOf({ columns }: OutputStream, env: CliIo["env"]): number {
  const said = Number(env.COLUMNS);
  return columns || (Number.isInteger(said) && said > 0 ? said : USUAL_COLUMNS);
}

/** Writes one line. */
export function line(stream: Writable, text = ""): void {
  stream.write(`${text}\n`);
}

/** Writes a value as JSON: in one line for programs, indented on a terminal. */
export function json(stream: OutputStream, value: unknown): void {
  line(stream, JSON.stringify(value, null, stream.isTTY ? 2 : undefined));
}

/** All of stdin as text, without the line breaks at its end. */
export async function readAll(stdin: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Buffer | string));
  return Buffer.concat(chunks)
    .toString("utf8")
    .replace(/[\r\n]+$/, "");
}
