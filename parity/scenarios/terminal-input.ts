/** Habits of the input line in a real terminal. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lineOf, partsOf } from "../on-wire.ts";
import { pngOf } from "../props.ts";
import { needing, scenario } from "../registry.ts";
import { openTerminalChat, SIZES, say } from "../terminal/chat.ts";

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

    scenario({
      id: ["SURF-01", "TURN-08"],
      name: "terminal chat: an image from the clipboard or dropped as a file goes along while its marker is there",
      run: async (context) => {
        const { stage, check, engine, folder } = context;
        for (const size of SIZES) {
          const at = `at ${size.columns}x${size.rows}`;
          const s = await stage(FOREIGN);
          const programs = await folder();
          const [first, second] = [await pngOf(9, 9), await pngOf(7, 7)];
          await writeFile(join(programs, "xclip"), `#!/bin/sh\necho ${first} | base64 -d\n`, { mode: 0o755 });
          const outside = join(await folder(), "my shot.png");
          await writeFile(outside, Buffer.from(second, "base64"));
          const env = { PATH: `${programs}:${process.env.PATH}` };
          const chat = await openTerminalChat(context, s, { engine, size, env });
          await chat.type("compare ");
          await chat.press("C-v");
          await chat.until("compare [image 1]");
          await chat.type("with ");
          await chat.paste(`'${outside}'`);
          await chat.until("with [image 2: my shot.png]");
          await chat.press("Enter");
          await s.server.waitForRequest(1);
          const images = (index: number) =>
            partsOf(s.server.requests[index]).flatMap((part) => (part.kind === "image" ? [part.data] : []));
          check.deepEqual(images(0), [first, second], `both images on the wire ${at}`);

          await chat.until(/ok[\s\S]*\$/, { what: "the end of the turn" });
          await chat.press("C-v");
          await chat.until("[image 3]");
          await chat.press("C-u");
          await chat.type("nothing to see");
          await chat.press("Enter");
          await s.server.waitForRequest(2);
          check.equal(images(1).length, 2, `an image whose marker is gone stays behind ${at}`);
        }
      },
    }),

    scenario({
      id: "SURF-01",
      name: "terminal chat: keys and colours are those of the config, NO_COLOR has none, and a wrong one is named",
      run: async (context) => {
        const { stage, check, engine } = context;
        for (const size of SIZES) {
          const at = `at ${size.columns}x${size.rows}`;
          const s = await stage(FOREIGN);
          const configure = (chat: unknown) =>
            writeFile(join(s.home, "config.json"), JSON.stringify({ chat }));
          await configure({ colors: { accent: "magenta" }, keys: { reasoning: ["f2"] } });
          s.server.reply({ reasoning: "Deep thought.", text: "Said." }, { text: "Said again." });
          const chat = await openTerminalChat(context, s, { engine, size, args: ["--thinking", "low"] });
          await say(chat, "think");
          await chat.until(/∴ Thought \(F2\)[\s\S]*Said\.[\s\S]*\$/, { what: "the new key on the screen" });
          await chat.press("F2");
          await chat.until("Deep thought.");
          await say(chat, "/help");
          await chat.until(/F2 .*reasoning/);
          await chat.press("C-d");
          await chat.ended();

          const plain = await openTerminalChat(context, s, { engine, size, env: { NO_COLOR: "1" } });
          await say(plain, "and again");
          await plain.until(/Said again\.[\s\S]*\$/, { what: "the reply" });
          const styled = await plain.screen({ styled: true, history: true });
          // The cursor is drawn inverted, and tmux ends that with the default colours.
          const coloured = ["0", "7", "39", "49"].reduce(
            (text, code) => text.replaceAll(`\u001b[${code}m`, ""),
            styled,
          );
          check.excludes(coloured, "\u001b[", `no colours with NO_COLOR ${at}`);
          await plain.press("C-d");
          await plain.ended();

          await configure({ keys: { reasonin: ["f2"] } });
          const wrong = await openTerminalChat(context, s, { engine, size, ready: "leave reasonin out" });
          check.includes(await wrong.screen(), "reasoning", `the nearest action ${at}`);
          check.equal(await wrong.ended(), 3, `exit code ${at}`);
        }
      },
    }),
  ],
);
