/** Questions in the chat of a real terminal: what they show, and that typing does not answer them. */
import { existsSync, readFileSync } from "node:fs";
import { needing, scenario } from "../registry.ts";
import { questionScreens, SCREENS_PAGE } from "../terminal/question-screens.ts";
import { TooSlow, typeWhileAsked } from "../terminal/typing.ts";

const SENTENCES = 3;
/** Chats that are tried on a machine that is too busy to be typed on. */
const MOST_CHATS = 6;

export const terminalApprovalScenarios = needing(
  ["terminal", "sandbox"],
  [
    scenario({
      id: ["SAFE-03", "SURF-01"],
      name: "terminal chat: the question of every kind of tool, on the screen as the guide shows it",
      run: async (context) => {
        const shown = await questionScreens(context, context.engine);
        const screens = shown.match(/── Question[\s\S]*?```/g) ?? [];
        context.check.ok(screens.length > 20, `${screens.length} questions on the screen`);
        for (const screen of screens)
          context.check.includes(screen, "No, and do this instead …", "its answers stay on the screen");
        if (existsSync(SCREENS_PAGE))
          context.check.equal(shown, readFileSync(SCREENS_PAGE, "utf8"), "docs/guide/approval-screens.md");
      },
    }),
    scenario({
      id: ["SAFE-03", "SURF-01"],
      name: "terminal chat: sentences typed while questions come up answer none of them and reach the model",
      alone: true,
      run: async (context) => {
        let left = SENTENCES;
        for (let chat = 0; left > 0; chat++) {
          try {
            const onSentence = () => left--;
            await typeWhileAsked(context, context.engine, {
              sentences: left,
              seed: `suite-${chat}`,
              onSentence,
            });
          } catch (error) {
            if (!(error instanceof TooSlow) || chat + 1 === MOST_CHATS) throw error;
          }
        }
      },
    }),
  ],
);
