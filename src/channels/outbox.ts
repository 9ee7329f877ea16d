/** Where messages of agents go out: the channels that the host registered, and the local one. */
import { randomUUID } from "node:crypto";
import { TandemError } from "../kernel/errors.ts";

/** A message on its way out. */
export interface OutgoingMessage {
  readonly channel: string;
  /** Whom or what it is addressed to, as the channel writes it; `null`: the channel has only one target. */
  readonly target: string | null;
  readonly threadId: string | null;
  readonly text: string;
  /** Absolute paths of files that the turn may read, and http(s) URLs. */
  readonly media: readonly string[];
  /** Message that this one answers, as the channel names it. */
  readonly replyTo: string | null;
  readonly agentId: string;
  readonly runId: string;
  readonly sessionKey: string | null;
}

/** A way out. `send` resolves once the message was accepted, and rejects when it was not; it should stop when `signal` aborts. */
export interface MessageChannel {
  /** Letters, digits, `-` and `_` (`telegram`, `slack`, `local`). */
  readonly name: string;
  send(message: OutgoingMessage, signal: AbortSignal): Promise<{ readonly receipt: string }>;
}

/** The channel that always exists: it reaches those who follow the run's events or read them later. */
export const LOCAL_CHANNEL = "local";

const local: MessageChannel = {
  name: LOCAL_CHANNEL,
  send: () => Promise.resolve({ receipt: `local-${randomUUID()}` }),
};

export interface OutboxOptions {
  /** Milliseconds for one message. */
  readonly timeoutMs: number;
}

export class Outbox {
  readonly #timeoutMs: number;
  readonly #channels = new Map([[LOCAL_CHANNEL, local]]);
  /** The last message to each place: the next one waits for it. */
  readonly #last = new Map<string, Promise<unknown>>();

  constructor({ timeoutMs }: OutboxOptions) {
    this.#timeoutMs = timeoutMs;
  }

  /** Returns how to take the channel back. Throws TandemError `validation_failed` for a name that is taken or is none. */
  register(channel: MessageChannel): () => void {
    const { name } = channel;
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(name) || this.#channels.has(name)) {
      throw new TandemError({
        code: "validation_failed",
        field: "channel.name",
        message: this.#channels.has(name)
          ? `There is a channel "${name}" already.`
          : `"${name}" is not a valid channel name.`,
        remediation: "Use letters, digits, - and _, and each name once.",
      });
    }
    this.#channels.set(name, channel);
    return () => {
      if (this.#channels.get(name) === channel) this.#channels.delete(name);
    };
  }

  has(name: string): boolean {
    return this.#channels.has(name);
  }

  /** In the order in which they were registered; `local` comes first. */
  get names(): readonly string[] {
    return [...this.#channels.keys()];
  }

  /**
   * Hands a message over, after those that went to the same place before. Rejects with TandemError `tool_error` when there is no such
   * channel, when it refused, or when it did not answer in time: the message may have arrived then.
   */
  async send(message: OutgoingMessage, signal: AbortSignal): Promise<{ readonly receipt: string }> {
    const channel = this.#channels.get(message.channel);
    if (channel === undefined)
      throw failed(`There is no channel "${message.channel}". There are: ${this.names.join(", ")}.`);
    const place = JSON.stringify([message.channel, message.target, message.threadId]);
    const sent = (this.#last.get(place) ?? Promise.resolve()).then(() =>
      this.#hand(channel, message, signal),
    );
    const settled = sent
      .catch(() => undefined)
      .then(() => {
        if (this.#last.get(place) === settled) this.#last.delete(place);
      });
    this.#last.set(place, settled);
    return sent;
  }

  async #hand(
    channel: MessageChannel,
    message: OutgoingMessage,
    turnSignal: AbortSignal,
  ): Promise<{ readonly receipt: string }> {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), this.#timeoutMs);
    const signal = AbortSignal.any([turnSignal, timeout.signal]);
    try {
      signal.throwIfAborted();
      return await Promise.race([channel.send(message, signal), whenAborted(signal)]);
    } catch (cause) {
      if (turnSignal.aborted)
        throw failed("The turn was stopped; the message may not have been sent.", cause);
      if (timeout.signal.aborted)
        throw failed(
          `${channel.name} did not answer within ${this.#timeoutMs} ms; the message may have arrived.`,
          cause,
        );
      const why = cause instanceof Error ? cause.message : String(cause);
      throw failed(`${channel.name} did not take the message: ${why}`, cause);
    } finally {
      clearTimeout(timer);
    }
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function failed(message: string, cause?: unknown): TandemError {
  return new TandemError({ code: "tool_error", message, cause });
}
