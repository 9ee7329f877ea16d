/** A workspace with secrets in it and around it, each holding one text that must never be seen, and things that must not change. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { link, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
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
  /** Puts the lair's paths and ports in place of `{workspace}`, `{outside}`, `{data}`, `{port}` and the rest. */
  fill<T>(input: T): T;
  /** Paths that are not as they were. */
  changed(): Promise<readonly string[]>;
  /** Connections that came to the servers of the lair, which nothing may reach. */
  readonly visits: readonly string[];
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
  const folders = ["sub", ".ssh", "config/.docker", "deep/er", ".aws"].map((name) => join(workspace, name));
  for (const folder of [...folders, outside]) await mkdir(folder, { recursive: true });
  const secrets = [
    ...[".env", ".env.local", "server.pem", "deep/er/tls.key", ".ssh/id_rsa", ".ssh/config", ".npmrc"],
    ...["config/.docker/config.json", ".aws/credentials", "deep/er/.git-credentials"],
  ].map((name) => join(workspace, name));
  secrets.push(join(outside, "secret.txt"), join(data, "notes.txt"));
  for (const file of secrets) await writeFile(file, `${secret}\n`);
  await link(join(workspace, ".env"), join(workspace, "sub/innocent.txt"));
  await link(join(data, "notes.txt"), join(workspace, "sub/also-innocent.txt"));
  await writeFile(join(workspace, "readme.txt"), "plain\n");
  await writeFile(join(workspace, "sub/plain.txt"), "plain\n");
  const links: readonly [string, string][] = [
    ["link-env", ".env"],
    ["link-out", "../outside/secret.txt"],
    ["link-folder", "../outside"],
    ["link-root", "/"],
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
  web.listen(0, "127.0.0.1");
  local.listen(join(workspace, "program.sock"));
  await Promise.all([once(web, "listening"), once(local, "listening")]);
  const { port } = web.address() as AddressInfo;

  const values: Readonly<Record<string, string>> = {
    workspace,
    outside,
    data,
    port: String(port),
    pid: String(process.pid),
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
    survivors: () => marked(mark),
    async close() {
      web.closeAllConnections();
      web.close();
      local.close();
    },
  };
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
