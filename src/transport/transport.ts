/**
 * The one way to a provider. Each engine run opens a {@link TransportScope}; every model request of that run goes through
 * the scope's `fetch`: Pi calls it directly, Claude's child process through the loopback relay.
 *
 * The scope is the only place that sees keys. It refuses requests that nobody expects, records each request as an attempt,
 * and keeps the facts of a failure for the executor.
 */

import type { IncomingHttpHeaders } from "node:http";
import type { FailureKind, TandemError } from "../kernel/errors.ts";
import type { AttemptRecord } from "../kernel/result.ts";
import type { ModelInfo, ProviderInfo } from "../routing/model.ts";
import type { RuntimeKind } from "../sessions/message.ts";

/** A credential ready for use. `secret` must not be logged, stored or put in an error. */
export interface ResolvedCredential {
  readonly profile: string;
  readonly secret: string;
}

/** Facts of a failed request, for the classifier: never text made for people. */
export interface WireFailure {
  readonly status: number | null;
  /** The provider's `error.type`. */
  readonly providerType: string | null;
  /** The provider's `error.code`. */
  readonly providerCode: string | null;
  /** The provider's own message, or the raw body's first 4,000 characters, or the socket error's. */
  readonly message: string;
  readonly retryAfterMs: number | null;
  /** `ECONNREFUSED` and so on. */
  readonly socketCode: string | null;
  /** How far it got: before headers, in the body before any content, or after content. */
  readonly stage: "connect" | "headers" | "stream";
  /** The watchdog's doing: nothing arrived for the idle limit. */
  readonly idle: boolean;
}

/** A failure with its kind. */
export interface ClassifiedFailure extends WireFailure {
  readonly kind: FailureKind;
  /** The engine had been given the start of the answer, so the wire could not send the request again. */
  readonly passedOn?: boolean;
}

/** Whether the next request may leave; asked before each one, after it was found to be expected. */
export type Admission = { readonly admit: true } | { readonly admit: false; readonly reason: Limit };

/** What a turn ran into: its own limits, or (`context`) a conversation that has to be compacted before it continues. */
export type Limit = "max_turns" | "max_budget" | "context";

export interface ScopeOptions {
  readonly runId: string;
  readonly runtime: RuntimeKind;
  readonly provider: ProviderInfo;
  readonly model: ModelInfo;
  /** Asked before every request, so a rotated key is used at once. `null`: the provider needs none. Throws a TandemError (`missing_auth`). */
  readonly credential: () => Promise<ResolvedCredential | null>;
  readonly signal: AbortSignal;
  /** Asked before each sending of a request. */
  readonly admit: () => Admission;
  /**
   * Asked when a request failed before the engine saw a byte of an answer: the milliseconds to wait before it is sent again (the
   * credential is asked for again), or null to let the engine have the failure. Must not throw.
   */
  readonly recover?: (failure: ClassifiedFailure) => Promise<{ readonly waitMs: number } | null>;
  /** Milliseconds without a byte after which a response is cut; default 120,000. */
  readonly idleTimeoutMs: number;
  /** Synchronous; `attempt.outcome` and times are final in `ended`, usage is filled in by the executor. */
  readonly onAttempt: (phase: "started" | "ended", attempt: AttemptRecord) => void;
  /** Index of the first attempt of this scope. */
  readonly firstAttempt: number;
  /** Milliseconds that a recovery waited before this scope, reported with its first attempt; default 0. */
  readonly waitedMs?: number;
}

export interface TransportScope {
  /**
   * Grants one request. The executor calls it for the prompt, and the engine's step tracker after all tool results of a step
   * were handed back or a steering message was sent. A request without a grant is answered with status 400
   * (`tandem_unexpected_request`), never sent, and kept in `refused`.
   */
  expect(): void;
  /** A fetch for this scope's requests. The URL's path and the body are used as given; host and credentials are replaced. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** The last failure on the wire, or null when the last request went well. */
  readonly failure: ClassifiedFailure | null;
  /** What `admit` said when it last refused. */
  readonly limit: Limit | null;
  /** What `credential` last threw; the request was then not sent, and `failure` has its kind. */
  readonly credentialError: TandemError | null;
  /** Requests refused because nobody expected them. */
  readonly refused: number;
  /** Loads what the first request would otherwise wait for; for an engine that waits for something else meanwhile. Never rejects. */
  load(): Promise<void>;
  /** Ends the scope: open requests are aborted, later ones refused. Idempotent. */
  close(): void;
}

export interface ModelTransport {
  open(options: ScopeOptions): TransportScope;
  /** Closes idle connections. */
  close(): Promise<void>;
}

/**
 * A loopback HTTP server (127.0.0.1, random port) for engines in child processes. Each route has a random token, which the
 * child sends instead of a key; a request without a known token gets 401 and goes nowhere.
 */
export interface Relay {
  /** Starts listening on first use. */
  route(): Promise<RelayRoute>;
  /** Loads what the first request would otherwise wait for. To be called while the child is busy. */
  load(): Promise<void>;
  close(): Promise<void>;
}

/** What a request is sent as, and where it is answered when that is not the bound scope. */
export type Rewritten =
  | string
  | { readonly body: string; readonly scope: Pick<TransportScope, "fetch"> | null };

export type Rewrite = (body: string, headers: IncomingHttpHeaders) => Rewritten | Promise<Rewritten>;

export interface RelayRoute {
  /** For `ANTHROPIC_BASE_URL`. */
  readonly baseUrl: string;
  /** For `ANTHROPIC_API_KEY`. */
  readonly token: string;
  /** The scope that answers from now on; `null`: model requests are refused with 400. */
  bind(scope: TransportScope | null): void;
  /** A text block the child was given only to make it continue; removed from every request body, where it stands as a block of exactly this text. */
  hide(text: string): void;
  /**
   * Called with the body text of each model request before it reaches the scope; what it gives back is sent. The request waits
   * for it, so an engine can hold a request until the tool results it stands for are ready. It may also name another scope than the bound
   * one for this request, by its headers; `null` there: it is refused with 400. One at a time: a later one replaces it.
   */
  rewrite(change: Rewrite): void;
  close(): void;
}
