/** Tools that are not built in: of the caller, and of extensions that the configuration names. */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { comparable, hookLines } from "../hook-lines.ts";
import { bodyOf, resultsOf, toolNamesOf } from "../on-wire.ts";
import { textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

const GREETER = `
import type { } from "node:fs";
interface Greeting { readonly name: string }
export default async (api: any): Promise<void> => {
  api.tool({
    name: "greet",
    description: "Greets somebody.",
    inputSchema: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
    readOnly: true,
    async execute({ name }: Greeting, { onUpdate }: any) {
      onUpdate([{ type: "text", text: "clearing its throat" }]);
      return { content: [{ type: "text", text: "Good day, " + name }] };
    },
  });
  api.on("before_tool_call", ({ input }: any) => ({ input: { ...input, name: input.name + "!" } }), { matcher: "greet" });
};
`;

/** Extensions that cannot be used, and why. */
const BROKEN: Readonly<Record<string, readonly [source: string, reason: RegExp]>> = {
  "throws.ts": [`export default () => { throw new Error("no luck today"); };`, /no luck today/],
  "late.ts": [
    `export default async (api) => { api.on("Stop", () => ({ decision: "block", reason: "never" })); throw new Error("after its first hook"); };`,
    /after its first hook/,
  ],
  "broken.ts": ["export default (", /./],
  "nothing.js": ["export const x = 1;", /default export is not a function/],
  "badtool.js": [`export default (api) => api.tool({ name: "two words" });`, /tool's name/],
  "badhook.js": [`export default (api) => api.on("Stop", "echo");`, /is not a function/],
};

export const extensionScenarios = [
  scenario({
    id: "TOOL-04",
    name: "the caller's tools are offered beside the built-in ones, take the place of one of the same name, and run alike on all engines",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage();
      const turns: unknown[] = [];
      for (const engine of engines) {
        const tools = [
          toolOf("city", (input) => textOutput(`city ${JSON.stringify(input)}`)),
          toolOf("ls", () => textOutput("my own listing")),
        ];
        s.server.reply(
          {
            toolCalls: [
              { id: "toolu_1", name: "city", input: { of: "Norway" } },
              { id: "toolu_2", name: "ls", input: { path: "." } },
            ],
          },
          { text: "seen" },
        );
        const turn = await s.turn({ prompt: "go", runtime: engine.runtime, extraTools: tools });
        check.equal(turn.result.text, "seen", `${engine.id}: reply (${turn.result.error?.message})`);
        const names = toolNamesOf(turn.requests[0]);
        check.ok(names.includes("city") && names.includes("read"), `${engine.id}: offered`);
        check.equal(names.filter((name) => name === "ls").length, 1, `${engine.id}: one tool of a name`);
        const results = resultsOf(turn.requests[1]);
        check.equal(results.get("toolu_1")?.text, 'city {"of":"Norway"}', `${engine.id}: its result`);
        check.equal(results.get("toolu_2")?.text, "my own listing", `${engine.id}: the caller's comes first`);
        turns.push([comparable(turn), bodyOf(turn.requests[0]).tools?.map(({ name }) => name)]);
      }
      for (const turn of turns) check.deepEqual(turn, turns[0], "one engine against the other");
    },
  }),

  scenario({
    id: ["TOOL-04", "HOOK-02"],
    name: "an extension named in the configuration gives tools and hooks to every turn, under the tool policy",
    mode: "together",
    run: async ({ stage, check, engines, folder }) => {
      const file = join(await folder(), "greeter.ts");
      await writeFile(file, GREETER);
      const s = await stage({ config: { extensions: [file] } });
      const turns: unknown[] = [];
      for (const engine of engines) {
        s.server.reply(
          { toolCalls: [{ id: "toolu_1", name: "greet", input: { name: "Ada" } }] },
          { text: "greeted" },
        );
        const turn = await s.turn({ prompt: "go", runtime: engine.runtime });
        check.equal(turn.result.text, "greeted", `${engine.id}: reply (${turn.result.error?.message})`);
        check.match(
          resultsOf(turn.requests[1]).get("toolu_1")?.text ?? "",
          /^Good day, Ada!/,
          `${engine.id}: the tool and the hook of the extension`,
        );
        check.deepEqual(hookLines(turn.events), ["before_tool_call changed"], `${engine.id}: events`);
        turns.push(comparable(turn));
      }
      for (const turn of turns) check.deepEqual(turn, turns[0], "one engine against the other");
      const denied = await stage({ config: { extensions: [file], tools: { deny: ["greet"] } } });
      const { requests } = await denied.turn({ prompt: "go" });
      check.ok(!toolNamesOf(requests[0]).includes("greet"), "a denied one is not offered");
    },
  }),

  scenario({
    id: "TOOL-04",
    name: "an extension that throws, hangs or is missing leaves nothing behind; turn, report and doctor say so, the others work",
    run: async ({ stage, check, folder }) => {
      const place = await folder();
      const good = join(place, "greeter.ts");
      const hanging = join(place, "hanging.ts");
      await writeFile(good, GREETER);
      await writeFile(hanging, "export default () => new Promise(() => {});");
      for (const [name, [source]] of Object.entries(BROKEN)) await writeFile(join(place, name), source);
      const bad = Object.keys(BROKEN).map((name) => join(place, name));
      const s = await stage({
        config: { extensions: [...bad, hanging, join(place, "missing.ts"), good] },
      });
      s.server.reply(
        { toolCalls: [{ id: "toolu_1", name: "greet", input: { name: "Ada" } }] },
        { text: "hi" },
      );
      const { result, requests } = await s.turn({ prompt: "go" });
      check.equal(result.text, "hi", `reply (${result.error?.message})`);
      check.equal(requests.length, 2, "model calls: the hook of a broken extension does not count");
      check.match(resultsOf(requests[1]).get("toolu_1")?.text ?? "", /Good day, Ada!/, "the good one");
      const omissions = (result.systemPrompt?.omissions ?? []).filter(({ kind }) => kind === "extension");
      const expected: [string, RegExp][] = [
        ...Object.entries(BROKEN).map(([name, [, reason]]): [string, RegExp] => [
          name.split(".")[0]!,
          reason,
        ]),
        ["hanging", /longer than 5000 ms/],
        ["missing", /does not exist/],
      ];
      check.deepEqual(
        omissions.map(({ name }) => name),
        expected.map(([name]) => name),
        "what was left out",
      );
      for (const [index, [name, reason]] of expected.entries())
        check.match(omissions[index]?.reason ?? "", reason, `why ${name} was`);
      check.equal(
        result.warnings.filter(({ code }) => code === "extension_left_out").length,
        expected.length,
        "warnings",
      );
      const checks = (await s.tandem.doctor()).filter(({ id }) => id.startsWith("extension."));
      check.deepEqual(
        checks.map(({ id, status }) => `${id} ${status}`),
        [...expected.map(([name]) => `extension.${name} fail`), "extension.greeter ok"],
        "the doctor",
      );
    },
  }),

  scenario({
    id: "TOOL-04",
    name: "nothing in a workspace is taken for an extension or a hook, whatever it is called",
    run: async ({ stage, check }) => {
      const s = await stage();
      const evil = `import { writeFileSync } from "node:fs"; writeFileSync(new URL("./ran.txt", import.meta.url), "x"); export default () => {};`;
      for (const folder of [".pi/extensions", ".tandem/extensions", "extensions", ".claude/hooks"]) {
        await mkdir(join(s.workspace, folder), { recursive: true });
        await writeFile(join(s.workspace, folder, "evil.ts"), evil);
      }
      const hooks = { PreToolUse: [{ hooks: [{ type: "command", command: "touch hooked.txt" }] }] };
      for (const file of [
        ".claude/settings.json",
        ".claude/settings.local.json",
        "config.json",
        "hooks.json",
      ])
        await writeFile(
          join(s.workspace, file),
          JSON.stringify({ hooks, extensions: ["./extensions/evil.ts"] }),
        );
      const before = await filesIn(s.workspace);
      const { events } = await s.turn({ prompt: "go" });
      check.deepEqual(hookLines(events), [], "hooks that ran");
      check.deepEqual(await filesIn(s.workspace), before, "files they would have left");
    },
  }),
];

async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).sort();
}
