/** Habits of the input line in a real terminal. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lineOf, partsOf } from "../on-wire.ts";
import { pngOf } from "../props.ts";
import { needing, scenario } from "../registry.ts";
import { openTerminalChat, SIZES } from "../terminal/chat.ts";

/** Turns run in another process, so the stage cannot count their attempts. */
const FOREIGN = { accounting: false } as const;

export const terminalInputScenarios = needing(
  ["terminal"],
  [
    scenario({
      id: ["SURF-01", "TURN-08"],
      name: "terminal chat: @ searches the files of the workspace, and a mentioned image goes along",
      run: async (context) => {
        const { stage, check, engine } = context;
        for (const size of SIZES) {
          const at = `at ${size.columns}x${size.rows}`;
          const s = await stage(FOREIGN);
          await mkdir(join(s.workspace, "src"));
          await mkdir(join(s.workspace, "ignored"));
          const image = await pngOf(9, 9);
          await writeFile(join(s.workspace, "screenshot.png"), Buffer.from(image, "base64"));
          await writeFile(join(s.workspace, "src", "index.ts"), "");
          await writeFile(join(s.workspace, "ignored", "index.js"), "");
          await writeFile(join(s.workspace, ".gitignore"), "ignored\n");
          const chat = await openTerminalChat(context, s, { engine, size });
          await chat.type("compare @inx");
          const list = await chat.until(/→ index\.ts +src\//, { what: "the file found" });
          check.excludes(list, "index.js", `ignored files are left out ${at}`);
          await chat.press("Tab");
          await chat.until("compare @src/index.ts");
          await chat.type("with @scrsh");
          await chat.until("→ screenshot.png");
          await chat.press("Tab");
          await chat.until("with @screenshot.png");
          await chat.press("Enter");
          await s.server.waitForRequest(1);
          const parts = partsOf(s.server.requests.at(-1));
          check.ok(
            parts.some((part) => lineOf(part).includes("compare @src/index.ts with @screenshot.png")),
            `the message as typed ${at}`,
          );
          check.ok(
            parts.some((part) => part.kind === "image" && part.data === image),
            `the image on the wire ${at}`,
          );
        }
      },
    }),
  ],
);
