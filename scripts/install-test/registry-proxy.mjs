/** A proxy on 127.0.0.1 that leads to the npm registry and nowhere else, and says what was asked of it. */
import { createServer, request } from "node:http";
import { connect } from "node:net";

const DEFAULT_PORTS = { "http:": 80, "https:": 443 };

/**
 * Starts it. `refused` holds each other host that somebody asked for, `bytes()` is what came from the registry so far.
 * @param {URL} registry
 */
export async function startRegistryProxy(registry) {
  const allowed = `${registry.hostname}:${registry.port || DEFAULT_PORTS[registry.protocol]}`;
  const refused = [];
  const sockets = new Set();
  let bytes = 0;
  const count = (chunk) => {
    bytes += chunk.length;
  };

  const server = createServer((incoming, outgoing) => {
    const target = URL.canParse(incoming.url) ? new URL(incoming.url) : undefined;
    const place = target && `${target.hostname}:${target.port || DEFAULT_PORTS[target.protocol]}`;
    if (place !== allowed) {
      refused.push(place ?? incoming.url);
      outgoing.writeHead(403).end();
      return;
    }
    const passed = request(target, { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.on("data", count);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  server.on("connect", (incoming, client, head) => {
    sockets.add(client);
    client.on("error", () => client.destroy());
    if (incoming.url !== allowed) {
      refused.push(incoming.url);
      client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    const [host, port] = [registry.hostname, Number(allowed.slice(allowed.lastIndexOf(":") + 1))];
    const upstream = connect(port, host, () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(client);
      client.pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on("data", count);
    upstream.on("error", () => client.destroy());
    client.on("close", () => upstream.destroy());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    refused,
    bytes: () => bytes,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
