/** One request to a provider: sent, watched while its answer passes, and ended exactly once. */
import type { Readable } from "node:stream";
import type { ApiKind } from "../routing/model.ts";
import type { OpenAttempt } from "./attempt.ts";
import type { Clock } from "./clock.ts";
import { decodedBody } from "./decoded-body.ts";
import { factsOfBody, factsOfSocket, retryAfterMs } from "./failure-facts.ts";
import { answerHeaders } from "./headers.ts";
import type { HttpAnswer, HttpClient } from "./http-client.ts";
import type { Redact } from "./redact.ts";
import { createStreamWatch, type StreamWatch, type Verdict } from "./stream-watch.ts";
import type { ClassifiedFailure, WireFailure } from "./transport.ts";
import { createWatchdog, type Watchdog } from "./watchdog.ts";

export interface ExchangeRequest {
  readonly api: ApiKind;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export interface ExchangeOptions {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly idleTimeoutMs: number;
  readonly redact: Redact;
  readonly attempt: OpenAttempt;
  readonly classify: (facts: WireFailure) => ClassifiedFailure;
  /** Called once, before the engine sees the bytes that made it so. */
  readonly onEnd: (failure: ClassifiedFailure | null) => void;
  /** Nothing of the exchange is open any more. */
  readonly onClosed: () => void;
}

/** What came back before a byte of the answer was handed on. */
export type Answer =
  | { readonly type: "answered"; readonly response: Response }
  /** `response` is what the engine gets to see of it; without one its `fetch` rejects with `error`. */
  | { readonly type: "failed"; readonly failure: ClassifiedFailure; readonly response: Response }
  | { readonly type: "broken"; readonly failure: ClassifiedFailure; readonly error: Error }
  | { readonly type: "aborted"; readonly error: Error };

const LONGEST_ERROR_BODY = 256 * 1024;
/** Chunks kept for a reader that is behind, before the provider is made to wait. */
const READ_AHEAD_CHUNKS = 16;
const BODILESS = new Set([204, 205, 304]);

export class Exchange {
  readonly #request: ExchangeRequest;
  readonly #options: ExchangeOptions;
  readonly #connection = new AbortController();
  readonly #watch: StreamWatch;
  readonly #watchdog: Watchdog;
  #status: number | null = null;
  #headers: HttpAnswer["headers"] = {};
  #body: Readable | null = null;
  /** Set by `abort`; the reason the engine's fetch or stream ends with. */
  #aborted: Error | null = null;
  #idle = false;
  /** The engine has the response, with what came of its body so far. */
  #passedOn = false;
  /** The provider answered with an error: by its status, or as an event of the stream. */
  #refused = false;
  #outcome: "ok" | "failed" | "aborted" | null = null;
  #failure: ClassifiedFailure | null = null;

  constructor(request: ExchangeRequest, options: ExchangeOptions) {
    this.#request = request;
    this.#options = options;
    this.#watch = createStreamWatch(request.api);
    this.#watchdog = createWatchdog(options.clock, options.idleTimeoutMs, () => {
      this.#idle = true;
      this.#connection.abort(new Error(`No data arrived for ${options.idleTimeoutMs} ms.`));
    });
  }

  /**
   * Sends. Settles with the first byte of the body, so that an empty answer, an error page and an error as the first event are
   * still known as failures here. Never rejects.
   */
  async send(): Promise<Answer> {
    const { url, headers, body } = this.#request;
    this.#watchdog.wait();
    let answer: HttpAnswer;
    try {
      answer = await this.#options.http.post(url, { headers, body, signal: this.#connection.signal });
    } catch (error) {
      return this.#broken(error, "connect");
    }
    this.#watchdog.wait();
    this.#status = answer.statusCode;
    this.#headers = answer.headers;
    this.#options.attempt.answered(answer.statusCode);
    this.#body = decodedBody(answer);
    return answer.statusCode >= 200 && answer.statusCode < 300
      ? this.#passOn(this.#body)
      : this.#takeError(this.#body);
  }

  /** Ends the request, unless its answer was already complete: then the connection is kept for the next one. */
  abort(reason: Error): void {
    if (this.#outcome === "ok") {
      this.#drain();
      return;
    }
    this.#aborted ??= reason;
    this.#end("aborted");
    this.#connection.abort(reason);
  }

  /** Reads an error answer whole; it is small, and its facts are needed before anybody acts on it. */
  async #takeError(body: Readable): Promise<Answer> {
    let text = "";
    this.#refused = true;
    try {
      text = await this.#readError(body);
    } catch (error) {
      if (this.#aborted !== null) return { type: "aborted", error: this.#aborted };
      // A status without its whole body is still that failure.
      if (this.#idle) return this.#broken(error, "headers");
    }
    const failure = this.#fail(factsOfBody(text, this.#given()));
    this.#close();
    return { type: "failed", failure, response: this.#response(this.#options.redact(text)) };
  }

  async #readError(body: Readable): Promise<string> {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      this.#options.attempt.firstByte();
      this.#watchdog.wait();
      chunks.push(chunk);
      length += chunk.length;
      if (length > LONGEST_ERROR_BODY) break;
    }
    return Buffer.concat(chunks).toString("utf8");
  }

  #passOn(body: Readable): Promise<Answer> {
    return new Promise((resolve) => {
      let controller!: ReadableStreamDefaultController<Uint8Array>;
      let reading = true;
      const stream = new ReadableStream<Uint8Array>(
        {
          start: (given) => {
            controller = given;
          },
          pull: () => {
            this.#watchdog.wait();
            body.resume();
          },
          cancel: () => {
            reading = false;
            this.abort(new DOMException("The engine stopped reading.", "AbortError"));
          },
        },
        { highWaterMark: READ_AHEAD_CHUNKS },
      );
      const settle = () => {
        const response = this.#response(stream);
        const failure = this.#failure;
        this.#passedOn = failure === null;
        settled = true;
        resolve(failure ? { type: "failed", failure, response } : { type: "answered", response });
      };
      let settled = false;
      body.on("data", (chunk: Buffer) => {
        this.#options.attempt.firstByte();
        this.#watchdog.wait();
        const verdict = this.#watch.push(chunk);
        const shown = this.#judge(verdict, chunk);
        if (verdict.type === "malformed") {
          // Left to the engines, it would be read in several ways, by some aloud on the console.
          body.destroy(new Error("malformed response"));
          return;
        }
        if (reading) {
          controller.enqueue(shown);
          if ((controller.desiredSize ?? 0) <= 0) {
            body.pause();
            this.#watchdog.rest();
          }
        }
        if (!settled) settle();
      });
      body.once("end", () => {
        this.#judge(this.#watch.end());
        this.#close();
        // The connection is free one turn of the event loop later. An engine that sends its next request at once would open another.
        setImmediate(() => {
          if (reading) controller.close();
          if (!settled) settle();
        });
      });
      body.once("error", (error) => {
        // The message was whole; that the connection then went silent or broke takes nothing away from it.
        if (this.#outcome === "ok") {
          this.#close();
          if (reading) controller.close();
          return;
        }
        const broken = this.#broken(error, this.#watch.content ? "stream" : "headers");
        if (!settled) resolve(broken);
        else if (reading && "error" in broken) controller.error(broken.error);
      });
    });
  }

  /** Acts on a verdict; gives the chunk as the engine may see it. */
  #judge(verdict: Verdict, chunk: Buffer = Buffer.alloc(0)): Buffer {
    const given = this.#given();
    switch (verdict.type) {
      case "open":
        return chunk;
      case "complete":
        this.#end("ok");
        return chunk;
      case "error":
        this.#refused = true;
        this.#fail(factsOfBody(verdict.json, given));
        return redacted(chunk, this.#options.redact);
      case "malformed":
        this.#fail({
          ...factsOfBody("", given),
          message: this.#options.redact(`protocol error: malformed response: ${verdict.sample}`),
        });
        return redacted(chunk, this.#options.redact);
      case "incomplete":
        this.#fail(factsOfSocket("stream ended before its terminal event", given));
        return chunk;
      case "empty":
        this.#fail(factsOfSocket("unexpected end of the response: the body is empty", given));
        return chunk;
    }
  }

  #broken(error: unknown, stage: WireFailure["stage"]): Answer {
    if (this.#aborted !== null) {
      this.#close();
      return { type: "aborted", error: this.#aborted };
    }
    const failure = this.#fail(factsOfSocket(error, { ...this.#given(), stage }));
    this.#close();
    // The form in which `fetch` reports a network error, which the engines' clients know.
    const cause = Object.assign(new Error(failure.message), { code: failure.socketCode ?? undefined });
    return { type: "broken", failure, error: new TypeError("fetch failed", { cause }) };
  }

  #given() {
    return {
      status: this.#status,
      stage: this.#watch.content ? ("stream" as const) : ("headers" as const),
      retryAfterMs: retryAfterMs(this.#headers, this.#options.clock.now()),
      idle: this.#idle,
      redact: this.#options.redact,
    };
  }

  #fail(facts: WireFailure): ClassifiedFailure {
    if (this.#failure === null) {
      const failure = this.#options.classify(facts);
      this.#failure = this.#passedOn ? { ...failure, passedOn: true } : failure;
      this.#end("failed", this.#failure);
    }
    return this.#failure;
  }

  #end(outcome: "ok" | "failed" | "aborted", failure?: ClassifiedFailure): void {
    if (this.#outcome !== null) return;
    this.#outcome = outcome;
    const { reported, receivedBytes, content } = this.#watch;
    const free = neverSent(failure) || (this.#refused && !content);
    const wire = { reported, free, receivedBytes, body: this.#request.body };
    this.#options.attempt.end(outcome, wire, failure);
    this.#options.onEnd(failure ?? null);
  }

  #close(): void {
    this.#watchdog.stop();
    this.#options.onClosed();
  }

  /** Lets the rest of a complete answer run out unseen. The watchdog ends it if it does not come. */
  #drain(): void {
    this.#watchdog.wait();
    this.#body?.resume();
  }

  #response(body: string | ReadableStream<Uint8Array>): Response {
    const status = this.#status ?? 502;
    // `Response` takes no other status; nothing a provider should send is lost.
    const valid = status >= 200 && status <= 599 ? status : 502;
    return new Response(BODILESS.has(valid) ? null : body, {
      status: valid,
      headers: answerHeaders(this.#headers, this.#options.redact),
    });
  }
}

const NOT_CONNECTED =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/;

/** Whether the connection was never made, so that the provider saw nothing of the request. */
function neverSent(failure: ClassifiedFailure | undefined): boolean {
  return failure?.stage === "connect" && NOT_CONNECTED.test(failure.socketCode ?? "");
}

/** Through latin1, which keeps every byte as it is whatever the chunk was cut in. */
function redacted(chunk: Buffer, redact: Redact): Buffer {
  const text = chunk.toString("latin1");
  const clean = redact(text);
  return clean === text ? chunk : Buffer.from(clean, "latin1");
}
