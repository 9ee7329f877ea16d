/** A turn whose every part has something broken beside it: it continues with the rest, and report, warnings and doctor say what is missing. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { mcpServers, small } from "../mcp-servers.ts";
import { resultsOf, systemOf, toolNamesOf } from "../on-wire.ts";
import { eventsOf, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

/** An extension that gives one tool. */
const giving = (name: string, description: string) =>
  `export default (api) => api.tool({ name: "${name}", description: "${description}", inputSchema: { type: "object" },
    readOnly: true, execute: async () => ({ content: [{ type: "text", text: "${description}" }] }) });`;

export const leftOutScenarios = [
  scenario({
    id: ["PROMPT-03", "TOOL-04", "HOOK-04", "TOOL-08"],
    name: "with something broken of every kind at once, the turn goes on with what works, and says what it did without",
    run: async ({ stage, check, folder }) => {
      const place = await folder();
      await writeFile(join(place, "first.ts"), giving("greet", "the first"));
      await writeFile(join(place, "second.ts"), giving("greet", "the second"));
      await writeFile(join(place, "throws.ts"), 'export default () => { throw new Error("no luck"); };');
      const { config } = mcpServers({
        gone: { command: process.execPath, args: ["-e", "process.exit(3)"] },
        silent: {
          command: process.execPath,
          args: ["-e", "setInterval(() => {}, 1000)"],
          startTimeoutMs: 200,
        },
        half: small([
          { name: "bad", inputSchema: { type: "object", properties: { a: { type: "no such type" } } } },
          { name: "good", inputSchema: { type: "object" } },
        ]),
      });
      const s = await stage({
        config: {
          ...config,
          extensions: ["first.ts", "second.ts", "throws.ts"].map((name) => join(place, name)),
          hooks: { PreToolUse: [{ hooks: [{ command: "/not/there/hook.sh" }] }] },
        },
      });
      await mkdir(join(s.workspace, "AGENTS.md"));
      await writeFile(join(s.workspace, "SOUL.md"), "Be of good cheer.");
      for (const [name, text] of [
        ["broken", "---\nname: [broken\n---\nx"],
        ["works", "---\nname: works\ndescription: Works well.\n---\nx"],
      ] as const) {
        await mkdir(join(s.workspace, "skills", name), { recursive: true });
        await writeFile(join(s.workspace, "skills", name, "SKILL.md"), text);
      }
      s.server.reply(
        {
          toolCalls: [
            { id: "toolu_1", name: "greet", input: {} },
            { id: "toolu_2", name: "mcp__half__good", input: {} },
            { id: "toolu_3", name: "plain", input: {} },
          ],
        },
        { text: "went on" },
      );
      const plain = toolOf("plain", () => textOutput("ran"));
      const { result, requests, events } = await s.turn({ prompt: "go", extraTools: [plain] });
      check.equal(result.text, "went on", `reply (${result.error?.message})`);
      const results = resultsOf(requests[1]);
      check.deepEqual(
        ["toolu_1", "toolu_2", "toolu_3"].map((id) => results.get(id)?.text),
        ["the first", "good {}", "ran"],
        "what the working tools gave",
      );
      const system = systemOf(requests[0]).at(-1) ?? "";
      check.includes(system, "Be of good cheer.", "the bootstrap file that can be read");
      check.includes(system, "Works well.", "the skill that works");
      const offered = toolNamesOf(requests[0]);
      check.equal(offered.filter((name) => name === "greet").length, 1, "one tool of a name");
      check.ok(!offered.includes("mcp__half__bad"), "a tool with an invalid schema is not offered");
      const omissions = result.systemPrompt?.omissions ?? [];
      check.deepEqual(
        omissions.map(({ kind, name }) => `${kind} ${name}`).sort(),
        [
          "bootstrap AGENTS.md",
          "extension throws",
          "hook PreToolUse[0].hooks[0]",
          "mcp gone",
          "mcp half/bad",
          "mcp silent",
          "skill broken",
          "tool greet",
        ],
        "what was left out",
      );
      for (const { kind, name, reason } of omissions)
        check.ok(reason.length > 10, `why: ${kind} ${name}: ${reason}`);
      const warned = eventsOf(events, "warning").filter(({ code }) => code.endsWith("_left_out"));
      check.equal(warned.length, omissions.length, "each is told by a warning");
      const failing = (await s.tandem.doctor()).filter(
        ({ status }) => status === "fail" || status === "warn",
      );
      const told = failing.map(({ id, summary }) => `${id} ${summary}`).join("\n");
      for (const name of ["AGENTS.md", "throws", "hook.sh", "gone", "silent", "bad", "broken"])
        check.includes(told, name, "the doctor");
    },
  }),
];
