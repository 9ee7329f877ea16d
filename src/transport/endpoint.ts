/** Which paths are model calls, and where each one goes. */
import type { ApiKind } from "../routing/model.ts";

/** The part of the path an engine's client adds to its base URL. */
const ENDPOINT: Readonly<Record<ApiKind, string>> = {
  "anthropic-messages": "/v1/messages",
  "openai-completions": "/chat/completions",
  "openai-responses": "/responses",
};

/** Whether a request is a model call of this API. Anything else never leaves. */
export function isModelCall(api: ApiKind, method: string, url: URL): boolean {
  return method === "POST" && url.pathname.endsWith(ENDPOINT[api]);
}

/**
 * The provider's address for a model call: `baseUrl` with the API's endpoint and the request's query. The request's own host and
 * prefix (the relay's, or whatever base the engine was given) do not count. A trailing slash of the base does not matter, nor
 * does the endpoint, or its `/v1`, that was written although it is added here; a query of the base is kept.
 */
export function targetUrl(baseUrl: string, api: ApiKind, request: URL): URL {
  const target = new URL(baseUrl);
  const endpoint = ENDPOINT[api];
  let prefix = target.pathname.replace(/\/+$/, "");
  if (prefix.endsWith(endpoint)) prefix = prefix.slice(0, -endpoint.length);
  if (endpoint.startsWith("/v1/") && prefix.endsWith("/v1")) prefix = prefix.slice(0, -"/v1".length);
  target.pathname = prefix + endpoint;
  for (const [name, value] of request.searchParams) target.searchParams.append(name, value);
  return target;
}

/** The base URL for an engine, which adds the endpoint to its end: without the query, which {@link targetUrl} adds. */
export function engineBaseUrl(baseUrl: string): string {
  return baseUrl.replace(/[?#].*$/, "");
}
