/** Commands of the chat, given in a real terminal. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { needing, scenario } from "../registry.ts";
import { openTerminalChat, say } from "../terminal/chat.ts";
import { atEachSize } from "../terminal/each-size.ts";

export const terminalCommandScenarios = needing(
  ["terminal"],
  [
    scenario({
      id: "SURF-01",
      name: "terminal chat: /model, /engine, /thinking and /permissions are lists, and complete their arguments",
      run: async (context) => {
        const { check } = context;
        await atEachSize(context, async ({ s, size, at }) => {
          const chat = await openTerminalChat(context, s, { size });
          await say(chat, "/model");
          await chat.until("Model of the next turn");
          await chat.type("haiku");
          await chat.until(/→ anthropic\/\S*haiku/);
          await chat.press("Enter");
          await chat.until(/The next turn runs on \w+ with anthropic\/\S*haiku/);
          await say(chat, "/engine");
          await chat.until(/Engine of the next turn[\s\S]*pi[\s\S]*claude/);
          await chat.type("pi");
          await chat.press("Enter");
          await chat.until("The next turn runs on pi");
          await say(chat, "/thinking");
          await chat.until("How much the model reasons");
          await chat.press("Escape");
          await chat.until((lines) => !lines.join("\n").includes("How much the model reasons"));
          await say(chat, "/permissions");
          await chat.until(/What may happen without asking[\s\S]*plan/);
          await chat.type("plan");
          await chat.press("Enter");
          await chat.until("From the next message on: plan");
          await chat.type("/thinking hi");
          check.match(await chat.until(/→ +high/), /high/, `completion of an argument ${at}`);
          await chat.press("Escape");
          await chat.until((lines) => !/→ +high/.test(lines.join("\n")), { what: "no completion" });
          await chat.press("C-c");
          await chat.type("/exp");
          check.includes(await chat.until("write the conversation to a file"), "/exp", `menu ${at}`);
          await chat.press("Escape");
          await chat.until((lines) => !lines.join("\n").includes("write the conversation to a file"));
          await chat.press("C-c");
          await say(chat, "/modle");
          await chat.until("did you mean /model?");
          await say(chat, "/help");
          await chat.until("Escape", { history: true });
        });
      },
    }),
    scenario({
      id: "SURF-01",
      name: "terminal chat: /name, /export, /copy, /usage, /cost and /doctor do their work on the conversation",
      run: async (context) => {
        const { check } = context;
        await atEachSize(context, async ({ s, size, at }) => {
          const chat = await openTerminalChat(context, s, { size });
          s.server.reply({ text: "The answer to keep." });
          await say(chat, "a question");
          await chat.until("The answer to keep.");
          await say(chat, "/name A good talk");
          await chat.until("Its title is now: A good talk");
          await say(chat, "/export talk.md");
          await chat.until(/Wrote [\s\S]*talk\.md/);
          check.includes(
            readFileSync(join(s.workspace, "talk.md"), "utf8"),
            "The answer to keep.",
            `export ${at}`,
          );
          await say(chat, "/copy");
          await chat.until("Copied 19 characters");
          await say(chat, "/cost");
          await chat.until(/“A good talk”: .* in, .* out/);
          await say(chat, "/usage");
          await chat.until("Today:");
          await say(chat, "/doctor");
          await chat.until(/engine\.pi/, { history: true });
        });
      },
    }),
  ],
);

export const terminalShellScenarios = needing(
  ["terminal", "sandbox"],
  [
    scenario({
      id: "SURF-01",
      name: "terminal chat: !command runs in the sandbox and its output reaches the model with the next message, !! keeps it out",
      run: async (context) => {
        const { check } = context;
        await atEachSize(context, async ({ s, size, at }) => {
          const chat = await openTerminalChat(context, s, { size });
          await say(chat, "!echo shown-$((40+2)) > made.txt; cat made.txt");
          await chat.until("shown-42");
          check.ok(existsSync(join(s.workspace, "made.txt")), `it ran in the workspace ${at}`);
          await chat.until((lines) => !lines.join("\n").includes("Escape stops"), {
            what: "the end of the command",
          });
          await say(chat, "!!echo hidden-$((40+2))");
          await chat.until("hidden-42");
          s.server.reply({ text: "I see." });
          await say(chat, "what did it print?");
          await chat.until("I see.");
          const body = JSON.stringify(s.server.requests.at(-1)?.body);
          check.includes(body, "shown-42", `what the model was given ${at}`);
          check.ok(!body.includes("hidden-42"), `what it was not given ${at}`);
          await say(chat, "!sleep 600");
          await chat.until("Escape stops");
          await chat.press("Escape");
          await chat.until((lines) => !lines.join("\n").includes("Escape stops"), {
            what: "the end of the command",
          });
        });
      },
    }),
  ],
);
