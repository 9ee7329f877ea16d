import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTandem } from "../../../create.ts";
import type { Tandem } from "../../../tandem.ts";
import { type RecordedChatOptions, recordedChat } from "./recorded-view.fixture.ts";

let home: string;
let tandem: Tandem;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "tandem-chat-"));
  tandem = await createTandem({
    home,
    env: {},
    runtime: "pi",
    templates: {
      entries: { echo: { text: "say $1" }, help: { text: "say no" }, rewind: { text: "say rewound" } },
    },
  });
});
afterAll(async () => {
  await tandem.close();
  rmSync(home, { recursive: true, force: true });
});

function openChat(name: string, options: RecordedChatOptions = {}) {
  const session = { sessionKey: `agent:main:cli:dm:${name}` };
  const opened = recordedChat(tandem, { session, workspaceDir: home, ...options });
  void opened.chat.open();
  return opened;
}

test("Ctrl-C stops the turn and a second one leaves; while nothing runs the first one only warns, for two seconds", async () => {
  const busy = openChat("interrupts");
  const shown = busy.next("text-delta");
  const turn = busy.chat.submit("count to 500");
  await shown;
  busy.chat.interrupt();
  expect(busy.chat.left).toBe(false);
  busy.chat.interrupt();
  expect(busy.chat.left).toBe(true);
  await turn;
  expect(busy.results.map((result) => result.status)).toEqual(["aborted"]);

  let now = 0;
  const idle = openChat("interrupts", { now: () => now });
  idle.chat.interrupt();
  expect(idle.chat.left).toBe(false);
  expect(idle.notes.at(-1)).toBe("Press Ctrl-C again to leave.");
  now = 2_500;
  idle.chat.interrupt();
  expect(idle.chat.left).toBe(false);
  now = 3_000;
  idle.chat.interrupt();
  expect(idle.chat.left).toBe(true);
});

test("messages during a turn's last answer become the next turn, one for all", async () => {
  const { chat, results, next, screen, queues } = openChat("late");
  const shown = next("text-delta");
  const first = chat.submit("say one");
  await shown;
  await Promise.all([first, chat.submit("say two"), chat.submit("say three")]);
  expect(results.map((result) => result.status)).toEqual(["completed", "completed"]);
  expect(queues).toEqual([["say two"], ["say two", "say three"], ["say three"], []]);
  // Where the model had them, and not where they were typed.
  expect(screen.slice(0, 4)).toEqual(["> say one", "one", "> say two", "> say three"]);
  const prompts = tandem.sessions
    .entries("agent:main:cli:dm:late")
    .flatMap((entry) => (entry.type === "user" ? entry.message.content : []));
  expect(prompts).toEqual([
    { type: "text", text: "say one" },
    { type: "text", text: "say two\n\nsay three" },
  ]);
});

test("a message during a tool call enters the turn", async () => {
  const { chat, results, screen, queues, next } = openChat("steer");
  const called = next("tool-call");
  const first = chat.submit("list the files here");
  await called;
  await Promise.all([first, chat.submit("say done")]);
  expect(results.map((result) => result.userMessageCount)).toEqual([2]);
  expect(screen.indexOf("> say done")).toBeGreaterThan(screen.indexOf("* ls"));
  expect(queues).toEqual([["say done"], []]);
});

test("a waiting message is taken back into the input, and what the turn has taken is not", async () => {
  const { chat, results, input, notes, next } = openChat("taken-back");
  const called = next("tool-call");
  const first = chat.submit("list the files here");
  await called;
  const second = chat.submit("say never");
  await Promise.resolve();
  chat.takeBack();
  expect(input.text()).toBe("say never");
  await Promise.all([first, second]);
  expect(results.map((result) => result.userMessageCount)).toEqual([1]);
  chat.takeBack();
  expect(notes.at(-1)).toContain("No message waits.");
});

test("Escape stops the turn, and the message that waited for it goes back into the input", async () => {
  const { chat, results, input, next } = openChat("stopped");
  expect(chat.stop()).toBe(false);
  const shown = next("text-delta");
  const turn = chat.submit("count to 500");
  await shown;
  const waiting = chat.submit("and then say done");
  input.set("half a thought");
  expect(chat.stop()).toBe(true);
  await Promise.all([turn, waiting]);
  expect(results.map((result) => result.status)).toEqual(["aborted"]);
  expect(input.text()).toBe("and then say done\n\nhalf a thought");
});

test("/new leaves the old conversation in /sessions, and its number goes back to it", async () => {
  const { chat, notes, results } = openChat("renewed");
  await chat.submit("My dog is called Rex");
  await chat.submit("/new");
  await chat.submit("What did I say?");
  expect(results.at(-1)!.text).toContain("first message");
  await chat.submit("/sessions");
  const old = notes
    .at(-1)!
    .split("\n")
    .filter((line) => line.includes("Rex") || line.includes("What did I say?"));
  expect(old).toHaveLength(2);
  const number = /\d+/.exec(old.find((line) => !line.includes("*"))!)![0];
  await chat.submit(`/sessions ${number}`);
  await chat.submit("What did I say first?");
  expect(results.at(-1)!.text).toContain("Rex");
});

test("commands answer wrong arguments with what is allowed, and the footer follows the right ones", async () => {
  const { chat, notes, footer } = openChat("commands");
  await chat.submit("/engine gpt");
  expect(notes.at(-1)).toContain("pi or claude");
  await chat.submit("/engine claude");
  expect(footer()).toMatch(/ claude · /);
  await chat.submit("/model sonet");
  expect(notes.at(-1)).toMatch(/Nearest: .*sonnet/);
  await chat.submit("/model sonnet");
  // Said by the resolver and not by what was typed: nothing can answer without a key.
  expect(notes.at(-1)).toContain("cannot run: No credentials for Anthropic");
  expect(footer()).toMatch(/No credentials for Anthropic/);
  await chat.submit("/model offline");
  expect(footer()).toMatch(/ claude · offline\/offline/);
  await chat.submit("/thinking hard");
  expect(notes.at(-1)).toContain("low, medium, high");
  await chat.submit("/thinkin low");
  expect(notes.at(-1)).toContain("did you mean /thinking?");
  await chat.submit("/help");
  expect(notes.at(-1)).toMatch(/^\/engine \[pi\|claude\]/);
});

test("a template is sent as a message, and takes no command's name", async () => {
  const { chat, notes, results } = openChat("templates");
  await chat.submit("/echo hello");
  expect(results.at(-1)?.text).toBe("hello");
  await chat.submit("/help");
  expect(notes.at(-1)).toContain("/engine");
  expect(results).toHaveLength(1);
});

test("the permission mode is shown, changed, and holds for the next turn", async () => {
  const { chat, notes, footer, results } = openChat("modes");
  await chat.submit("/permissions");
  expect(notes.at(-1)).toContain("Permission mode: acceptEdits.");
  expect(footer()).not.toContain(" mode");
  await chat.submit("/permissions nonsense");
  expect(notes.at(-1)).toContain('There is no mode "nonsense"');
  await chat.submit("/permissions PLAN");
  expect(footer()).toContain("plan mode");
  await chat.submit("write hello into hello.txt");
  expect(results.at(-1)?.status).toBe("completed");
  expect(existsSync(join(home, "hello.txt"))).toBe(false);
});

test("names from other programs do the same or say what does, and a template of that name comes first", async () => {
  const { chat, notes, screen } = openChat("habits");
  await chat.submit("/effort low");
  expect(notes.at(-1)).toContain("thinking low");
  await chat.submit("/effort lots");
  expect(notes.at(-1)).toContain('There is no level "lots"');
  for (const [command, says] of [
    ["/mcp", "tandem mcp"],
    ["/init", "AGENTS.md"],
    ["/config", "tandem config path"],
    ["/comapct", "did you mean /compact"],
  ] as const) {
    await chat.submit(command);
    expect(notes.at(-1), command).toContain(says);
  }
  await chat.submit("/rewind");
  expect(screen.at(-1)).toBe("rewound");
  expect(chat.left).toBe(false);
});

test.each(["exit", "quit", ":q", ":wq", ":q!", "/quit", "/q"])("%s leaves", async (text) => {
  const { chat, screen } = openChat("leaving");
  await chat.submit(text);
  expect(chat.left).toBe(true);
  expect(screen).toEqual([]);
});
