/**
 * The child as the SDK sees it. The SDK opens every conversation with an `initialize` request and the user's message; a child that was
 * started early has been sent the ones that are expected, so that it does its work while everything else is still loading. If the SDK then
 * says the same, it gets the answers that are there or on their way; if it says anything else, another child takes the place of the first.
 */
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { EventEmitter } from "node:events";
import { PassThrough, Writable } from "node:stream";
import type { SpawnedProcess } from "@anthropic-ai/claude-agent-sdk";

/** What a child was sent before the SDK said anything. */
export interface Spoken {
  /** The request as JSON, without its id. */
  readonly initialize: string;
  /** The line with the user's message; `null`: it has not been sent. */
  readonly message: string | null;
}

export interface SpokenEvents {
  /** The SDK's own request, and its own second line. Each call at most once, before anything later goes to a child. */
  onInitialize(request: string): void;
  onMessage(line: string): void;
  /** It is known that this child is the SDK's: it had been sent nothing, or what the SDK says. Not called after `replace`. */
  onAccepted(): void;
  /** A child that was sent nothing, in place of the one that was sent something else. */
  replace(): Promise<ChildProcessWithoutNullStreams>;
}

/** The id of a request that was sent before the SDK had one. */
const EARLY_ID = "tandem-initialize";

export function speak(child: ChildProcessWithoutNullStreams, { initialize, message }: Spoken): void {
  child.stdin.write(`{"type":"control_request","request_id":"${EARLY_ID}","request":${initialize}}\n`);
  if (message !== null) child.stdin.write(`${message}\n`);
}

/** Nothing that the child writes reaches the SDK before the SDK has said what the child was sent. */
export class SpokenProcess extends EventEmitter implements SpawnedProcess {
  readonly stdin: Writable;
  readonly stdout = new PassThrough();
  readonly #spoken: Spoken | null;
  readonly #events: SpokenEvents;
  #child: ChildProcessWithoutNullStreams;
  /** What the SDK has written and no child has got, since it is not known yet whether that is the same. */
  #held = "";
  #isDecided = false;
  /** What the SDK has written of its first two lines; `null`: they have been reported. */
  #opening: string | null = "";

  /** `spoken`: what the child was sent; `null`: nothing. */
  constructor(child: ChildProcessWithoutNullStreams, spoken: Spoken | null, events: SpokenEvents) {
    super();
    this.#child = child;
    this.#spoken = spoken;
    this.#events = events;
    this.#follow(child);
    this.stdin = new Writable({
      decodeStrings: false,
      write: (chunk: string | Buffer, _encoding, done) => void this.#write(chunk).then(() => done(), done),
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

  async #write(chunk: string | Buffer): Promise<void> {
    this.#report(chunk);
    if (this.#isDecided) return pass(this.#child.stdin, chunk);
    this.#held += chunk.toString();
    const [first = "", second, ...others] = this.#held.split("\n");
    if (second === undefined) return;
    const asked = readRequest(first);
    const spoken = asked !== null && asked.request === this.#spoken?.initialize ? this.#spoken : null;
    if (asked === null || spoken === null) return this.#decideOther();
    if (spoken.message === null) return this.#decideSame(asked.id, [second, ...others]);
    if (others.length === 0) return;
    return second === spoken.message ? this.#decideSame(asked.id, others) : this.#decideOther();
  }

  /** Reports the SDK's first two lines, each when it is complete. */
  #report(chunk: string | Buffer): void {
    if (this.#opening === null) return;
    const isFirst = !this.#opening.includes("\n");
    this.#opening += chunk.toString();
    const [first = "", second, ...others] = this.#opening.split("\n");
    if (second === undefined) return;
    const asked = readRequest(first);
    if (isFirst && asked !== null) this.#events.onInitialize(asked.request);
    if (others.length > 0 && asked !== null) this.#events.onMessage(second);
    if (others.length > 0 || asked === null) this.#opening = null;
  }

  /** `rest`: what the SDK has written beyond what the child was sent. */
  async #decideSame(id: string, rest: readonly string[]): Promise<void> {
    this.#isDecided = true;
    this.#events.onAccepted();
    answerAs(id, this.#child.stdout, this.stdout);
    await pass(this.#child.stdin, rest.join("\n"));
  }

  async #decideOther(): Promise<void> {
    this.#isDecided = true;
    if (this.#spoken !== null) {
      this.#child = await this.#events.replace();
      this.#follow(this.#child);
    } else this.#events.onAccepted();
    this.#child.stdout.pipe(this.stdout);
    await pass(this.#child.stdin, this.#held);
  }
}

/** A pipe that is gone swallows what it is given, as the SDK expects of a child that has ended. */
async function pass(to: Writable, chunk: string | Buffer): Promise<void> {
  if (chunk.length === 0 || to.destroyed || to.writableEnded) return;
  await new Promise<void>((resolve) => {
    to.write(chunk, () => resolve());
  });
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
  const onEnd = () => {
    to.end(rest);
  };
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
