/**
 * The child as the SDK sees it. The SDK opens every conversation with one `initialize` request; a child that was started early has been
 * sent the one that is expected, so that it prepares itself while everything else is still loading. If the SDK then asks the same, it gets
 * the answer that is there or on its way; if it asks anything else, another child takes the place of the first.
 */
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { EventEmitter } from "node:events";
import { PassThrough, Writable } from "node:stream";
import type { SpawnedProcess } from "@anthropic-ai/claude-agent-sdk";

/** The id of a request that was sent before the SDK had one. */
const EARLY_ID = "tandem-initialize";

/** Sends an initialize request; `request`: its JSON, as {@link SpokenEvents.onInitialize} had it. */
export function speak(child: ChildProcessWithoutNullStreams, request: string): void {
  child.stdin.write(`{"type":"control_request","request_id":"${EARLY_ID}","request":${request}}\n`);
}

export interface SpokenEvents {
  /** The SDK's own request has come, once: its JSON, and whether it is what the child had been sent. */
  onInitialize(request: string, isSame: boolean): void;
  /** A child that was sent nothing, in place of the one that was sent something else. */
  replace(): ChildProcessWithoutNullStreams;
}

/** Nothing that the child writes reaches the SDK before the SDK's first request is known to be the child's. */
export class SpokenProcess extends EventEmitter implements SpawnedProcess {
  readonly stdin: Writable;
  readonly stdout = new PassThrough();
  readonly #spoken: string | null;
  readonly #events: SpokenEvents;
  #child: ChildProcessWithoutNullStreams;
  /** What the SDK has written of its first line. */
  #first = "";
  #hasAsked = false;

  /** `spoken`: the request that the child was sent; `null`: none. */
  constructor(child: ChildProcessWithoutNullStreams, spoken: string | null, events: SpokenEvents) {
    super();
    this.#child = child;
    this.#spoken = spoken;
    this.#events = events;
    this.#follow(child);
    this.stdin = new Writable({
      decodeStrings: false,
      write: (chunk: string | Buffer, _encoding, done) => this.#write(chunk, done),
      final: (done) => {
        this.#child.stdin.end();
        done();
      },
    });
    // As for a pipe: the exit reports that the child is gone.
    this.stdin.on("error", () => {});
  }

  get killed(): boolean {
    return this.#child.killed;
  }

  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  get signalCode(): NodeJS.Signals | null {
    return this.#child.signalCode;
  }

  kill(signal: NodeJS.Signals): boolean {
    return this.#child.kill(signal);
  }

  #follow(child: ChildProcessWithoutNullStreams): void {
    const isCurrent = () => this.#child === child;
    child.on("error", (error) => {
      if (isCurrent()) this.emit("error", error);
    });
    child.once("exit", (code, signal) => {
      if (isCurrent()) this.emit("exit", code, signal);
    });
  }

  #write(chunk: string | Buffer, done: () => void): void {
    if (this.#hasAsked) {
      pass(this.#child.stdin, chunk, done);
      return;
    }
    this.#first += chunk.toString();
    const end = this.#first.indexOf("\n");
    if (end < 0) {
      done();
      return;
    }
    this.#hasAsked = true;
    const asked = readRequest(this.#first.slice(0, end));
    const isSame = asked !== null && asked.request === this.#spoken;
    let rest = this.#first.slice(end + 1);
    if (isSame) answerAs(asked.id, this.#child.stdout, this.stdout);
    else {
      if (this.#spoken !== null) {
        this.#child = this.#events.replace();
        this.#follow(this.#child);
      }
      this.#child.stdout.pipe(this.stdout);
      rest = this.#first;
    }
    this.#first = "";
    if (asked !== null) this.#events.onInitialize(asked.request, isSame);
    pass(this.#child.stdin, rest, done);
  }
}

/** A pipe that is gone swallows what it is given, as the SDK expects of a child that has ended. */
function pass(to: Writable, chunk: string | Buffer, done: () => void): void {
  if (chunk.length === 0 || to.destroyed || to.writableEnded) done();
  else to.write(chunk, () => done());
}

/** The id of the SDK's request, and the request without it; `null`: the line is something else. */
function readRequest(line: string): { readonly id: string; readonly request: string } | null {
  try {
    const value = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const { type, request_id: id, request, ...others } = value;
    if (type !== "control_request" || typeof id !== "string" || Object.keys(others).length > 0) return null;
    if ((request as { readonly subtype?: unknown } | undefined)?.subtype !== "initialize") return null;
    return { id, request: JSON.stringify(request) };
  } catch {
    return null;
  }
}

/** Copies lines; the answer to the early request gets the id of the SDK's. Whatever follows that answer is copied as it comes. */
function answerAs(id: string, from: NodeJS.ReadableStream, to: PassThrough): void {
  let rest: Buffer = Buffer.alloc(0);
  const onData = (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      const line = rest.subarray(0, end + 1);
      rest = rest.subarray(end + 1);
      const renamed = line.includes(EARLY_ID) ? renamedAnswer(line.toString(), id) : null;
      to.write(renamed ?? line);
      if (renamed === null) continue;
      from.off("data", onData);
      from.off("end", onEnd);
      if (rest.length > 0) to.write(rest);
      from.pipe(to);
      return;
    }
  };
  const onEnd = () => to.end(rest);
  from.on("data", onData);
  from.on("end", onEnd);
}

/** `null`: it is not the answer. */
function renamedAnswer(line: string, id: string): string | null {
  try {
    const value = JSON.parse(line) as { type?: unknown; response?: { request_id?: unknown } };
    if (value.type !== "control_response" || value.response?.request_id !== EARLY_ID) return null;
    value.response.request_id = id;
    return `${JSON.stringify(value)}\n`;
  } catch {
    return null;
  }
}
