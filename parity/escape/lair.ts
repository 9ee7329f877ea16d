/** A workspace with secrets in it and around it, each holding one text that must never be seen, and things that must not change. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { link, mkdir, readdir, readFile, rename, symlink, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { hostname, networkInterfaces } from "node:os";
import { join } from "node:path";

export interface Lair {
  /** In every file, variable and answer that nothing may get at. */
  readonly secret: string;
  readonly workspace: string;
  /** Beside the workspace. */
  readonly outside: string;
  /** Tandem's data folder. */
  readonly data: string;
  /** Set for every command, and so carried by whatever it leaves behind. */
  readonly mark: string;
  /** Puts the lair's paths and ports instead of `{workspace}`, `{outside}`, `{data}`, `{port}` and the rest. */
  fill<T>(input: T): T;
  /** Paths that are not as they were. */
  changed(): Promise<readonly string[]>;
  /** Connections that came to the servers of the lair, which nothing may reach. */
  readonly visits: readonly string[];
  /** `host:port` of a server that redirects to wherever its `to` says, and may be reached. */
  readonly redirector: string;
  /** Swaps where `race-link` and `race-folder` lead, again and again, until the function it gives is called. */
  swap(): () => Promise<void>;
  /** Ids of processes that carry the mark. */
  survivors(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Builds the lair in an empty folder; `data` exists already. */
export async function buildLair(base: string, data: string): Promise<Lair> {
  const secret = `hidden-${randomBytes(12).toString("hex")}`;
  const mark = `lair-${randomBytes(12).toString("hex")}`;
  const workspace = join(base, "workspace");
  const outside = join(base, "outside");
  const folders = ["sub", "inside", ".ssh", "config/.docker", "deep/er/.fly", ".aws"].map((name) =>
    join(workspace, name),
  );
  for (const folder of [...folders, outside]) await mkdir(folder, { recursive: true });
  const secrets = [
    ...[".env", ".env.local", "server.pem", "deep/er/tls.key", ".ssh/id_rsa", ".ssh/config", ".npmrc"],
    ...[
      "id_rsa.bak",
      "sub/#.env#",
      "deep/.#prod.env",
      "server.key.old",
      "signing.p8",
      "deep/er/.fly/config.yml",
    ],
    ...["config/.docker/config.json", ".aws/credentials", "deep/er/.git-credentials"],
  ].map((name) => join(workspace, name));
  secrets.push(join(outside, "secret.txt"), join(data, "notes.txt"));
  for (const file of secrets) await writeFile(file, `${secret}\n`);
  await link(join(workspace, ".env"), join(workspace, "sub/innocent.txt"));
  await link(join(data, "notes.txt"), join(workspace, "sub/also-innocent.txt"));
  await writeFile(join(workspace, "readme.txt"), "plain\n");
  await writeFile(join(workspace, "sub/plain.txt"), "plain\n");
  await writeFile(join(workspace, "inside/secret.txt"), "plain\n");
  const links: readonly [string, string][] = [
    ["link-env", ".env"],
    ["link-out", "../outside/secret.txt"],
    ["link-folder", "../outside"],
    ["link-root", "/"],
    ["link-twice", "link-env"],
    ["link-loop", "link-loop"],
    ["link-data", data],
    ["link-proc", "/proc/self"],
    ["link-nowhere", "../outside/new.txt"],
    ["race-link", "readme.txt"],
    ["race-folder", "inside"],
  ];
  for (const [name, target] of links) await symlink(target, join(workspace, name));

  const visits: string[] = [];
  const web = createHttpServer((request, response) => {
    visits.push(`http ${request.url}`);
    response.end(secret);
  });
  const local = createServer((socket) => {
    visits.push("unix");
    socket.end(secret);
  });
  const abstract = createServer((socket) => {
    visits.push("abstract");
    socket.end(secret);
  });
  const redirect = createHttpServer((request, response) => {
    const to = new URL(request.url!, "http://x").searchParams.get("to")!;
    response.writeHead(302, { location: to }).end(secret);
  });
  // On every address of the machine, each of which something may try.
  web.listen(0);
  redirect.listen(0, "127.0.0.1");
  local.listen(join(workspace, "program.sock"));
  abstract.listen(`\0${mark}`);
  const servers: readonly Server[] = [web, redirect, local, abstract];
  await Promise.all(servers.map((server) => once(server, "listening")));
  const { port } = web.address() as AddressInfo;

  const values: Readonly<Record<string, string>> = {
    workspace,
    outside,
    data,
    port: String(port),
    pid: String(process.pid),
    redirect: String((redirect.address() as AddressInfo).port),
    abstract: mark,
    hostname: hostname(),
    host: ownAddress(),
  };
  const fillText = (text: string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  const before = await states(secrets);
  return {
    secret,
    workspace,
    outside,
    data,
    mark,
    visits,
    fill: (input) =>
      JSON.parse(JSON.stringify(input), (_key, value) =>
        typeof value === "string" ? fillText(value) : value,
      ),
    async changed() {
      const [after, files] = [await states(secrets), await readdir(outside)];
      const changed = secrets.filter((_, index) => before[index] !== after[index]);
      return [
        ...changed,
        ...files.filter((name) => name !== "secret.txt").map((name) => join(outside, name)),
      ];
    },
    redirector: `127.0.0.1:${values.redirect}`,
    swap: () => swapping(workspace),
    survivors: () => marked(mark),
    async close() {
      web.closeAllConnections();
      redirect.closeAllConnections();
      for (const server of servers) server.close();
    },
  };
}

function swapping(workspace: string): () => Promise<void> {
  let isOver = false;
  const swap = async () => {
    for (let round = 0; !isOver; round++) {
      const links: readonly (readonly [string, string])[] =
        round % 2 === 0
          ? [
              ["race-link", ".env"],
              ["race-folder", "../outside"],
            ]
          : [
              ["race-link", "readme.txt"],
              ["race-folder", "inside"],
            ];
      for (const [name, target] of links) {
        await symlink(target, join(workspace, `${name}.new`));
        await rename(join(workspace, `${name}.new`), join(workspace, name));
      }
    }
  };
  const done = swap();
  return () => {
    isOver = true;
    return done;
  };
}

/** An address of this machine that is not loopback's; loopback's where there is no other. */
function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? "127.0.0.1";
}

function states(files: readonly string[]): Promise<(string | null)[]> {
  return Promise.all(files.map((file) => readFile(file, "utf8").catch(() => null)));
}

async function marked(mark: string): Promise<string[]> {
  const pids = (await readdir("/proc").catch((): string[] => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
      return environment.includes(mark) ? [pid] : [];
    }),
  );
  return found.flat();
}
