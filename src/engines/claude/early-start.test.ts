import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turnOfLoop } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Start } from "../../process/child.ts";
import { processName } from "../../process/identity.ts";
import type { ChildStore } from "../../sessions/store.ts";
import { type EarlyPlace, EarlyStart } from "./early-start.ts";

let folder: string;
const begun: EarlyStart[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tandem-early-"));
});
afterEach(async () => {
  for (const early of begun.splice(0)) {
    early.discard();
    await early.relay.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

async function begin(key = "run"): Promise<EarlyStart> {
  const early = await EarlyStart.begin(folder, key);
  begun.push(early);
  return early;
}

/** A program that waits for its input to end. */
function startAt({ folders, route }: EarlyPlace, args: readonly string[] = []): Start {
  const env = { PATH: process.env.PATH, HOME: folders.home, URL: route.baseUrl, KEY: route.token };
  return { command: "cat", args, cwd: folders.cwd, env };
}

async function teach(key = "run"): Promise<EarlyPlace> {
  const early = await begin(key);
  const place = { folders: foldersOf(join(folder, "first")), route: await early.relay.route() };
  expect(early.take(startAt, { children: null, onEnd: () => undefined })).toBeNull();
  early.learn(startAt(place), place);
  return place;
}

function foldersOf(root: string): EarlyPlace["folders"] {
  const [config, home, temp, cwd] = ["config", "home", "tmp", "cwd"].map((name) => join(root, name));
  return { root, config: config!, home: home!, temp: temp!, cwd: cwd! };
}

const processFolders = () => readdirSync(folder).filter((name) => name !== "last-starts.json");

test("a process is started as the last one was, in a place of its own, and handed over once", async () => {
  const first = await teach();
  const early = await begin();
  expect(processFolders()).toHaveLength(1);
  const recorded: unknown[] = [];
  const children = {
    record: (child: unknown) => recorded.push(child),
    remove: () => recorded.pop(),
  } as unknown as ChildStore;
  const ended = Promise.withResolvers<string>();
  const taken = early.take(startAt, { children, onEnd: ended.resolve });
  expect(taken?.child.running).toBe(true);
  expect(taken?.place.route.token).not.toBe(first.route.token);
  expect(recorded).toMatchObject([{ pid: taken?.child.process.pid, folder: taken?.place.folders.root }]);
  expect(early.take(startAt, { children, onEnd: () => undefined })).toBeNull();
  taken?.child.kill();
  expect(await ended.promise).toContain("SIGKILL");
  expect(recorded).toEqual([]);
});

test("what is kept holds no token and no address", async () => {
  const { route } = await teach();
  const kept = readFileSync(join(folder, "last-starts.json"), "utf8");
  expect(kept).not.toContain(route.token);
  expect(kept).not.toContain(route.baseUrl);
});

test("a process that is not exactly what is wanted is ended and its folder removed", async () => {
  await teach();
  const early = await begin();
  const [name] = processFolders();
  const wanted = (place: EarlyPlace) => startAt(place, ["--model=other"]);
  expect(early.take(wanted, { children: null, onEnd: () => undefined })).toBeNull();
  expect(existsSync(join(folder, name!))).toBe(false);
  // Nothing better was learned, so the next one begins with nothing.
  await begin();
  expect(processFolders()).toEqual([]);
});

test("another way to call, a start that cannot be foreseen and a broken file start nothing", async () => {
  await teach();
  await begin("other");
  expect(processFolders()).toEqual([]);
  (await begin("other")).learn(null, null);
  const early = await EarlyStart.begin(folder, "run");
  begun.push(early);
  early.learn(null, null);
  early.discard();
  await begin();
  expect(processFolders()).toEqual([]);
  for (const text of [
    "{",
    "[]",
    '{"run":5}',
    '{"run":"no JSON"}',
    '{"run":"{\\"command\\":\\"/nowhere\\",\\"args\\":[],\\"env\\":{}}"}',
  ]) {
    writeFileSync(join(folder, "last-starts.json"), text);
    const broken = await begin();
    expect(broken.take(startAt, { children: null, onEnd: () => undefined })).toBeNull();
  }
});

test("what a killed program left is ended and removed by the next one", async () => {
  await teach();
  const script = `
    import { EarlyStart } from ${JSON.stringify(join(import.meta.dirname, "early-start.ts"))};
    await EarlyStart.begin(${JSON.stringify(folder)}, "run");
    process.kill(process.pid, "SIGKILL");
  `;
  const killed = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" });
  await once(killed, "close");
  const [left] = processFolders();
  const [, child = ""] = readFileSync(join(folder, left!, "owner"), "utf8").split("\n");
  await begin("another way to call it");
  while (processFolders().length > 0) await turnOfLoop();
  while (processName(Number(child.split(" ")[1])) === child) await turnOfLoop();
  expect(processFolders()).toEqual([]);
});
