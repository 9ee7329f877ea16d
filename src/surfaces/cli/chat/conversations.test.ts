/** Conversations of the chat: drawn again, followed, forked, left and found again. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TandemEvent } from "../../../events/event.ts";
import { findSession, newestConversation } from "../session-ref.ts";
import { followRun } from "./follow-run.ts";
import type { Picker } from "./picker.ts";
import { offlineTandem, recordedChat, temporaryFolder } from "./recorded-view.fixture.ts";
import { replay } from "./replay.ts";

const SESSION = { sessionKey: "agent:main:cli:dm:me" };

test("a resumed conversation is drawn as it was, with what it runs on and what its context holds", async () => {
  const home = temporaryFolder();
  const tandem = await offlineTandem(home);
  const first = recordedChat(tandem, { session: SESSION, workspaceDir: home });
  await first.chat.open();
  await first.chat.submit("list the files here");
  await first.chat.submit("/engine claude");
  await first.chat.submit("say done");
  expect(first.footerState()?.route?.runtime).toBe("claude");

  const again = recordedChat(tandem, {
    session: newestConversation(tandem.sessions, home),
    workspaceDir: home,
  });
  await again.chat.open();
  expect(again.screen).toEqual(first.screen);
  // The configuration says pi; the session's next turn runs on claude all the same.
  expect(again.footerState()?.route).toEqual(first.footerState()?.route);
  expect(again.footerState()?.context).toEqual(first.footerState()?.context);
  expect(again.footerState()?.context?.used).toBeGreaterThan(0);
  await again.chat.submit("say more");
  expect(again.results.at(-1)?.runtime).toBe("claude");
  expect(again.chat.comeBack).toContain("tandem -c, or tandem -r ");
});

test("a turn that another process runs in the conversation appears once, while it runs and after it", async () => {
  const home = temporaryFolder();
  const [here, there] = [await offlineTandem(home), await offlineTandem(home)];
  const chat = recordedChat(here, { session: SESSION, workspaceDir: home });
  await chat.chat.open();
  await chat.chat.submit("say one");
  const ended = chat.next("lifecycle.end");
  await there.run({ ...SESSION, prompt: "list the files here", workspaceDir: home, senderIsOwner: true });
  await ended;
  await chat.chat.submit("say three");
  const text = chat.screen.join("\n");
  for (const message of ["> say one", "> list the files here", "* ls", "> say three"])
    expect(text.split(message), message).toHaveLength(2);
  const again = recordedChat(here, { session: SESSION, workspaceDir: home });
  await again.chat.open();
  expect(again.screen).toEqual(chat.screen);
});

test("a call whose turn was cut off has failed on the screen, when it is followed and when it is drawn again", async () => {
  const home = temporaryFolder();
  const tandem = await offlineTandem(home);
  await tandem.run({ ...SESSION, prompt: "list the files here", workspaceDir: home });
  const { id } = findSession(tandem.sessions, "me");
  // What a killed process leaves: all up to the call.
  const entries = tandem.sessions.entries(id);
  const cut = entries.findIndex(({ type }) => type === "tool_result");
  const shown: TandemEvent[] = [];
  const event = (given: TandemEvent): void => void shown.push(given);
  replay(entries.slice(0, cut), { user: () => {}, note: () => {}, event });
  expect(shown.at(-1)).toMatchObject({ type: "tool-result", toolName: "ls", isError: true });

  const events = [...tandem.events.read(entries[1]!.runId!)];
  const killed = events.slice(
    0,
    events.findIndex(({ type }) => type === "tool-result"),
  );
  shown.length = 0;
  await followRun({
    tandem: {
      sessions: tandem.sessions,
      events: {
        ...tandem.events,
        async *follow() {
          yield* killed;
        },
      },
    },
    view: { user: () => {}, error: () => {}, event },
    sessionId: id,
    runId: entries[1]!.runId!,
    signal: new AbortController().signal,
  });
  expect(shown.at(-1)).toMatchObject({ type: "tool-result", toolName: "ls", isError: true });

  shown.length = 0;
  replay(entries, { user: () => {}, note: () => {}, event });
  expect(shown.filter(({ type }) => type === "tool-result")).toHaveLength(1);
});

test("a turn that runs elsewhere when a conversation is opened is drawn from its beginning, once", async () => {
  const home = temporaryFolder();
  const [here, there] = [await offlineTandem(home), await offlineTandem(home)];
  await here.run({ ...SESSION, prompt: "say one", workspaceDir: home, senderIsOwner: true });
  const stream = there.stream({
    ...SESSION,
    prompt: "count to 400",
    workspaceDir: home,
    senderIsOwner: true,
  });
  for await (const event of stream) if (event.type === "text-delta") break;
  const chat = recordedChat(here, { session: SESSION, workspaceDir: home });
  const ended = chat.next("lifecycle.end");
  await chat.chat.open();
  await Promise.all([stream.result, ended]);
  expect(chat.screen.slice(0, 3)).toEqual(["> say one", "one", "> count to 400"]);
  expect(chat.screen).toHaveLength(4);
  expect(chat.screen[3]).toMatch(/^1.*400/s);
});

test("/fork continues in a copy, /new in an empty one, and /resume finds the old ones", async () => {
  const home = temporaryFolder();
  const tandem = await offlineTandem(home);
  const { chat, notes, screen } = recordedChat(tandem, { session: SESSION, workspaceDir: home });
  await chat.open();
  await chat.submit("/fork");
  expect(notes.at(-1)).toContain("nothing to fork");
  await chat.submit("say one");
  await chat.submit("/fork another way");
  await chat.submit("say two");
  expect(screen).toEqual(["> say one", "one", "> say two", "two"]);
  await chat.submit("/new");
  expect(screen).toEqual([]);
  await chat.submit("/resume");
  expect(notes.at(-1)).toMatch(/1 {3}.*“another way”\n.*2 {3}.*“say one”/);
  await chat.submit("/resume 2");
  expect(screen).toEqual(["> say one", "one"]);
  expect(tandem.sessions.entries(SESSION.sessionKey).map(({ type }) => type)).toEqual([
    "change",
    "user",
    "assistant",
  ]);
});

test("/tree goes back to before a message in a copy, and gives its text back to be changed", async () => {
  const home = temporaryFolder();
  const tandem = await offlineTandem(home);
  const pickers: Picker[] = [];
  let choice = (_: Picker): string | null => null;
  const { chat, screen, input } = recordedChat(tandem, {
    session: SESSION,
    workspaceDir: home,
    view: {
      pick: (picker) => {
        pickers.push(picker);
        return Promise.resolve(choice(picker));
      },
    },
  });
  await chat.open();
  await chat.submit("say one");
  await chat.submit("say two");
  await chat.goBack();
  expect(pickers[0]?.items.map(({ label }) => label)).toEqual(["❯ say one", "  one", "❯ say two", "  two"]);
  expect(screen).toHaveLength(4);
  choice = ({ items }) => items[2]!.value;
  await chat.goBack();
  expect(screen).toEqual(["> say one", "one"]);
  expect(input.text()).toBe("say two");
  choice = ({ items }) => items[0]!.value;
  await chat.goBack();
  expect(screen).toEqual([]);
  expect(tandem.sessions.entries(SESSION.sessionKey).map(({ type }) => type)).toEqual([
    "change",
    ...["user", "assistant", "user", "assistant"],
  ]);
});

test("/name, /copy, /export, /cost and /usage work on the conversation, and say so before there is one", async () => {
  const home = temporaryFolder();
  const tandem = await offlineTandem(home);
  const copied: string[] = [];
  const copy = (text: string) => Promise.resolve(`test ${copied.push(text)}`);
  const { chat, notes } = recordedChat(tandem, { session: SESSION, workspaceDir: home, view: { copy } });
  for (const command of ["/name x", "/copy", "/export", "/cost", "/usage", "/tree", "/compact"]) {
    await chat.submit(command);
    expect(notes.at(-1), command).toMatch(/yet|nothing|no message/i);
  }
  await chat.submit("say one");
  await chat.submit("/name The first");
  expect(findSession(tandem.sessions, "me").title).toBe("The first");
  await chat.submit("/copy");
  expect(copied).toEqual(["one"]);
  await chat.submit("/export talk.md");
  expect(readFileSync(join(home, "talk.md"), "utf8")).toContain("say one");
  await chat.submit("/export talk.md");
  expect(notes.at(-1)).toContain("already exists");
  await chat.submit("/export");
  expect(existsSync(notes.at(-1)!.replace(/^Wrote (.*)\.$/, "$1"))).toBe(true);
  await chat.submit("/export talk.jsonl");
  expect(notes.at(-1)).toContain("/export <");
  await chat.submit("/export pi talk.jsonl");
  expect(readFileSync(join(home, "talk.jsonl"), "utf8")).toContain('"type":"session"');
  await chat.submit("/cost");
  expect(notes.at(-1)).toMatch(/^“The first”: .* in, .* out/);
  await chat.submit("/usage");
  expect(notes.at(-1)).toMatch(/^Today:\n {2}offline.* 1 calls/);
});
