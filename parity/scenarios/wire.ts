/** Where the key goes, and where an engine's process may connect to. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { gate, pidsOf, sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";

export const wireScenarios = [
  scenario({
    id: ["TURN-05", "FAIL-17"],
    name: "an engine's process holds no key and is connected to the relay only",
    run: async ({ stage, check, engine, note }) => {
      const s = await stage();
      const hold = gate();
      s.server.reply({ text: ["one ", "two"], hold: { afterDeltas: 1, until: hold.open } });
      const turn = s.start({ prompt: "hi", sessionKey: sessionKey("child") });
      const request = await turn.until(s.server.waitForRequest(1));
      check.equal(request.headers["x-api-key"], s.key, "the key on the wire");
      const pids = pidsOf(s.home);
      check.equal(pids.length > 0, engine.childProcess, "processes of the engine");
      for (const pid of pids) {
        check.excludes(commandOf(pid), s.key, "the key in the process's arguments");
        if (process.platform !== "linux") continue;
        const env = readFileSync(`/proc/${pid}/environ`, "utf8");
        check.excludes(env, s.key, "the key in the process's environment");
        check.excludes(
          env,
          new URL(s.server.url).port,
          "the provider's address in the process's environment",
        );
        const base = /ANTHROPIC_BASE_URL=http:\/\/127\.0\.0\.1:(\d+)/.exec(env)?.[1];
        check.ok(base, "the relay's address in the process's environment");
        const peers = peersOf(pid);
        check.deepEqual(
          peers.filter((peer) => peer !== `127.0.0.1:${base}`),
          [],
          "connections to anything but the relay",
        );
        note(`${peers.length} connections of the process, all to the relay`);
      }
      hold.release();
      const { result, events } = await turn.done;
      check.equal(result.text, "one two", "reply");
      check.excludes(JSON.stringify([result, events]), s.key, "the key in result and events");
      check.excludes(
        JSON.stringify(s.tandem.sessions.entries(sessionKey("child"))),
        s.key,
        "the key in the transcript",
      );
    },
  }),
];

function commandOf(pid: number): string {
  return process.platform === "linux"
    ? readFileSync(`/proc/${pid}/cmdline`, "utf8")
    : execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
}

/** Remote addresses of a process's TCP connections, from Linux's tables. */
function peersOf(pid: number): string[] {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /socket:\[(\d+)\]/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  return ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, "utf8")
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => inodes.has(fields[9] ?? "") && fields[3] !== "0A")
      .map((fields) => addressOf(fields[2] ?? "")),
  );
}

/** `0100007F:1F90` is 127.0.0.1:8080; of IPv6 the mapped IPv4 part is what is told. */
function addressOf(hex: string): string {
  const [host = "", port = ""] = hex.split(":");
  const bytes = (host.slice(-8).match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16));
  return `${bytes.join(".")}:${Number.parseInt(port, 16)}`;
}
