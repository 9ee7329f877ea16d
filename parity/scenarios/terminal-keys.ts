/** The chat's keys, pressed in a real terminal. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gate } from "../props.ts";
import { needing, scenario } from "../registry.ts";
import { openTerminalChat, say } from "../terminal/chat.ts";
import { atEachSize } from "../terminal/each-size.ts";

export const terminalKeyScenarios = needing(
  ["terminal"],
  [
    scenario({
      id: "SURF-01",
      name: "terminal chat: Escape stops the turn and gives waiting messages back, Ctrl-C clears, and twice leaves with a word",
      run: async (context) => {
        const { check, engine } = context;
        await atEachSize(context, async ({ s, size, at }) => {
          const chat = await openTerminalChat(context, s, { engine, size });
          const open = gate();
          s.server.reply({ text: ["One ", "two ", "three."], hold: { afterDeltas: 1, until: open.open } });
          await say(chat, "count");
          await chat.until("One");
          await say(chat, "and then four");
          await chat.until("waits: and then four");
          await chat.press("Escape");
          const stopped = await chat.until(/aborted[\s\S]*\n *and then four/, {
            what: "the message in the input",
          });
          check.ok(!stopped.includes("waits:"), `nothing waits any more ${at}`);
          open.release();
          await chat.press("C-c");
          const cleared = await chat.until("Press Ctrl-C again to leave.");
          check.ok(!/\n *and then four *\n/.test(cleared), `the input is empty ${at}`);
          await chat.press("C-c");
          check.equal(await chat.ended(), 0, `exit code ${at}`);
          check.match(
            await chat.screen(),
            /To continue: tandem -c, or tandem -r [0-9a-f-]{36}/,
            `the way back ${at}`,
          );
          check.equal(s.server.requests.length, 1, `requests ${at}`);
        });
      },
    }),
    scenario({
      id: "SURF-01",
      name: "terminal chat: Ctrl-D leaves on an empty input and deletes in a text",
      run: async (context) => {
        const { check } = context;
        await atEachSize(context, async ({ s, size, at }) => {
          const chat = await openTerminalChat(context, s, { size });
          await chat.type("abc");
          await chat.press("Home", "C-d");
          await chat.until(/\n *bc\s*\n/, { what: "the rest of the text" });
          await chat.press("C-c", "C-d");
          check.equal(await chat.ended(), 0, `exit code ${at}`);
        });
      },
    }),
    scenario({
      id: "SURF-01",
      name: "terminal chat: a message typed during a turn is shown as waiting, taken back with Alt-Up, and else enters the turn",
      run: async (context) => {
        const { check, engine } = context;
        await atEachSize(context, async ({ s, size, at }) => {
          const chat = await openTerminalChat(context, s, { engine, size });
          const open = gate();
          s.server.reply(
            {
              text: ["I ", "look."],
              toolCalls: [{ id: "toolu_1", name: "ls", input: {} }],
              hold: { afterDeltas: 1, until: open.open },
            },
            { text: "Finished." },
          );
          await say(chat, "look around");
          await chat.until(/\bI\b/);
          await say(chat, "keep-this-one");
          await say(chat, "drop-this-one");
          await chat.until(/waits: keep-this-one[\s\S]*waits: drop-this-one/);
          await chat.press("M-Up");
          const back = await chat.until(/\n *drop-this-one\s*\n/, { what: "the message in the input" });
          check.ok(!back.includes("waits: drop-this-one"), `it waits no more ${at}`);
          await chat.press("C-c");
          open.release();
          const done = await chat.until("Finished.");
          check.ok(!done.includes("waits:"), `nothing waits ${at}`);
          const last = JSON.stringify(s.server.requests.at(-1)?.body);
          check.includes(last, "keep-this-one", `the first message in the request ${at}`);
          check.ok(!last.includes("drop-this-one"), `the second one in none ${at}`);
          await chat.press("M-Up");
          await chat.until("No message waits.");
        });
      },
    }),
    scenario({
      id: "SURF-01",
      name: "terminal chat: Shift-Tab changes the permission mode, Ctrl-P the model, and the next turn has both",
      run: async (context) => {
        const { check } = context;
        await atEachSize(context, async ({ s, size, at }) => {
          const config = join(s.home, "chat-config.json");
          writeFileSync(config, JSON.stringify({ chat: { models: ["haiku", "sonnet"] } }));
          const chat = await openTerminalChat(context, s, { size, args: ["--config", config] });
          await chat.press("C-p");
          await chat.until(/The next turn runs on \w+ with anthropic\/\S*haiku/);
          await chat.press("C-p");
          await chat.until((lines) => /sonnet/.test(lines.findLast((line) => line.trim() !== "") ?? ""), {
            what: "the model in the footer",
          });
          await chat.press("BTab");
          await chat.until(
            (lines) =>
              lines.slice(-3).some((line) => /plan/.test(line)) || /plan mode/.test(lines.join("\n")),
          );
          s.server.reply(
            { toolCalls: [{ id: "toolu_1", name: "write", input: { path: "made.txt", content: "no" } }] },
            { text: "Planned." },
          );
          await say(chat, "plan it");
          await chat.until("Planned.");
          const body = s.server.requests.at(-1)?.body as { readonly model?: string };
          check.match(body.model ?? "", /sonnet/, `the model asked ${at}`);
          check.ok(!existsSync(join(s.workspace, "made.txt")), `nothing was written ${at}`);
        });
      },
    }),
    scenario({
      id: "SURF-01",
      name: "terminal chat: Ctrl-G opens the person's editor with the text and takes what it leaves",
      run: async (context) => {
        const { check } = context;
        await atEachSize(context, async ({ s, size, at }) => {
          const editor = join(s.home, "editor.sh");
          writeFileSync(editor, '#!/bin/sh\nprintf " and more" >> "$1"\n');
          chmodSync(editor, 0o755);
          const chat = await openTerminalChat(context, s, { size, env: { VISUAL: editor } });
          await chat.type("some text");
          await chat.press("C-g");
          await chat.until("some text and more");
          await chat.press("C-c");
          s.server.reply({ text: "Still here." });
          await say(chat, "hello");
          check.includes(await chat.until("Still here."), "hello", `the chat works on ${at}`);
        });
      },
    }),
    scenario({
      id: "SURF-01",
      name: "terminal chat: Ctrl-Z leaves the terminal to the shell until the chat is brought back, and where there is no shell the chat stays",
      run: async (context) => {
        const { check, engine } = context;
        await atEachSize(context, async ({ s, size, at }) => {
          const line = join(s.home, "line");
          const shell = ["bash", "-c", `set -m; "$@"; ${whileStopped(line)}`, "bash"];
          const chat = await openTerminalChat(context, s, { engine, size, through: shell });
          await chat.type("half a mess");
          await chat.press("C-z");
          await chat.until("the shell reads");
          await chat.type("seen by the shell");
          await chat.press("Enter");
          await chat.until(drawnAgain);
          check.equal(readFileSync(line, "utf8"), "seen by the shell\n", `what the shell read ${at}`);
          s.server.reply({ text: "Still here." });
          await say(chat, "age");
          await chat.until("Still here.");
          check.includes(s.server.requests.at(-1)?.rawBody ?? "", "half a message", `the text ${at}`);

          const alone = await openTerminalChat(context, s, { engine, size });
          await alone.press("C-z");
          await alone.until("there is no shell here");
          s.server.reply({ text: "I stay." });
          await say(alone, "hello");
          await alone.until("I stay.");
        });
      },
    }),
    scenario({
      id: "SURF-01",
      name: "terminal chat: stopped by another program and continued by the shell, the chat has its keys again",
      run: async (context) => {
        const { check, engine } = context;
        await atEachSize(context, async ({ s, size, at }) => {
          const pidFile = join(s.home, "chat.pid");
          const shell = [
            "bash",
            "-c",
            `set -m; "$@" & echo $! > ${pidFile}; fg; ${whileStopped(join(s.home, "line"))}`,
            "bash",
          ];
          const chat = await openTerminalChat(context, s, { engine, size, through: shell });
          process.kill(Number(readFileSync(pidFile, "utf8")), "SIGSTOP");
          await chat.until("the shell reads");
          await chat.press("Enter");
          await chat.until(drawnAgain);
          await chat.type("abd");
          await chat.press("Left");
          await chat.type("c");
          await chat.until(/\n *abcd\s*\n/, { what: "the text, edited by a key" });
          s.server.reply({ text: "Still here." });
          await chat.press("Enter");
          await chat.until("Still here.");
          check.includes(s.server.requests.at(-1)?.rawBody ?? "", "abcd", `the text ${at}`);
        });
      },
    }),
  ],
);

/** What bash does while its job is stopped: it reads a line, keeps it in a file, and brings the job back. */
function whileStopped(file: string): string {
  return `echo the shell reads; read -r line; echo "$line" > '${file}'; fg`;
}

/** The chat has drawn its screen again. */
function drawnAgain(lines: readonly string[]): boolean {
  const text = lines.join("\n");
  return !text.includes("the shell reads") && text.includes("/help");
}
