/** One sent message until it is known what became of it. */
import { randomUUID } from "node:crypto";
import { type ErrorInfo, TandemError } from "../kernel/errors.ts";
import type { TurnRequest } from "../kernel/request.ts";
import type { ExecutionResult } from "../kernel/result.ts";
import type { SendOutcome, SentMessage } from "./send.ts";

export class Fate {
  readonly id = randomUUID();
  readonly request: TurnRequest;
  readonly #outcome = Promise.withResolvers<SendOutcome>();
  readonly #result = Promise.withResolvers<ExecutionResult | null>();

  /** How it is taken back; `null`: it cannot be any more. At first nothing holds it yet. */
  #takeBack: (() => boolean) | null = () => true;
  #withdrawn = false;

  constructor(request: TurnRequest) {
    this.request = request;
  }

  get message(): SentMessage {
    return {
      id: this.id,
      outcome: this.#outcome.promise,
      result: this.#result.promise,
      withdraw: () => this.#withdraw(),
    };
  }

  /** Whether the sender has taken it back: nothing is to be done with it. */
  get withdrawn(): boolean {
    return this.#withdrawn;
  }

  /** From now on it is taken back by `takeBack`, or not at all. */
  held(takeBack: (() => boolean) | null): void {
    this.#takeBack = takeBack;
  }

  /** A run carries it. The first word counts. */
  carried(outcome: SendOutcome, result: Promise<ExecutionResult>): void {
    this.#outcome.resolve(outcome);
    this.#result.resolve(result);
  }

  #withdraw(): boolean {
    if (this.#withdrawn || this.#takeBack?.() !== true) return false;
    this.#withdrawn = true;
    this.rejected(new TandemError({ code: "aborted", message: "The message was taken back." }).toJSON());
    return true;
  }

  rejected(error: ErrorInfo): void {
    this.#outcome.resolve({ outcome: "rejected", runId: null, reason: error.message, error });
    this.#result.resolve(null);
  }
}
