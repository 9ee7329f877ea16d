/** The transport's own connections. */
import type { Dispatcher } from "undici";

export type HttpAnswer = Dispatcher.ResponseData;

export interface HttpClient {
  /** Settles with the headers. No time limit but the one to connect; no redirect is followed. */
  post(url: URL, request: HttpRequest): Promise<HttpAnswer>;
  /** Breaks every connection. */
  destroy(): Promise<void>;
}

export interface HttpRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly signal: AbortSignal;
}

/** Long enough to survive a tool call between two requests, short of what providers' load balancers keep. */
const KEEP_ALIVE_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Takes no proxy or other setting from the environment. Loads only the two parts of undici it needs: the whole package costs a
 * command about 50 ms more.
 */
export async function createHttpClient(maxConnections: number | null): Promise<HttpClient> {
  const [{ default: Agent }, { default: request }] = await Promise.all([
    import("undici/lib/dispatcher/agent.js"),
    import("undici/lib/api/api-request.js"),
  ]);
  const agent = new Agent({
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    connections: maxConnections,
    pipelining: 1,
  });
  return {
    post: (url, { headers, body, signal }) =>
      request.call(agent, {
        origin: url.origin,
        path: url.pathname + url.search,
        method: "POST",
        headers,
        body,
        signal,
      }),
    destroy: () => agent.destroy(),
  };
}
