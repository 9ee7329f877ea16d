/** Conversations of a folder: left, continued, found, followed and branched in a real terminal. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { gate } from "../props.ts";
import { needing, scenario } from "../registry.ts";
import { openTerminalChat, say } from "../terminal/chat.ts";
import { atEachSize } from "../terminal/each-size.ts";

export const terminalConversationScenarios = needing(
  ["terminal"],
  [
    scenario({
      id: "SURF-01",
      name: "terminal chat: starts anew in a folder, continues its last conversation with -c, drawn again, on what it ran on",
      run: async (context) => {
        const { check, engine } = context;
        await atEachSize(context, async ({ s, size, at }) => {
          const first = await openTerminalChat(context, s, { engine, size });
          s.server.reply(
            { text: "I look.", toolCalls: [{ id: "toolu_1", name: "ls", input: {} }] },
            { text: "Nothing here." },
          );
          await say(first, "what is here?");
          await first.until("Nothing here.");
          await first.press("C-d");
          check.equal(await first.ended(), 0, `exit code ${at}`);

          const fresh = await openTerminalChat(context, s, { size });
          check.ok(!(await fresh.screen()).includes("what is here?"), `a new conversation ${at}`);
          await fresh.press("C-d");

          const again = await openTerminalChat(context, s, { size, args: ["-c"], ready: "Nothing here." });
          const screen = await again.screen({ history: true });
          for (const text of ["what is here?", "I look.", "ls", "Nothing here."])
            check.includes(screen, text, `drawn again ${at}`);
          check.equal(screen.split("what is here?").length - 1, 2, `once, and as its title ${at}`);
          check.match(screen, new RegExp(`${engine.runtime} · `), `the engine in the footer ${at}`);
          s.server.reply({ text: "Still nothing." });
          await say(again, "and now?");
          await again.until("Still nothing.");
          check.includes(
            JSON.stringify(s.server.requests.at(-1)?.body),
            "Nothing here.",
            `its history ${at}`,
          );

          const elsewhere = join(s.home, "elsewhere");
          mkdirSync(elsewhere);
          const none = await openTerminalChat(context, s, {
            size,
            cwd: elsewhere,
            args: ["-c"],
            ready: "session_not_found",
          });
          check.equal(await none.ended(), 2, `exit code where there is none ${at}`);
        });
      },
    }),
    scenario({
      id: "SURF-01",
      name: "terminal chat: -r finds a conversation by search, of this folder and with Tab of all",
      run: async (context) => {
        const { check } = context;
        await atEachSize(context, async ({ s, size, at }) => {
          const other = join(s.home, "other");
          mkdirSync(other);
          for (const [text, cwd] of [
            ["apples grow", s.workspace],
            ["pears grow", s.workspace],
            ["plums grow", other],
          ] as const) {
            s.server.reply({ text: `Yes, ${text}.` });
            const chat = await openTerminalChat(context, s, { size, cwd });
            await say(chat, text);
            await chat.until(`Yes, ${text}.`);
            await chat.press("C-d");
            await chat.ended();
          }
          const chat = await openTerminalChat(context, s, {
            size,
            args: ["-r"],
            ready: "Conversations of this folder",
          });
          const here = await chat.until(/apples grow/);
          check.includes(here, "pears grow", `the other of this folder ${at}`);
          check.ok(!here.includes("plums grow"), `not of another folder ${at}`);
          await chat.press("Tab");
          await chat.until(/all folders[\s\S]*plums grow/);
          await chat.press("Tab");
          await chat.until((lines) => !lines.join("\n").includes("plums grow"));
          await chat.type("appl");
          await chat.until((lines) => !lines.join("\n").includes("pears grow"), {
            what: "the search's result",
          });
          await chat.press("Enter");
          await chat.until("Yes, apples grow.");
        });
      },
    }),
    scenario({
      id: "SURF-01",
      name: "terminal chat: a turn of another terminal in the same conversation appears as it comes, once",
      run: async (context) => {
        const { check, engine } = context;
        await atEachSize(context, async ({ s, size, at }) => {
          const one = await openTerminalChat(context, s, { engine, size });
          s.server.reply({ text: "First answer." });
          await say(one, "first question");
          await one.until("First answer.");
          const two = await openTerminalChat(context, s, {
            engine,
            size,
            args: ["-c"],
            ready: "First answer.",
          });
          const open = gate();
          s.server.reply({ text: ["Second ", "answer."], hold: { afterDeltas: 1, until: open.open } });
          await say(two, "second question");
          const early = await one.until(/second question[\s\S]*Second/, {
            what: "the other terminal's turn",
          });
          check.ok(!early.includes("Second answer."), `while it runs ${at}`);
          open.release();
          const late = await one.until("Second answer.");
          check.equal(late.split("second question").length - 1, 1, `the question once ${at}`);
          check.equal(late.split("Second answer.").length - 1, 1, `the answer once ${at}`);
          s.server.reply({ text: "Third answer." });
          await say(one, "third question");
          await two.until("Third answer.");
          await one.until("Third answer.");
        });
      },
    }),
    scenario({
      id: "SURF-01",
      name: "terminal chat: Escape twice goes back to an earlier message in a copy, /fork continues in one, /new and /resume",
      run: async (context) => {
        const { check } = context;
        await atEachSize(context, async ({ s, size, at }) => {
          const chat = await openTerminalChat(context, s, { size });
          s.server.reply({ text: "Red it is." }, { text: "Blue it is." });
          await say(chat, "say red");
          await chat.until("Red it is.");
          await say(chat, "say blue");
          await chat.until("Blue it is.");
          await chat.press("Escape", "Escape");
          await chat.until("Go back to");
          await chat.press("Up");
          await chat.until(/→ ❯ say blue/);
          await chat.press("Enter");
          const back = await chat.until("Back in a copy", { what: "the copy" });
          check.ok(!back.includes("Blue it is."), `what came after is gone ${at}`);
          check.match(back, /\n *say blue\s*\n/, `the message is in the input ${at}`);
          await chat.press("C-c");
          await say(chat, "/fork");
          await chat.until("This is a copy.");
          await say(chat, "/new");
          await chat.until((lines) => !lines.join("\n").includes("Red it is."), {
            what: "an empty conversation",
          });
          await say(chat, "/resume");
          await chat.until(/Conversations of this folder[\s\S]*“say red”[\s\S]*“say red”[\s\S]*“say red”/);
          await chat.press("Escape");
          await chat.until((lines) => !lines.join("\n").includes("Conversations of"));
        });
      },
    }),
  ],
);
