/** What of a request's and an answer's headers is passed on. */
import type { ProviderInfo } from "../routing/model.ts";
import type { Redact } from "./redact.ts";
import type { ResolvedCredential } from "./transport.ts";

/** Headers that speak of one connection only (RFC 9110, 7.6.1). */
const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** Whatever an engine sends as a credential is its stand-in for the key, so it must not reach a provider. */
const CREDENTIALS = ["authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie"];

const NOT_SENT = new Set([
  ...HOP_BY_HOP,
  ...CREDENTIALS,
  "host",
  "content-length",
  "accept-encoding",
  "expect",
]);
const NOT_ANSWERED = new Set([...HOP_BY_HOP, "content-length", "content-encoding", "set-cookie"]);

/** Headers of a request as it leaves: the engine's, then the provider's own, then the credential. */
export function outgoingHeaders(
  engine: Headers,
  provider: ProviderInfo,
  credential: ResolvedCredential | null,
): Record<string, string> {
  const named = connectionNames(engine.get("connection"));
  const headers: Record<string, string> = {};
  for (const [name, value] of engine) {
    if (!NOT_SENT.has(name) && !named.has(name)) headers[name] = value;
  }
  // Compressed events would reach the engine late, and could not be watched as they pass.
  headers["accept-encoding"] = "identity";
  for (const [name, value] of Object.entries(provider.headers ?? {})) headers[name.toLowerCase()] = value;
  if (credential !== null && provider.auth === "x-api-key") headers["x-api-key"] = credential.secret;
  if (credential !== null && provider.auth === "bearer")
    headers.authorization = `Bearer ${credential.secret}`;
  return headers;
}

/** Headers of an answer as the engine sees it. */
export function answerHeaders(
  provider: Readonly<Record<string, string | string[] | undefined>>,
  redact: Redact,
): Headers {
  const connection = provider.connection;
  const named = connectionNames(Array.isArray(connection) ? connection.join(",") : (connection ?? null));
  const headers = new Headers();
  for (const [name, value] of Object.entries(provider)) {
    if (value === undefined || NOT_ANSWERED.has(name) || named.has(name)) continue;
    headers.set(name, redact(Array.isArray(value) ? value.join(", ") : value));
  }
  return headers;
}

function connectionNames(connection: string | null): ReadonlySet<string> {
  return new Set((connection ?? "").split(",").map((name) => name.trim().toLowerCase()));
}
