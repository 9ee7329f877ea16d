/** Fetches a page without ever connecting to an address of somebody's own network. */
import { lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector, fetch, type Response } from "undici";
import { TandemError } from "../../../kernel/errors.ts";
import { VERSION } from "../../../version.ts";
import { isPrivateAddress } from "./address.ts";

export interface PageOptions {
  /** Hosts of one's own network that may be reached, as `host` or `host:port`. */
  readonly allowPrivate: readonly string[];
  /** Bytes after decompression. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface Page {
  /** After redirects. */
  readonly url: string;
  readonly status: number;
  /** `text/html`, without parameters, in lower case; empty when the server names none. */
  readonly type: string;
  readonly charset: string | null;
  readonly body: Uint8Array;
  /** The body was longer than `maxBytes`. */
  readonly isCut: boolean;
}

const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const LOCALHOST = /(?:^|\.)localhost\.*$/;
const ACCEPT =
  "text/markdown, text/html;q=0.9, text/plain;q=0.8, application/json;q=0.8, image/*;q=0.5, */*;q=0.1";

/** Throws TandemError `address_denied` before anything is sent to a private address, and `tool_error` for other failures. */
export async function fetchPage(address: string, options: PageOptions): Promise<Page> {
  let url = checkedUrl(address, null);
  for (let hops = 0; ; hops++) {
    refuseAtSight(url, options);
    const agent = agentFor(url, options);
    try {
      const response = await request(url, agent, options.signal);
      const location = REDIRECTS.has(response.status) ? response.headers.get("location") : null;
      if (location === null) return await pageOf(url, response, options);
      if (hops === MAX_REDIRECTS) throw failed(`${address} redirects more than ${MAX_REDIRECTS} times.`);
      url = checkedUrl(location, url);
    } finally {
      // Also ends the connection of a body that was not read to its end.
      await agent.destroy().catch(() => undefined);
    }
  }
}

/** The URL, normalised: every spelling of an IPv4 address is the same four numbers from here on. */
function checkedUrl(text: string, base: URL | null): URL {
  let url: URL;
  try {
    url = base === null ? new URL(text) : new URL(text, base);
  } catch {
    throw failed(`${JSON.stringify(text)} is not a URL.`);
  }
  const from = base === null ? "" : ` (redirected from ${base.href})`;
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw failed(`Only http and https are fetched, not ${url.protocol}${from}`);
  if (url.username !== "" || url.password !== "")
    throw failed(`A URL with a user name or password is not fetched${from}.`);
  return url;
}

/** A private address that is written down needs no connection to be found out. */
function refuseAtSight(url: URL, options: PageOptions): void {
  const host = hostOf(url);
  if (isAllowed(url, options)) return;
  if (LOCALHOST.test(host)) throw denied(url, "this machine");
  if (isIP(host) !== 0 && isPrivateAddress(host)) throw denied(url, host);
}

function isAllowed(url: URL, { allowPrivate }: PageOptions): boolean {
  const host = hostOf(url);
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return allowPrivate.some((entry) =>
    [host, `${host}:${port}`, `${url.hostname}:${port}`].includes(entry.toLowerCase()),
  );
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

/** Judges each address at the moment it is connected to: a name that leads elsewhere by then makes no difference. */
function agentFor(url: URL, options: PageOptions): Agent {
  const open = isAllowed(url, options);
  const refuse = (address: string) => !open && isPrivateAddress(address);
  const guarded: LookupFunction = (name, lookupOptions, callback) => {
    lookup(name, { ...lookupOptions, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 0);
      // One private address among others is how a name is made to lead inside on the second try.
      const inside = addresses.find((one) => refuse(one.address));
      if (inside !== undefined) return callback(denied(url, inside.address), "", 0);
      if (lookupOptions.all) return callback(null, addresses);
      callback(null, addresses[0]?.address ?? "", addresses[0]?.family ?? 0);
    });
  };
  const connector = buildConnector({ lookup: guarded });
  return new Agent({
    connect(target, callback) {
      connector(target, (error, socket) => {
        if (error !== null) return callback(error, null);
        const { remoteAddress } = socket;
        if (remoteAddress !== undefined && !refuse(remoteAddress)) return callback(null, socket);
        socket.destroy();
        callback(denied(url, remoteAddress ?? "unknown"), null);
      });
    },
  });
}

async function request(url: URL, agent: Agent, signal: AbortSignal): Promise<Response> {
  try {
    const headers = { accept: ACCEPT, "user-agent": `tandem/${VERSION}` };
    return await fetch(url, { dispatcher: agent, headers, redirect: "manual", credentials: "omit", signal });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const cause = (error as Error).cause;
    if (TandemError.isInstance(cause)) throw cause;
    throw failed(
      `${url.href} could not be fetched: ${cause instanceof Error ? cause.message : (error as Error).message}.`,
      error,
    );
  }
}

async function pageOf(url: URL, response: Response, { maxBytes, signal }: PageOptions): Promise<Page> {
  const [type = "", ...parameters] = (response.headers.get("content-type") ?? "")
    .split(";")
    .map((part) => part.trim());
  const charset = parameters
    .find((one) => /^charset=/i.test(one))
    ?.slice("charset=".length)
    .replaceAll('"', "");
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk as Uint8Array);
      length += (chunk as Uint8Array).byteLength;
      if (length > maxBytes) break;
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw failed(`${url.href} broke off: ${(error as Error).message}.`, error);
  }
  return {
    url: url.href,
    status: response.status,
    type: type.toLowerCase(),
    charset: charset ?? null,
    body: Buffer.concat(chunks).subarray(0, maxBytes),
    isCut: length > maxBytes,
  };
}

function denied(url: URL, address: string): TandemError {
  return new TandemError({
    code: "address_denied",
    message: `${url.host} is not fetched: it resolves to ${address}, which is not a public address.`,
    remediation: `To reach a host of your own network, add "${url.host}" to web.allowPrivate in the configuration.`,
    details: { host: url.host },
  });
}

function failed(message: string, cause?: unknown): TandemError {
  return new TandemError({ code: "tool_error", message, cause });
}
