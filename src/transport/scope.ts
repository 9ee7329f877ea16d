/** One engine run's way to its provider: who may send, with which key, and what came of it. */
import { type FailureKind, TandemError } from "../kernel/errors.ts";
import { openAttempt } from "./attempt.ts";
import type { Clock } from "./clock.ts";
import { isModelCall, targetUrl } from "./endpoint.ts";
import { type Answer, Exchange } from "./exchange.ts";
import { outgoingHeaders } from "./headers.ts";
import type { HttpClient } from "./http-client.ts";
import { type LocalErrorType, localAnswer } from "./local-answer.ts";
import { createRedact } from "./redact.ts";
import { scrubBody } from "./scrub.ts";
import type {
  ClassifiedFailure,
  Limit,
  ResolvedCredential,
  ScopeOptions,
  TransportScope,
  WireFailure,
} from "./transport.ts";

/** The part of a pino logger the transport uses. It is given ids, numbers and kinds, never text from the wire. */
export interface TransportLogger {
  debug(fields: object, message: string): void;
}

export interface ScopeDependencies {
  readonly http: () => Promise<HttpClient>;
  readonly classify: (facts: WireFailure, provider: string) => FailureKind;
  readonly clock: Clock;
  readonly logger: TransportLogger | null;
  readonly onClose: (scope: TransportScope) => void;
}

interface EngineRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string | Uint8Array;
  readonly signal: AbortSignal | null;
}

export class Scope implements TransportScope {
  readonly #options: ScopeOptions;
  readonly #dependencies: ScopeDependencies;
  readonly #open = new Set<Exchange>();
  readonly #waits = new Set<() => void>();
  readonly #onAbort = () => this.#abortAll("The run was stopped.");
  #grants = 0;
  #closed = false;
  #nextAttempt: number;
  #waitedMs: number;
  #refused = 0;
  #failure: ClassifiedFailure | null = null;
  #limit: Limit | null = null;
  #credentialError: TandemError | null = null;

  constructor(options: ScopeOptions, dependencies: ScopeDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
    this.#nextAttempt = options.firstAttempt;
    this.#waitedMs = options.waitedMs ?? 0;
    options.signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  get failure(): ClassifiedFailure | null {
    return this.#failure;
  }

  get limit(): Limit | null {
    return this.#limit;
  }

  get refused(): number {
    return this.#refused;
  }

  get credentialError(): TandemError | null {
    return this.#credentialError;
  }

  expect(): void {
    if (!this.#closed) this.#grants += 1;
  }

  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = await engineRequest(input, init);
    const { api } = this.#options.model;
    if (!isModelCall(api, request.method, request.url)) {
      return this.#refuse(404, "not_found_error", "Only model calls go through here.");
    }
    if (this.#grants === 0) {
      this.#refused += 1;
      return this.#refuse(
        400,
        "tandem_unexpected_request",
        "Nobody asked for this request; it was not sent.",
      );
    }
    if (this.#options.signal.aborted) throw abortError("The run was stopped.");
    request.signal?.throwIfAborted();
    this.#grants -= 1;
    return this.#refusal() ?? this.#send(request);
  };

  /** The answer to a request that may not leave. */
  #refusal(): Response | null {
    const admission = this.#options.admit();
    if (admission.admit) return null;
    this.#limit = admission.reason;
    return this.#refuse(400, `tandem_${admission.reason}`, "The turn has reached its limit.");
  }

  async load(): Promise<void> {
    // A failure to load is reported by the request that needs it.
    await this.#dependencies.http().catch(() => undefined);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#grants = 0;
    this.#options.signal.removeEventListener("abort", this.#onAbort);
    this.#abortAll("The run has ended.");
    this.#dependencies.onClose(this);
  }

  /** Sends, and sends again as the recovery says. The engine sees nothing of a failed answer; each sending is an attempt. */
  async #send(request: EngineRequest): Promise<Response> {
    let waitMs = this.#waitedMs;
    this.#waitedMs = 0;
    for (;;) {
      const answer = await this.#sendOnce(request, waitMs);
      if (answer.type === "answered") return answer.response;
      if (answer.type === "aborted") throw answer.error;
      const mayRecover = this.#credentialError === null;
      const next = mayRecover ? ((await this.#options.recover?.(answer.failure)) ?? null) : null;
      if (next === null) {
        if (answer.type === "failed") return answer.response;
        throw answer.error;
      }
      // An error that came as the first event of a stream still holds its connection.
      if (answer.type === "failed") await answer.response.body?.cancel();
      waitMs = next.waitMs;
      await this.#wait(waitMs, request.signal);
      // What broke off may have been paid for, so that nothing is left for another sending.
      const refusal = this.#refusal();
      if (refusal !== null) return refusal;
    }
  }

  /** Settles after the time, or at once when the run is stopped: the next sending then ends as aborted. */
  #wait(ms: number, engineSignal: AbortSignal | null): Promise<void> {
    if (ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        cancel();
        this.#options.signal.removeEventListener("abort", done);
        engineSignal?.removeEventListener("abort", done);
        this.#waits.delete(done);
        resolve();
      };
      const cancel = this.#dependencies.clock.after(ms, done);
      this.#options.signal.addEventListener("abort", done);
      engineSignal?.addEventListener("abort", done);
      this.#waits.add(done);
    });
  }

  async #sendOnce(request: EngineRequest, waitMs: number): Promise<Answer> {
    const { provider, model, idleTimeoutMs } = this.#options;
    const { classify, clock } = this.#dependencies;
    const http = await this.#dependencies.http();
    let credential: ResolvedCredential | null;
    this.#credentialError = null;
    try {
      credential = await this.#options.credential();
    } catch (error) {
      return this.#withoutCredential(TandemError.from(error, "missing_auth"));
    }
    const stopped = this.#closed || this.#options.signal.aborted || request.signal?.aborted === true;
    if (stopped) return { type: "aborted", error: abortError("The run was stopped.") };

    this.#failure = null;
    const index = this.#nextAttempt;
    this.#nextAttempt += 1;
    const onEngineAbort = () => exchange.abort(abortError("The engine stopped the request."));
    const exchange = new Exchange(
      {
        api: model.api,
        url: targetUrl(provider.baseUrl, model.api, request.url),
        headers: outgoingHeaders(request.headers, provider, credential),
        body: scrubBody(request.body),
      },
      {
        http,
        clock,
        idleTimeoutMs,
        redact: createRedact(credential?.secret ?? null),
        attempt: openAttempt(this.#options, clock, { index, profile: credential?.profile ?? null, waitMs }),
        classify: (facts) => ({ ...facts, kind: classify(facts, provider.id) }),
        onEnd: (failure) => {
          this.#failure = failure;
          this.#log(index, failure);
        },
        onClosed: () => {
          request.signal?.removeEventListener("abort", onEngineAbort);
          this.#open.delete(exchange);
        },
      },
    );
    this.#open.add(exchange);
    request.signal?.addEventListener("abort", onEngineAbort, { once: true });
    return exchange.send();
  }

  /** The request never left, so it is no attempt; the engine gets a 401, which none of them tries again. */
  #withoutCredential(error: TandemError): Answer {
    this.#credentialError = error;
    this.#failure = {
      kind: error.kind,
      status: null,
      providerType: null,
      providerCode: error.code,
      message: error.message,
      retryAfterMs: null,
      socketCode: null,
      stage: "connect",
      idle: false,
    };
    const response = this.#refuse(401, "tandem_missing_auth", "There is no usable credential.");
    return { type: "failed", failure: this.#failure, response };
  }

  #refuse(status: number, type: LocalErrorType, message: string): Response {
    this.#dependencies.logger?.debug({ runId: this.#options.runId, status, type }, "model request refused");
    return localAnswer(this.#options.model.api, status, type, message);
  }

  #log(index: number, failure: ClassifiedFailure | null): void {
    const { runId, provider, model } = this.#options;
    this.#dependencies.logger?.debug(
      {
        runId,
        attempt: index,
        provider: provider.id,
        model: model.id,
        kind: failure?.kind ?? null,
        status: failure?.status ?? null,
        stage: failure?.stage ?? null,
      },
      "model request ended",
    );
  }

  #abortAll(why: string): void {
    for (const wake of this.#waits) wake();
    for (const exchange of this.#open) exchange.abort(abortError(why));
  }
}

async function engineRequest(input: string | URL | Request, init: RequestInit = {}): Promise<EngineRequest> {
  const { body } = init;
  // What the engines' clients do; the general form below copies the body once more.
  if (!(input instanceof Request) && (typeof body === "string" || body instanceof Uint8Array)) {
    return {
      method: (init.method ?? "GET").toUpperCase(),
      url: new URL(input),
      headers: new Headers(init.headers),
      body,
      signal: init.signal ?? null,
    };
  }
  const request = new Request(input, init);
  return {
    method: request.method,
    url: new URL(request.url),
    headers: request.headers,
    body: await request.text(),
    signal: init.signal ?? (input instanceof Request ? input.signal : null),
  };
}

function abortError(message: string): DOMException {
  return new DOMException(message, "AbortError");
}
