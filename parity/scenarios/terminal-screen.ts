/** The chat's screen in a real terminal: its footer, and what a change of size does to it. */
import { execFileSync } from "node:child_process";
import { needing, scenario } from "../registry.ts";
import { openTerminalChat, SIZES, say } from "../terminal/chat.ts";

/** Turns run in another process, so the stage cannot count their attempts. */
const FOREIGN = { accounting: false } as const;

export const terminalScreenScenarios = needing(
  ["terminal"],
  [
    scenario({
      id: "SURF-01",
      name: "terminal chat: the footer shows folder, branch, engine, model, context and cost, and never wraps",
      run: async (context) => {
        const { stage, check, engine } = context;
        for (const size of [...SIZES, { columns: 44, rows: 15 }]) {
          const at = `at ${size.columns}x${size.rows}`;
          const s = await stage(FOREIGN);
          execFileSync("git", ["init", "-q", "-b", "topic", s.workspace], {
            env: { PATH: process.env.PATH },
          });
          const chat = await openTerminalChat(context, s, {
            engine,
            size,
            ready: engine.runtime,
            args: ["--thinking", "low", "--permission-mode", "plan"],
          });
          s.server.reply({ text: "Hello there.", usage: { input: 50_000, output: 1_000 } });
          await say(chat, "hello");
          await chat.until(/Hello there\.[\s\S]*26%/, { what: "the context in the footer" });
          const lines = (await chat.read()).map((line) => line.trimEnd()).filter((line) => line !== "");
          const [first = "", second = ""] = lines.slice(-2);
          check.match(first, /\(topic\)/, `the branch ${at}`);
          check.match(first, /plan( mode)?( · \/help)?$/, `the mode ${at}`);
          check.match(second, /^ (context )?26%/, `the context ${at}`);
          check.includes(second, `${engine.runtime} · `, `the engine ${at}`);
          check.includes(second, "claude-sonnet", `the model ${at}`);
          if (size.columns >= 80) {
            check.includes(second, "$0.16", `the cost ${at}`);
            check.includes(second, "low", `the thinking level ${at}`);
          }
        }
      },
    }),

    scenario({
      id: "SURF-01",
      name: "terminal chat: a terminal that changes its size keeps one whole conversation",
      run: async (context) => {
        const { stage, check, engine } = context;
        const s = await stage(FOREIGN);
        const chat = await openTerminalChat(context, s, { engine, size: { columns: 80, rows: 24 } });
        const long = `Wide 漢字 and ${"many words ".repeat(30)}end of it.`;
        s.server.reply(
          { text: long, toolCalls: [{ id: "toolu_1", name: "ls", input: {} }] },
          { text: "All of it is said." },
        );
        await say(chat, "speak at length");
        await chat.until(/All of it is said\.[\s\S]*\$/, { what: "the end of the turn" });
        for (const [columns, rows] of [
          [200, 50],
          [40, 15],
          [80, 24],
        ] as const) {
          const at = `at ${columns}x${rows}`;
          await chat.resize(columns, rows);
          const rule = "─".repeat(columns);
          await chat.until((lines) => lines.filter((line) => line === rule).length === 2, {
            what: `the input drawn anew ${at}`,
          });
          const text = await chat.screen({ history: true });
          const times = (part: string) => text.split(part).length - 1;
          check.equal(times("All of it is said."), 1, `the reply once ${at}`);
          check.equal(times("❯ speak at length"), 1, `the message once ${at}`);
          check.equal(times("● ls"), 1, `the tool once ${at}`);
          check.equal(text.replace(/\s+/g, " ").split("many words").length - 1, 30, `every word ${at}`);
        }
        await chat.type("still here");
        await chat.until("still here");
      },
    }),
  ],
);
