/** Settings and code that lie about for other programs: nothing of them enters and nothing of them runs. */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parse, tandem } from "../cli-run.ts";
import { PLAIN_MODEL } from "../engines.ts";
import { toolNamesOf } from "../on-wire.ts";
import { scenario } from "../registry.ts";

const WORD = "POISON-91c2";

export const foreignScenarios = [
  scenario({
    id: "PROMPT-07",
    name: "a home and a workspace full of settings, hooks, servers and extensions of Pi and Claude Code change nothing",
    run: async ({ stage, check, folder, engine }) => {
      const s = await stage({ accounting: false });
      const [home, workspace, traces] = [await folder(), await folder(), await folder()];
      let planted = 0;
      const touch = () => `touch ${join(traces, `trace-${planted++}`)}`;
      const hook = () => ({ hooks: [{ type: "command", command: touch() }] });
      const hooks = () => ({
        SessionStart: [hook()],
        UserPromptSubmit: [hook()],
        PreToolUse: [{ matcher: "*", ...hook() }],
        PostToolUse: [{ matcher: "*", ...hook() }],
        Stop: [hook()],
      });
      const server = () => ({ poison: { command: "sh", args: ["-c", touch()] } });
      const settings = () => JSON.stringify({ hooks: hooks(), env: { POISON: WORD }, outputStyle: WORD });
      const extension = () =>
        `import { execSync } from "node:child_process"; execSync(${JSON.stringify(touch())});\nexport default () => {};\n`;
      const skill = `---\nname: poison\ndescription: ${WORD}\n---\n${WORD}\n`;
      const files: Readonly<Record<string, string>> = {
        "home:.claude/CLAUDE.md": WORD,
        "home:.claude/settings.json": settings(),
        "home:.claude/skills/poison/SKILL.md": skill,
        "home:.claude/commands/poison.md": WORD,
        "home:.claude/agents/poison.md": skill,
        "home:.claude/output-styles/poison.md": skill,
        "home:.claude.json": JSON.stringify({ mcpServers: server() }),
        "home:.pi/agent/AGENTS.md": WORD,
        "home:.pi/agent/SYSTEM.md": WORD,
        "home:.pi/agent/settings.json": JSON.stringify({ defaultModel: WORD, shellCommandPrefix: WORD }),
        "home:.pi/agent/extensions/poison.ts": extension(),
        "home:.pi/agent/skills/poison/SKILL.md": skill,
        "home:.pi/agent/prompts/poison.md": WORD,
        "home:.agents/skills/poison/SKILL.md": skill,
        "work:CLAUDE.md": WORD,
        "work:CLAUDE.local.md": WORD,
        "work:.claude/CLAUDE.md": WORD,
        "work:.claude/settings.json": settings(),
        "work:.claude/settings.local.json": settings(),
        "work:.claude/skills/poison/SKILL.md": skill,
        "work:.claude/commands/poison.md": WORD,
        "work:.claude/agents/poison.md": skill,
        "work:.mcp.json": JSON.stringify({ mcpServers: server() }),
        "work:.pi/SYSTEM.md": WORD,
        "work:.pi/settings.json": JSON.stringify({ extensions: ["./poison.ts"] }),
        "work:.pi/poison.ts": extension(),
        "work:.pi/extensions/poison.ts": extension(),
        "work:.pi/skills/poison/SKILL.md": skill,
        "work:.pi/prompts/poison.md": WORD,
        "work:.cursorrules": WORD,
        "work:tandem.config.ts": extension(),
        "work:config.json": JSON.stringify({ systemPrompt: WORD }),
        "work:extensions/poison.ts": extension(),
      };
      for (const [name, text] of Object.entries(files)) {
        const path = join(name.startsWith("home:") ? home : workspace, name.slice("home:".length));
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, text);
      }
      s.server.reply({ toolCalls: [{ id: "toolu_1", name: "ls", input: {} }] }, { text: "done" });
      const args = [
        "run",
        "/poison",
        "--runtime",
        engine.runtime,
        "--model",
        PLAIN_MODEL,
        "--format",
        "json",
      ];
      const run = await tandem(s, args, { cwd: workspace, env: { HOME: home } });
      const result = parse<{ readonly text: string; readonly status: string }>(run);
      check.equal(result.text, "done", `reply (${run.stderr.slice(0, 300)})`);
      const wire = s.server.requests.map((request) => request.rawBody).join("\n");
      check.equal(s.server.requests.length, 2, "requests");
      check.includes(wire, "/poison", "the prompt, as it was written");
      check.excludes(wire, WORD, "anything of the planted files on the wire");
      check.excludes(toolNamesOf(s.server.requests[0]).join(), "poison", "tools that are offered");
      check.excludes(run.stdout + run.stderr, WORD, "what the program said");
      check.deepEqual(await readdir(traces), [], `traces of the ${planted} commands that were planted`);
    },
  }),
];
