/** One sent message until it is known what became of it. */
import { randomUUID } from "node:crypto";
import type { ErrorInfo } from "../kernel/errors.ts";
import type { TurnRequest } from "../kernel/request.ts";
import type { ExecutionResult } from "../kernel/result.ts";
import type { SendOutcome, SentMessage } from "./send.ts";

export class Fate {
  readonly id = randomUUID();
  readonly request: TurnRequest;
  readonly #outcome = Promise.withResolvers<SendOutcome>();
  readonly #result = Promise.withResolvers<ExecutionResult | null>();

  constructor(request: TurnRequest) {
    this.request = request;
  }

  get message(): SentMessage {
    return { id: this.id, outcome: this.#outcome.promise, result: this.#result.promise };
  }

  /** A run carries it. The first word counts. */
  carried(outcome: SendOutcome, result: Promise<ExecutionResult>): void {
    this.#outcome.resolve(outcome);
    this.#result.resolve(result);
  }

  rejected(error: ErrorInfo): void {
    this.#outcome.resolve({ outcome: "rejected", runId: null, reason: error.message, error });
    this.#result.resolve(null);
  }
}
