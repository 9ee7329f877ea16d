import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setImmediate as turnOfLoop } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { type Spoken, SpokenProcess, speak } from "./spoken-process.ts";

const started: ChildProcessWithoutNullStreams[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** Answers requests as the binary does, with what it was asked, and says every other line again. Begins with a line nobody asked for. */
const BINARY = `
  console.log(JSON.stringify({ type: "banner", pid: process.pid }));
  require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
    const { type, request_id, request } = JSON.parse(line);
    const response = { subtype: "success", request_id, response: { asked: request } };
    if (type !== "control_request") return console.log(line);
    console.log(JSON.stringify({ type: "before" }));
    console.log(JSON.stringify({ type: "control_response", response }) + "\\n" + JSON.stringify({ type: "after" }));
  }).on("close", () => process.exit(7));
`;

function binary(): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, ["-e", BINARY], { stdio: ["pipe", "pipe", "pipe"] });
  started.push(child);
  return child;
}

interface Line {
  readonly type: string;
  readonly pid?: number;
  readonly response?: { readonly request_id: string; readonly response: { readonly asked: unknown } };
}

function conversation(spoken: Spoken | null) {
  const first = binary();
  if (spoken !== null) speak(first, spoken);
  const heard: string[] = [];
  const process = new SpokenProcess(first, spoken, {
    onInitialize: (request) => heard.push(`asks ${request}`),
    onMessage: (line) => heard.push(`says ${line}`),
    onAccepted: () => heard.push("accepted"),
    replace: async () => {
      heard.push("replaced");
      return binary();
    },
  });
  const lines = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Line> => JSON.parse((await lines.next()).value as string) as Line;
  return { first, process, heard, next };
}

const PROMPT = { subtype: "initialize", systemPrompt: "Grüße\n“quoted”" };
const asks = (request: object, id = "sdk-1") =>
  `${JSON.stringify({ request_id: id, type: "control_request", request })}\n`;
const USER = JSON.stringify({ type: "user", text: "héllo" });
const OTHER_USER = JSON.stringify({ type: "user", text: "hello" });
const INITIALIZE = JSON.stringify(PROMPT);

test("the same request is answered once, under the SDK's id, by the child that had it", async () => {
  const { first, process, heard, next } = conversation({ initialize: INITIALIZE, message: null });
  process.stdin.write(asks(PROMPT));
  process.stdin.write(`${USER}\n`);
  expect(await next()).toMatchObject({ type: "banner", pid: first.pid });
  expect((await next()).type).toBe("before");
  expect((await next()).response).toMatchObject({ request_id: "sdk-1", response: { asked: PROMPT } });
  expect((await next()).type).toBe("after");
  // Nothing was asked a second time.
  expect(await next()).toEqual(JSON.parse(USER));
  expect(heard).toEqual([`asks ${INITIALIZE}`, "accepted", `says ${USER}`]);
});

test("the same message is said once", async () => {
  const { process, heard, next } = conversation({ initialize: INITIALIZE, message: USER });
  const third = JSON.stringify({ type: "third" });
  process.stdin.write(asks(PROMPT));
  // Not before the message is known to be the same.
  await turnOfLoop();
  expect(heard).toEqual([`asks ${INITIALIZE}`]);
  process.stdin.write(`${USER}\n${third}\n`);
  await next();
  await next();
  expect((await next()).response?.request_id).toBe("sdk-1");
  await next();
  expect(await next()).toEqual(JSON.parse(USER));
  expect(await next()).toEqual(JSON.parse(third));
  expect(heard).toEqual([`asks ${INITIALIZE}`, `says ${USER}`, "accepted"]);
});

test.each<[string, object, string]>([
  ["request", { ...PROMPT, systemPrompt: "other" }, USER],
  ["message", PROMPT, OTHER_USER],
])("another %s goes to another child, which gets all of it", async (_what, request, message) => {
  const { first, process, heard, next } = conversation({ initialize: INITIALIZE, message: USER });
  process.stdin.write(`${asks(request)}${message}\n`);
  const banner = await next();
  expect(banner.type).toBe("banner");
  expect(banner.pid).not.toBe(first.pid);
  await next();
  expect((await next()).response).toMatchObject({ request_id: "sdk-1", response: { asked: request } });
  await next();
  expect(await next()).toEqual(JSON.parse(message));
  expect(heard).toEqual([`asks ${JSON.stringify(request)}`, `says ${message}`, "replaced"]);
  const gone = once(process, "exit");
  process.stdin.end();
  expect(await gone).toEqual([7, null]);
  expect(process.exitCode).toBe(7);
});

test("an answer that was there before the SDK asked is kept for it", async () => {
  const { first, process, next } = conversation({ initialize: INITIALIZE, message: null });
  await once(first.stdout, "readable");
  process.stdin.write(asks(PROMPT, "late"));
  await next();
  await next();
  expect((await next()).response?.request_id).toBe("late");
});

test("a child that was told nothing is asked as the SDK asks, in whatever pieces", async () => {
  const { first, process, heard, next } = conversation(null);
  const line = asks(PROMPT);
  for (const piece of [line.slice(0, 9), line.slice(9, -4), `${line.slice(-4)}${USER}\n`])
    process.stdin.write(piece);
  expect((await next()).pid).toBe(first.pid);
  await next();
  expect((await next()).response).toMatchObject({ request_id: "sdk-1", response: { asked: PROMPT } });
  await next();
  expect(await next()).toEqual(JSON.parse(USER));
  expect(heard).toEqual([`asks ${INITIALIZE}`, `says ${USER}`, "accepted"]);
});

test("a conversation that begins in another way is not the one that was foreseen", async () => {
  const { first, process, heard, next } = conversation({ initialize: INITIALIZE, message: null });
  process.stdin.write(`${USER}\n`);
  expect((await next()).pid).not.toBe(first.pid);
  expect(await next()).toEqual(JSON.parse(USER));
  expect(heard).toEqual(["replaced"]);
});

test("the end of the child is heard, also before the SDK asks, and writing to it then does no harm", async () => {
  const { first, process } = conversation({ initialize: INITIALIZE, message: USER });
  const gone = once(process, "exit");
  first.kill("SIGKILL");
  expect(await gone).toEqual([null, "SIGKILL"]);
  process.stdin.write(asks(PROMPT));
  process.stdin.write(`${USER}\n`);
  await new Promise((resolve) => process.stdin.end(resolve));
  expect(process.signalCode).toBe("SIGKILL");
});
