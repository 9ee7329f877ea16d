/** What npm said when it failed, and what to do about it. Never blames the network unless npm named it. */

import { existsSync, readFileSync } from "node:fs";

const NETWORK =
  /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|EPIPE|ERR_SOCKET_TIMEOUT|FETCH_ERROR|E5\d\d|E429)$/;
const TLS = /^(?:CERT_|SELF_SIGNED|UNABLE_TO_|DEPTH_ZERO|ERR_TLS)/;

const REMEDIES = {
  ENOSPC: "The disk is full. Free some space and run the command again.",
  EACCES:
    "This user may not write there. Check who owns the folder that npm names above, and npm's cache (`npm config get cache`).",
  EPERM:
    "This user may not write there. Check who owns the folder that npm names above, and npm's cache (`npm config get cache`).",
  EROFS: "The file system is read-only. Use a clone on one that can be written to.",
  EINTEGRITY:
    "A downloaded package is not the one in the lock file. Run `npm cache clean --force` and try again.",
  EUSAGE:
    "package.json and package-lock.json do not fit together. Run `npm install`, or `git checkout package.json package-lock.json`.",
  E401: "The registry asks for a login. Check `npm config get registry` and your .npmrc.",
  E403: "The registry refused. Check `npm config get registry` and your .npmrc.",
  E404: "The registry does not have this package. Check `npm config get registry`: a mirror may be incomplete.",
  ETARGET:
    "The registry does not have this version. Check `npm config get registry`: a mirror may be behind.",
};

/**
 * What failed and the remedy, from what npm wrote to stderr; its log is read when it names no reason there. `code` is npm's own
 * (`ENOSPC`, `E404`, …) or undefined.
 * @param {string} stderr
 */
export function npmFailure(stderr) {
  const lines = stderr.split("\n").map((line) => line.replace(/^npm (?:error|ERR!) ?/, ""));
  const field = (name) =>
    lines
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length + 1)
      .trim();
  const code = field("code") ?? codeInLog(stderr);
  const script = lines.find((line) => line.startsWith("command sh -c "))?.slice("command sh -c ".length);
  const folder = field("path")?.match(/node_modules[/\\](?!.*node_modules[/\\])(.+)$/)?.[1];
  if (script !== undefined && folder !== undefined)
    return {
      code,
      what: `the install script of ${folder} (\`${script}\`) failed`,
      remedy: "Tandem needs no install script: run `npm ci --ignore-scripts`, then this command again.",
    };
  const missing = /TARGET|404/.test(code ?? "")
    ? lines.find((line) => /not found|No matching version/.test(line))
    : undefined;
  const what = `npm stopped with ${code ?? "an error"}${missing === undefined ? "" : ` (${missing.trim()})`}`;
  return { code, what, remedy: remedyFor(code) };
}

/** npm sometimes breaks off ("Exit handler never called!"), even with exit code 0. The last request that failed is then in its log. */
function codeInLog(stderr) {
  const path = stderr.match(/complete log of this run can be found in: (.+)/)?.[1];
  if (path === undefined || !existsSync(path)) return undefined;
  const failed = [...readFileSync(path, "utf8").matchAll(/http fetch .* failed with (\w+)/g)];
  return failed.at(-1)?.[1];
}

function remedyFor(code) {
  if (code === undefined) return "What npm printed above says why.";
  if (NETWORK.test(code))
    return "The registry could not be reached. Check the network, a proxy (`npm config get proxy`) and the registry (`npm config get registry`).";
  if (TLS.test(code))
    return "The registry's certificate is not trusted. Behind a proxy that inspects traffic, set `npm config set cafile`.";
  return REMEDIES[code] ?? "What npm printed above says why.";
}
