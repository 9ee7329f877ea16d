/** The question of each kind of tool as the running chat shows it, cut out of the screen of a terminal, as a page of the guide. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineUnderTest } from "../engines.ts";
import type { Lab } from "../lab.ts";
import { everything } from "../mcp-servers.ts";
import { openTerminalChat, say, type TerminalSize } from "./chat.ts";
import type { Terminal } from "./terminal.ts";

/** In the sources; an installed package has no guide. */
export const SCREENS_PAGE = new URL(
  import.meta.url.endsWith(".ts")
    ? "../../docs/guide/approval-screens.md"
    : "../docs/guide/approval-screens.md",
  import.meta.url,
);

const WIDTHS: readonly TerminalSize[] = [
  { columns: 80, rows: 24 },
  { columns: 140, rows: 40 },
];

/** As long as the real one, so that lines break in the same places. */
const SHOWN_FOLDER = "/home/ada/shop";
const PATCH = `*** Begin Patch
*** Add File: src/tax.ts
+export const TAX = 0.19;
*** Update File: src/price.ts
*** Move to: src/prices.ts
@@
-export const price = 10;
+export const price = 12;
*** Delete File: old.txt
*** End Patch`;

const CALLS: readonly (readonly [title: string, name: string, input: object])[] = [
  ["An edit", "edit", { path: "note.txt", old_string: "two", new_string: "2" }],
  ["An edit that does not fit", "edit", { path: "note.txt", old_string: "twenty", new_string: "20" }],
  ["A patch of several files", "apply_patch", { patch: PATCH }],
  ["A new file", "write", { path: "src/list.ts", content: listOf(60) }],
  ["A file that is replaced", "write", { path: "note.txt", content: "one\n2\nthree\n" }],
  ["A command", "exec", { command: "npm ci && npm test -- --run", timeout_ms: 300_000 }],
  ["A command in the background", "exec", { command: "npm run dev", background: true, cwd: "src" }],
  ["A tool of an MCP server", "mcp__shop__echo", { message: "Two lines:\nthe second" }],
  ["A page of the web", "web_fetch", { url: "https://example.org/prices?of=2026" }],

  [
    "Subagents",
    "spawn_subagent",
    {
      parallel: [
        { task: "Read src and name the largest file.", tools: ["read", "ls"] },
        { task: "Count the tests." },
      ],
    },
  ],
  ["Any other tool", "todo", { action: "write", items: [{ text: "Raise the prices" }] }],
  ["Text that would act on the terminal", "exec", { command: "echo \u001b[2K\rsafe \u202e#fr- mr" }],
];

/** The page's text. */
export async function questionScreens(lab: Lab, engine: EngineUnderTest): Promise<string> {
  const sections: string[] = [];
  for (const size of WIDTHS) {
    sections.push(`## ${size.columns} columns, ${size.rows} rows`, "");
    for (const [title, text] of await screensAt(lab, engine, size))
      sections.push(`### ${title}${size === WIDTHS[0] ? "" : ", wide"}`, "", "```text", text, "```", "");
  }
  return `${HEAD}\n${sections.join("\n").trimEnd()}\n`;
}

const HEAD = `# The question, for each kind of tool

What the chat asks before a call, cut out of the screen of a running terminal by \`parity/terminal/write-screens.ts\`; a test holds this page
to what is shown. How a question is answered: [Policy, permissions, approvals](permissions.md#approvals).
`;

async function screensAt(
  lab: Lab,
  engine: EngineUnderTest,
  size: TerminalSize,
): Promise<(readonly [title: string, text: string])[]> {
  const s = await lab.stage({ accounting: false });
  const folder = await realpath(await mkdtemp(join(tmpdir(), "s-")));
  lab.defer(() => rm(folder, { recursive: true, force: true }));
  await writeFile(
    join(s.home, "config.json"),
    JSON.stringify({
      claude: { spare: false },
      memory: { flush: { enabled: false } },
      permissions: { mode: "default", ask: ["message", "spawn_subagent", "todo"] },
      mcpServers: { shop: { ...everything(), trust: false } },
    }),
  );
  await fill(folder);
  const chat = await openTerminalChat(lab, s, { engine, size, cwd: folder });
  const shown: (readonly [string, string])[] = [];
  for (const [title, name, input] of CALLS) {
    s.server.reply({ toolCalls: [{ name, input }] });
    await say(chat, title);
    shown.push([title, await question(chat, folder)]);
    await chat.press("Escape");
    await chat.until((lines) => !lines.some((line) => line.startsWith("── Question")), {
      what: "no question",
    });
    await chat.until(/aborted/, { what: `the end of the turn: ${title}` });
    s.server.reset();
    await say(chat, "/clear");
  }
  return shown;
}

/** From its rule to its last line, once it can be answered. */
async function question(chat: Terminal, folder: string): Promise<string> {
  const screen = await chat.until(/── Question[\s\S]*Arrows and Enter/, {
    what: "a question that can be answered",
  });
  const lines = screen.split("\n");
  const from = lines.findIndex((line) => line.startsWith("── Question"));
  const to = lines.findIndex((line, at) => at > from && line.includes("Arrows and Enter"));
  const shown = lines.slice(from, to + 1).map((line) => line.trimEnd());
  return shown.join("\n").replaceAll(folder, SHOWN_FOLDER.padEnd(folder.length, "s"));
}

async function fill(folder: string): Promise<void> {
  await mkdir(join(folder, "src"));
  await writeFile(join(folder, "note.txt"), "one\ntwo\nthree\n");
  await writeFile(join(folder, "old.txt"), "nobody needs this\n");
  await writeFile(join(folder, "src/price.ts"), 'export const price = 10;\nexport const currency = "EUR";\n');
}

function listOf(count: number): string {
  return Array.from({ length: count }, (_, at) => `export const item${at + 1} = ${at + 1};\n`).join("");
}
