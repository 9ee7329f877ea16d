/** What the conversation looks like in a real terminal: tools, diffs and reasoning, folded and not. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { needing, scenario } from "../registry.ts";
import { openTerminalChat, SIZES, say } from "../terminal/chat.ts";

/** Turns run in another process, so the stage cannot count their attempts. */
const FOREIGN = { accounting: false } as const;

export const terminalBlockScenarios = needing(
  ["terminal"],
  [
    scenario({
      id: "SURF-01",
      name: "terminal chat: Ctrl-O unfolds what tools say and the diffs of edits, Ctrl-T the reasoning",
      run: async (context) => {
        const { stage, check, engine } = context;
        for (const size of SIZES) {
          const at = `at ${size.columns}x${size.rows}`;
          const s = await stage(FOREIGN);
          const rows = Array.from(
            { length: 12 },
            (_, index) => `row ${index + 1} 漢字\t👩‍👩‍👧 ${"x".repeat(index * 8)}`,
          );
          await writeFile(join(s.workspace, "rows.txt"), rows.join("\n"));
          const chat = await openTerminalChat(context, s, { engine, size, args: ["--thinking", "low"] });
          s.server.reply(
            {
              reasoning: "The user wants one row changed.\nSo I read first.",
              toolCalls: [{ id: "toolu_1", name: "read", input: { path: "rows.txt" } }],
            },
            {
              toolCalls: [
                {
                  id: "toolu_2",
                  name: "edit",
                  input: { path: "rows.txt", old_string: "row 3", new_string: "line 3" },
                },
              ],
            },
            { text: "Changed." },
          );
          await say(chat, "change row 3");
          const folded = await chat.until(/Changed\.[\s\S]*\$/, {
            what: "the end of the turn",
            history: true,
          });
          check.match(folded, /● read rows\.txt 1\d lines/, `the read ${at}`);
          check.match(folded, /row 4 漢字/, `its first lines ${at}`);
          check.excludes(folded, "row 9", `the rest is folded ${at}`);
          check.match(folded, /… \d+ more lines \(Ctrl-O\)/, `the fold says so ${at}`);
          check.match(folded, /● edit rows\.txt \+1 −1/, `the edit ${at}`);
          check.match(folded, / 3 - row 3 漢字[\s\S]* 3 \+ line 3 漢字/, `its diff ${at}`);
          check.includes(folded, "∴ Thought (Ctrl-T)", `the reasoning is a line ${at}`);
          check.excludes(folded, "So I read first", `and folded ${at}`);
          const styled = await chat.screen({ styled: true, history: true });
          check.match(styled, /\u001b\[[\d;]*31[\d;]*m[^\n]*3 - /, `removed lines are red ${at}`);
          check.match(styled, /\u001b\[[\d;]*32[\d;]*m[^\n]*3 \+ /, `added lines are green ${at}`);

          await chat.press("C-o");
          const unfolded = await chat.until("row 9 漢字", { history: true });
          check.excludes(unfolded, "more lines", `nothing is folded ${at}`);
          await chat.press("C-t");
          await chat.until("So I read first", { history: true });
          await chat.press("C-t");
          await chat.press("C-o");
          await chat.until((lines) => lines.join("\n").includes("more lines (Ctrl-O)"), {
            what: "the fold again",
            history: true,
          });
        }
      },
    }),
  ],
);
