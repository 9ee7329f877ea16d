/** `web_fetch`: readable pages of allowed hosts, and nothing of private networks in any spelling. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { escapeAttempts } from "../escape/attempts.ts";
import { buildLair } from "../escape/lair.ts";
import type { Lab } from "../lab.ts";
import { resultsOf } from "../on-wire.ts";
import { pngOf } from "../props.ts";
import { scenario } from "../registry.ts";

const PAGE = `<!doctype html><html><head><title>On tides</title><script>alert("script")</script></head><body><nav><a href="/menu">Menu</a></nav>
<article><h1>On tides</h1><p>${"The sea rises and falls twice a day. ".repeat(12)}</p><h2>Why</h2><p>The <a href="/moon">moon</a> pulls.</p>
<ul><li>spring tide</li><li>neap tide</li></ul></article></body></html>`;

/** A web site, and the paths that were asked for. */
async function site({ defer }: Lab, other?: string) {
  const visits: string[] = [];
  const headers: (string | undefined)[] = [];
  const image = Buffer.from(await pngOf(8, 8), "base64");
  const server = createServer(({ url = "", headers: sent }, response) => {
    visits.push(url);
    headers.push(sent.cookie ?? sent.authorization);
    const send = (type: string, body: string | Buffer, status = 200) =>
      response.writeHead(status, { "content-type": type, "set-cookie": "a=b" }).end(body);
    if (url.startsWith("/hop/")) {
      const left = Number(url.slice("/hop/".length));
      response
        .writeHead(302, { location: left === 0 ? "/page" : `/hop/${left - 1}`, "set-cookie": "a=b" })
        .end();
    } else if (url === "/away") response.writeHead(307, { location: `http://${other}/inside` }).end();
    else if (url === "/to-file") response.writeHead(301, { location: "file:///etc/passwd" }).end();
    else if (url === "/page") send("text/html; charset=utf-8", PAGE);
    else if (url === "/latin") send("text/plain; charset=iso-8859-1", Buffer.from("caf\u00e9", "latin1"));
    else if (url === "/json") send("application/json", '{"a":1}');
    else if (url === "/image") send("image/png", image);
    else if (url === "/binary") send("application/octet-stream", Buffer.alloc(64));
    else if (url === "/missing") send("text/plain", "nothing here", 404);
    else if (url === "/bomb") {
      response.writeHead(200, { "content-type": "text/plain", "content-encoding": "gzip" });
      response.end(gzipSync(Buffer.alloc(3_000_000, "a")));
    } else if (url === "/never") response.writeHead(200, { "content-type": "text/plain" }).write("begun");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  defer(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, visits, headers };
}

const call = (id: string, url: string, more: Record<string, unknown> = {}) => ({
  id,
  name: "web_fetch",
  input: { url, ...more },
});

export const webScenarios = [
  scenario({
    id: "TOOL-02",
    name: "web_fetch gives readable text with its final address, follows redirects, and keeps to its limits",
    run: async (lab) => {
      const { stage, check } = lab;
      const { host, headers } = await site(lab);
      const s = await stage({
        config: { web: { allowPrivate: [host], maxBytes: 100_000 } },
      });
      const paths = ["page", "hop/4", "hop/5", "latin", "json", "image", "binary", "missing", "bomb"];
      const calls = paths.map((path) => call(`toolu_${path.replace("/", "_")}`, `http://${host}/${path}`));
      s.server.reply(
        { toolCalls: [...calls, call("toolu_short", `http://${host}/page`, { max_chars: 20 })] },
        { text: "read" },
      );
      const { result, requests, events } = await s.turn({ prompt: "read", permissionMode: "bypass" });
      check.equal(result.text, "read", `reply (${result.error?.message})`);
      const results = resultsOf(requests[1]);
      const text = (id: string) => results.get(`toolu_${id}`)?.text ?? "";
      check.match(text("page"), /^URL: http:[^\n]*\/page\nStatus: 200\nTitle: On tides\n\n/, "what it is");
      check.includes(text("page"), "## Why", "headings");
      check.includes(text("page"), `[moon](http://${host}/moon)`, "links");
      check.match(text("page"), /-\s+spring tide/, "lists");
      check.excludes(text("page"), "alert", "scripts");
      check.match(text("hop_4"), /^URL: http:[^\n]*\/page\n/, "the address after redirects");
      check.includes(text("hop_5"), "redirects more than 5 times", "too many redirects");
      check.includes(text("latin"), "caf\u00e9", "other character sets");
      check.includes(text("json"), '{"a":1}', "other text");
      check.includes(JSON.stringify(events), "image/png", "images");
      check.match(text("binary"), /is not text \(application\/octet-stream/, "what is no text");
      check.equal(results.get("toolu_missing")?.isError, true, "an error of the server");
      check.match(text("missing"), /Status: 404\n\nnothing here/, "its text all the same");
      check.match(text("bomb"), /Truncated: yes/, "a body beyond the limit");
      check.within(text("bomb").length, 1, 100_200, "characters of it");
      const hurried = await stage({ config: { web: { allowPrivate: [host], timeoutMs: 200 } } });
      hurried.server.reply({ toolCalls: [call("toolu_never", `http://${host}/never`)] }, { text: "read" });
      const cut = await hurried.turn({ prompt: "read", permissionMode: "bypass" });
      const end = resultsOf(cut.requests[1]).get("toolu_never")?.text ?? "";
      check.includes(end, "did not answer within 200 ms", "a body without end");
      check.match(text("short"), /Truncated: yes\n\n.{1,20}$/s, "fewer characters when asked");
      check.deepEqual([...new Set(headers)], [undefined], "cookies and credentials that were sent");
    },
  }),

  scenario({
    id: "TOOL-02",
    name: "web_fetch refuses private addresses in every spelling and by redirect",
    run: async (lab) => {
      const { stage, check } = lab;
      const inside = await site(lab);
      const outside = await site(lab, inside.host);
      const s = await stage({ config: { web: { allowPrivate: [outside.host] } } });
      const lair = await buildLair(await lab.folder(), s.home);
      lab.defer(() => lair.close());
      const attempts = escapeAttempts.filter(({ tool }) => tool === "web_fetch");
      const calls = attempts.map((attempt, index) => ({
        id: `toolu_${index}`,
        name: "web_fetch",
        input: lair.fill(attempt.input),
      }));
      const redirected = [
        call("toolu_away", `http://${outside.host}/away`),
        call("toolu_file", `http://${outside.host}/to-file`),
      ];
      s.server.reply({ toolCalls: [...calls, ...redirected] }, { text: "read" });
      const { result, requests, events } = await s.turn({ prompt: "read", permissionMode: "bypass" });
      check.equal(result.text, "read", `reply (${result.error?.message})`);
      const results = resultsOf(requests[1]);
      for (const [index, { name, refusal }] of attempts.entries()) {
        const part = results.get(`toolu_${index}`);
        check.equal(part?.isError, true, `${name}: is an error`);
        check.match(part?.text ?? "", refusal ?? /./, `${name}: says why`);
      }
      check.match(results.get("toolu_away")?.text ?? "", /not a public address/, "a redirect inside");
      check.match(results.get("toolu_file")?.text ?? "", /Only http and https/, "a redirect to a file");
      check.deepEqual([...lair.visits, ...inside.visits], [], "what arrived inside");
      check.deepEqual(outside.visits, ["/away", "/to-file"], "what arrived outside");
      check.excludes(JSON.stringify(events), lair.secret, "the secret, anywhere");
    },
  }),
];
