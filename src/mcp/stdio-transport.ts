/**
 * Speaks to a server that Tandem starts. In place of the SDK's own transport, because the process must lead a group of its own, be
 * recorded for the case that Tandem is killed, get the clean environment, and may be confined.
 */
import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import {
  deserializeMessage,
  type JSONRPCMessage,
  serializeMessage,
  type Transport,
} from "@modelcontextprotocol/client";
import { TandemError } from "../kernel/errors.ts";
import { type Child, type Start, startChild } from "../process/child.ts";
import type { ChildStore } from "../sessions/store.ts";
import { LineReader, MAX_MESSAGE_CHARS } from "./line-reader.ts";

/** Milliseconds a server has to end once its input is closed, and again once it was asked to. */
const GRACE_MS = 500;
/** Characters of the first line that was no message. */
const SAMPLE_CHARS = 120;

/** How the process is to be started, and what to call once it has ended. */
export interface PreparedStart extends Start {
  readonly ended?: () => void;
}

export interface StdioOptions {
  /** Rejects when it cannot be started as asked (a sandbox that is missing). */
  readonly prepare: () => Promise<PreparedStart>;
  readonly children: ChildStore | null;
}

export class StdioTransport implements Transport {
  onclose?: (() => void) | undefined;
  onerror?: ((error: Error) => void) | undefined;
  onmessage?: ((message: JSONRPCMessage) => void) | undefined;
  /** Lines on standard output that were no messages. */
  noise = 0;
  /** The first of them. */
  noiseSample: string | null = null;
  /** How the process ended; `null`: it runs, or never did. */
  ending: string | null = null;
  readonly #options: StdioOptions;
  readonly #gone = Promise.withResolvers<void>();
  #child: Child | null = null;
  #closed = false;
  /** Messages that were read and not handed on yet, in order. */
  #inbox: JSONRPCMessage[] = [];
  #handing = false;

  constructor(options: StdioOptions) {
    this.#options = options;
  }

  /** By this and `stderr` the SDK knows a process from an address. */
  get pid(): number | null {
    return this.#child?.process.pid ?? null;
  }

  /** The last of what the server wrote to standard error. */
  get stderr(): string {
    return this.#child?.stderr ?? "";
  }

  async start(): Promise<void> {
    const start = await this.#options.prepare();
    if (this.#closed) {
      start.ended?.();
      throw gone("it was closed while it started");
    }
    const started = Promise.withResolvers<void>();
    const child = startChild(start, {
      children: this.#options.children,
      folder: null,
      onEnd: (reason) => {
        this.ending = reason;
        started.reject(gone(reason));
        start.ended?.();
        void this.#readToTheEnd(closed).then(() => {
          this.#gone.resolve();
          this.onclose?.();
        });
      },
    });
    this.#child = child;
    const closed = new Promise<void>((resolve) => child.process.once("close", () => resolve()));
    const reader = new LineReader(
      (line) => this.#read(line),
      () => this.#tooLong(),
    );
    child.process.stdout.on("data", (chunk: Buffer) => reader.push(chunk));
    child.process.once("spawn", () => started.resolve());
    await started.promise;
  }

  /** Rejects when the process is gone: nothing of the message was read by anybody then. */
  async send(message: JSONRPCMessage): Promise<void> {
    const child = this.#child;
    if (!child?.running || this.#closed) throw gone(this.ending ?? "it is not running");
    child.process.stdin.write(serializeMessage(message));
  }

  /** Closes the server's input, then asks it to end, then ends it and whatever it started. Resolves when the process is gone. */
  async close(): Promise<void> {
    const child = this.#child;
    const first = !this.#closed;
    this.#closed = true;
    if (child === null) {
      if (first) this.onclose?.();
      return;
    }
    child.process.stdin.end();
    if (await this.#leaves()) return;
    child.terminate();
    if (await this.#leaves()) return;
    child.kill();
    await this.#gone.promise;
  }

  #leaves(): Promise<boolean> {
    return within(GRACE_MS, this.#gone.promise);
  }

  #read(line: string): void {
    if (line.trim() === "") return;
    let message: JSONRPCMessage;
    try {
      message = deserializeMessage(line);
    } catch {
      this.noise += 1;
      this.noiseSample ??= line.slice(0, SAMPLE_CHARS);
      return;
    }
    this.#inbox.push(message);
    if (!this.#handing) void this.#handOn();
  }

  /** One at a time: the SDK acts on an answer at once but on a notification a little later, so what was said before an answer would be lost. */
  async #handOn(): Promise<void> {
    this.#handing = true;
    for (let message = this.#inbox.shift(); message !== undefined; message = this.#inbox.shift()) {
      this.onmessage?.(message);
      if (!("id" in message)) await nextTurn();
    }
    this.#handing = false;
  }

  /** An answer may be in the pipe when the process is gone; a pipe that others hold open is not waited for. */
  async #readToTheEnd(closed: Promise<void>): Promise<void> {
    await within(GRACE_MS, closed);
    while (this.#handing) await nextTurn();
  }

  #tooLong(): void {
    this.onerror?.(new Error(`a message was longer than ${MAX_MESSAGE_CHARS} characters`));
    this.#child?.kill();
  }
}

/** Whether it came to pass in time. */
async function within(ms: number, event: Promise<void>): Promise<boolean> {
  const timer = new AbortController();
  const late = delay(ms, false, { signal: timer.signal }).catch(() => false);
  const came = await Promise.race([event.then(() => true), late]);
  timer.abort();
  return came;
}

/** Marks a message that nobody got. */
function gone(reason: string): TandemError {
  return new TandemError({ code: "mcp_unavailable", message: `The server is gone: ${reason}.` });
}
