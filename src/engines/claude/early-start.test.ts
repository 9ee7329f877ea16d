import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setImmediate as turnOfLoop } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Start } from "../../process/child.ts";
import { processName } from "../../process/identity.ts";
import type { ChildStore } from "../../sessions/store.ts";
import { type EarlyPlace, EarlyStart } from "./early-start.ts";
import { LEARNED_FOLDER } from "./learned-starts.ts";

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

async function begin(key = "run", prompt: string | null = "hello"): Promise<EarlyStart> {
  const early = await EarlyStart.begin(folder, key, prompt);
  begun.push(early);
  return early;
}

/** A program that waits for its input to end. */
function startAt({ folders, route }: EarlyPlace, args: readonly string[] = []): Start {
  const env = { PATH: process.env.PATH, HOME: folders.home, URL: route.baseUrl, KEY: route.token };
  return { command: "cat", args, cwd: folders.cwd, env };
}

/** A user's message as the SDK writes it. */
function userLine(text: string, ...others: string[]): string {
  const content = [text, ...others].map((one) => ({ type: "text", text: one }));
  return JSON.stringify({ type: "user", message: { role: "user", content }, parent_tool_use_id: null });
}

async function teach(key = "run", initialize = "{}", message = userLine("hello")): Promise<EarlyPlace> {
  const early = await begin(key);
  const place = { folders: foldersOf(join(folder, "first")), route: await early.relay.route() };
  early.learn(startAt(place), place, { initialize, message });
  return place;
}

function foldersOf(root: string): EarlyPlace["folders"] {
  const [config, home, temp, cwd] = ["config", "home", "tmp", "cwd"].map((name) => join(root, name));
  return { root, config: config!, home: home!, temp: temp!, cwd: cwd! };
}

const processFolders = () => readdirSync(folder).filter((name) => name !== LEARNED_FOLDER);

function keptFile(): string {
  const [name] = readdirSync(join(folder, LEARNED_FOLDER));
  return join(folder, LEARNED_FOLDER, name!);
}

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
  const kept = readFileSync(keptFile(), "utf8");
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
  (await begin("other")).forget();
  const early = await EarlyStart.begin(folder, "run", "hello");
  begun.push(early);
  early.forget();
  early.discard();
  await begin();
  expect(processFolders()).toEqual([]);
  await teach();
  const file = keptFile();
  const good = JSON.parse(readFileSync(file, "utf8")) as object;
  const nowhere = JSON.stringify({ command: "/nowhere", args: [], env: {} });
  for (const broken of [
    "{",
    "[]",
    "null",
    JSON.stringify({ ...good, key: "another with the same name" }),
    JSON.stringify({ ...good, start: 5 }),
    JSON.stringify({ ...good, start: "no JSON" }),
    JSON.stringify({ ...good, start: nowhere }),
    JSON.stringify({ ...good, initialize: "no JSON" }),
    JSON.stringify({ ...good, initialize: 5 }),
    JSON.stringify({ ...good, message: 5 }),
    JSON.stringify({ ...good, misses: null }),
  ]) {
    writeFileSync(file, broken);
    const early = await begin();
    expect(early.take(startAt, { children: null, onEnd: () => undefined })).toBeNull();
  }
});

/** What a process that was started early has been sent. */
async function sent(key = "run", prompt: string | null = "hello"): Promise<string[]> {
  const early = await begin(key, prompt);
  const taken = early.take(startAt, { children: null, onEnd: () => undefined });
  if (taken === null) throw new Error("no process was started");
  const { process: child } = taken.child;
  child.stdin.end();
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) lines.push(line);
  const { spoken } = taken;
  expect(lines.length).toBe(spoken === null ? 0 : spoken.message === null ? 1 : 2);
  if (lines[0] !== undefined)
    expect(JSON.parse(lines[0])).toMatchObject({
      type: "control_request",
      request: JSON.parse(spoken!.initialize) as object,
    });
  if (lines[1] !== undefined) expect(lines[1]).toBe(spoken?.message);
  return lines;
}

test("it is sent the request that the last one got, with its own place", async () => {
  const { folders } = await teach(
    "run",
    JSON.stringify({ subtype: "initialize", at: join(folder, "first") }),
  );
  const early = await begin();
  const { spoken, place } = early.take(startAt, { children: null, onEnd: () => undefined })!;
  expect(JSON.parse(spoken!.initialize)).toEqual({ subtype: "initialize", at: place.folders.root });
  expect(place.folders.root).not.toBe(folders.root);
});

test("a request that is another each time is no longer sent, until it is the same twice", async () => {
  await teach("run", '{"n":1}');
  await teach("run", '{"n":2}');
  expect((await sent())[0]).toContain('{"n":2}');
  await teach("run", '{"n":3}');
  expect(await sent()).toEqual([]);
  await teach("run", '{"n":4}');
  expect(await sent()).toEqual([]);
  await teach("run", '{"n":4}');
  expect((await sent())[0]).toContain('{"n":4}');
});

test("it is sent what the user asks now, where the last message was just what the user asked", async () => {
  await teach();
  const prompt = 'another "one"\n{tandem:root} $& ü';
  expect((await sent("run", prompt))[1]).toBe(userLine(prompt));
  // What is piped in is not known yet; the next that is known is sent again.
  expect(await sent("run", null)).toHaveLength(1);
  const piped = await begin("run", null);
  const place = { folders: foldersOf(join(folder, "piped")), route: await piped.relay.route() };
  piped.learn(startAt(place), place, { initialize: "{}", message: userLine("from a pipe") });
  expect((await sent("run", "hi"))[1]).toBe(userLine("hi"));
  for (const message of [
    userLine("hello, and what a hook adds"),
    userLine("hello", "more"),
    "{}",
    "no JSON",
  ]) {
    await teach("run", "{}", message);
    expect(await sent()).toHaveLength(1);
  }
});

test("model requests wait for the turn that takes the process, and are dropped where none does", async () => {
  await teach();
  const ask = ({ route }: EarlyPlace) =>
    fetch(`${route.baseUrl}/v1/messages`, {
      method: "POST",
      headers: { "x-api-key": route.token },
      body: '{"asked":"early"}',
    });
  const early = await begin();
  const { place, serve } = early.take(startAt, { children: null, onEnd: () => undefined })!;
  const asked: string[] = [];
  const answer = ask(place);
  const body = await new Promise<string>((resolve) => {
    place.route.bind({
      fetch: async (_url: unknown, init: { body: string }) => {
        asked.push(init.body);
        return new Response("{}");
      },
    } as never);
    serve((text) => {
      resolve(text);
      return text.replace("early", "late");
    });
  });
  expect(body).toBe('{"asked":"early"}');
  expect((await answer).status).toBe(200);
  expect(asked).toEqual(['{"asked":"late"}']);

  const other = await begin();
  const dropped: Promise<unknown>[] = [];
  other.take(
    (place) => {
      dropped.push(ask(place).catch((error: unknown) => error));
      return startAt(place, ["--model=other"]);
    },
    { children: null, onEnd: () => undefined },
  );
  await other.relay.close();
  expect(await dropped[0]).toBeInstanceOf(Error);
});

test("a number of ways to call the program is kept, the latest", async () => {
  for (let at = 0; at < 20; at++) {
    await teach(`way ${at}`);
    const seconds = 1_000_000 + at;
    for (const name of readdirSync(join(folder, LEARNED_FOLDER))) {
      const file = join(folder, LEARNED_FOLDER, name);
      if (readFileSync(file, "utf8").includes(`"way ${at}"`)) utimesSync(file, seconds, seconds);
    }
  }
  const kept = readdirSync(join(folder, LEARNED_FOLDER)).map(
    (name) => (JSON.parse(readFileSync(join(folder, LEARNED_FOLDER, name), "utf8")) as { key: string }).key,
  );
  expect(kept).toHaveLength(16);
  expect(kept).toContain("way 19");
  expect(kept).not.toContain("way 3");
});

test("what a killed program left is ended and removed by the next one", async () => {
  await teach();
  const script = `
    import { EarlyStart } from ${JSON.stringify(join(import.meta.dirname, "early-start.ts"))};
    await EarlyStart.begin(${JSON.stringify(folder)}, "run", null);
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
