/** The chat in a real terminal: typed into and read as its users do. */
import { needing, scenario } from "../registry.ts";
import { openTerminalChat, SIZES, say } from "../terminal/chat.ts";

/** Turns run in another process, so the stage cannot count their attempts. */
const FOREIGN = { accounting: false } as const;

export const terminalChatScenarios = needing(
  ["terminal"],
  [
    scenario({
      id: "SURF-01",
      name: "terminal chat: a turn with a tool, shown on a small and a large terminal",
      run: async (context) => {
        const { stage, check, engine } = context;
        for (const size of SIZES) {
          const s = await stage(FOREIGN);
          const at = `at ${size.columns}x${size.rows}`;
          const chat = await openTerminalChat(context, s, { engine, size });
          s.server.reply(
            { text: "I will look.", toolCalls: [{ id: "toolu_1", name: "ls", input: {} }] },
            { text: "Nothing is here yet." },
          );
          await say(chat, "what is here?");
          const screen = await chat.until(/Nothing is here yet\.[\s\S]*\$/, {
            what: "the reply and its status",
          });
          check.includes(screen, "what is here?", `the message ${at}`);
          check.includes(screen, "I will look.", `the first text ${at}`);
          check.match(screen, /ls/, `the tool call ${at}`);
          check.includes(screen, engine.runtime, `the engine ${at}`);
          check.equal(s.server.requests.length, 2, `requests ${at}`);

          await chat.press("C-c", "C-c");
          check.equal(await chat.ended(), 0, `exit code ${at}`);
        }
      },
    }),
  ],
);
