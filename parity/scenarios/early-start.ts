/** The engine's process that `tandem run` starts before it has read its configuration. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tandem } from "../cli-run.ts";
import { systemOf, toolNamesOf } from "../on-wire.ts";
import { scenario } from "../registry.ts";

export const earlyStartScenarios = [
  scenario({
    id: "SURF-01",
    name: "a process that was started early sends what a later one sends, and one for other settings sends nothing",
    engines: ["claude"],
    run: async ({ stage, check, engine }) => {
      const s = await stage({ accounting: false });
      const learned = join(s.home, "engines", "claude", "last-starts");
      const run = async (...args: string[]) => {
        const before = s.server.requests.length;
        const { code, stderr } = await tandem(s, ["run", "--runtime", engine.runtime, ...args, "hello"]);
        check.equal(code, 0, `exit code (${stderr})`);
        const requests = s.server.requests.slice(before);
        check.equal(requests.length, 1, "requests");
        const { model, messages, thinking } = requests[0]!.body as Record<string, unknown>;
        return {
          model: String(model),
          sent: { messages, thinking, system: systemOf(requests[0]), tools: toolNamesOf(requests[0]) },
        };
      };
      const model = ["--model", "claude-sonnet-4-5"];
      const first = await run(...model);
      const early = await run(...model);
      check.deepEqual(early.sent, first.sent, "what the early one sends");
      const [kept] = readdirSync(learned);
      const { initialize } = JSON.parse(readFileSync(join(learned, kept!), "utf8")) as Record<string, string>;
      check.match(initialize ?? "", /"subtype":"initialize"/, "the request that the next one is sent early");
      // The message too, unless a hook makes another one of it, or none.
      const asked = async (prompt: string, ...args: string[]) => {
        const before = s.server.requests.length;
        const all = ["run", "--runtime", engine.runtime, ...model, ...args, "--", prompt];
        const { code, stderr } = await tandem(s, all);
        const requests = s.server.requests.slice(before);
        const [request] = requests.map((one) => JSON.stringify((one.body as { messages: unknown }).messages));
        check.equal(requests.length, code === 0 ? 1 : 0, `requests with exit code ${code} (${stderr})`);
        return request ?? "none";
      };
      for (const prompt of ["hello", '-- "quoted" $&\n and ü', "hello"])
        check.ok((await asked(prompt)).includes(JSON.stringify(prompt)), `the message ${prompt}`);
      const said = join(s.workspace, "hook.json");
      const hooked = join(s.home, "hooked.json");
      const command = `cat ${JSON.stringify(said)}`;
      const hooks = { UserPromptSubmit: [{ hooks: [{ type: "command", command }] }] };
      writeFileSync(hooked, JSON.stringify({ hooks }));
      const output = (fields: object) => ({
        hookSpecificOutput: { hookEventName: "UserPromptSubmit", ...fields },
      });
      for (const [answer, expected] of [
        [{}, /hello/],
        [{}, /hello/],
        [output({ additionalContext: "The office is closed." }), /office is closed/],
        [{}, /hello/],
        [{ decision: "block", reason: "never" }, /^none$/],
        [{}, /hello/],
      ] as const) {
        writeFileSync(said, JSON.stringify(answer));
        check.match(await asked("hello", "--config", hooked), expected, `with ${JSON.stringify(answer)}`);
      }
      // The prompt that was sent early is not the one that is wanted any more.
      for (const rule of ["Answer in Welsh.", "Answer in Welsh.", "Answer in Greek."]) {
        writeFileSync(join(s.workspace, "AGENTS.md"), rule);
        check.match(
          (await run(...model)).sent.system.join(""),
          new RegExp(rule),
          "the prompt of the workspace",
        );
      }
      // Called in the same way, but a file that nobody can foresee says another thing now.
      const file = join(s.workspace, "own.json");
      for (const [id, expected] of [
        ["claude-sonnet-4-5", /sonnet/],
        ["claude-haiku-4-5", /haiku/],
        ["claude-haiku-4-5", /haiku/],
      ] as const) {
        writeFileSync(file, JSON.stringify({ model: id }));
        check.match((await run("--config", file)).model, expected, "the model of the configuration");
      }
      const left = readdirSync(join(s.home, "engines", "claude"));
      check.deepEqual(left, ["last-starts"], "folders of processes that are left");
    },
  }),
];
