/**
 * The way of confined commands to the allowed domains: a filtering HTTP proxy of ours on a socket file, shown in the sandbox and
 * reached there through socat. A name that leads to a private address is refused unless that address itself is allowed.
 */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where the proxy listens inside the sandbox. */
export const INNER_PORT = 3128;

export interface AllowedNetwork {
  /** Socket file, on Linux. */
  readonly socket: string;
  /** Port on 127.0.0.1, on macOS; 0 elsewhere. */
  readonly port: number;
  /** A pass for one command: what its environment needs to use the proxy, and the hosts it was refused so far. */
  pass(port: number): { readonly env: Record<string, string>; refused(): readonly string[]; end(): void };
  close(): Promise<void>;
}

/** Starts the proxy for a list of domains. */
export async function openNetwork(allow: readonly string[]): Promise<AllowedNetwork> {
  const [{ createHttpProxyServer }, { matchesDomainPatternWithPort }, { createResolvedAddressGuard }] =
    await Promise.all([
      import("@anthropic-ai/sandbox-runtime/dist/sandbox/http-proxy.js"),
      import("@anthropic-ai/sandbox-runtime/dist/sandbox/domain-pattern.js"),
      import("@anthropic-ai/sandbox-runtime/dist/sandbox/resolved-address-guard.js"),
    ]);
  const token = randomBytes(24).toString("hex");
  const passes = new Map<string, Set<string>>();
  const guard = createResolvedAddressGuard({ allowedDomains: allow });
  const server = createHttpProxyServer({
    proxyAuthToken: token,
    filter(port, host, _socket, pass) {
      // A pass that ended lets nothing through any more.
      const refused = passes.get(pass ?? "");
      if (refused === undefined) return false;
      const allowed = allow.some((pattern) => matchesDomainPatternWithPort(host, port, pattern));
      if (!allowed) refused.add(`${host}:${port}`);
      return allowed;
    },
    lookupFor: (port) => guard.lookupFor(port),
  });
  // Not in the data folder: the path of a socket may only have some 100 characters.
  const folder = await mkdtemp(join(tmpdir(), "tandem-net-"));
  const socket = join(folder, "proxy");
  const onPort = process.platform === "darwin";
  server.listen(onPort ? { host: "127.0.0.1", port: 0 } : { path: socket });
  await once(server, "listening");
  server.unref();
  return {
    socket,
    port: onPort ? (server.address() as AddressInfo).port : 0,
    pass(port) {
      const id = randomBytes(16).toString("hex");
      const refused = new Set<string>();
      passes.set(id, refused);
      return {
        env: proxyVariables(`http://srt.${id}:${token}@127.0.0.1:${port}`, allow),
        refused: () => [...refused],
        end: () => void passes.delete(id),
      };
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function proxyVariables(url: string, allow: readonly string[]): Record<string, string> {
  // A server of the command's own is reached directly, one of the machine that was allowed is not.
  const local = ["localhost", "127.0.0.1", "::1"].filter(
    (host) => !allow.some((entry) => entry.startsWith(host)),
  );
  const names = ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"];
  return {
    ...Object.fromEntries(names.map((name) => [name, url])),
    no_proxy: local.join(","),
    NO_PROXY: local.join(","),
    // Node's fetch uses the variables only if asked to.
    NODE_USE_ENV_PROXY: "1",
  };
}
