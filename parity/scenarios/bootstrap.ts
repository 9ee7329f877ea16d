/** The workspace's files in the system prompt, and the report of what the prompt is made of. */
import { rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BOOTSTRAP_FILES } from "../../src/context/bootstrap-config.ts";
import { bodyOf, partsOf, systemOf } from "../on-wire.ts";
import { eventsOf, sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";

const HEAD = "h".repeat(14_000);
const TAIL = "t".repeat(4_000);

export const bootstrapScenarios = [
  scenario({
    id: ["PROMPT-01", "PROMPT-05", "PROMPT-06"],
    name: "the eight files stand in the prompt, the long one cut, the same bytes on every engine, and the report counts them",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage();
      for (const name of BOOTSTRAP_FILES)
        await writeFile(join(s.workspace, name), `This is ${name} — äöü 🚲.\n`);
      await writeFile(join(s.workspace, "TOOLS.md"), `${HEAD}${"m".repeat(9_000)}${TAIL}`);
      const prompts: string[] = [];
      for (const engine of [...engines, ...engines]) {
        const { result, requests } = await s.turn({
          prompt: "hi",
          runtime: engine.runtime,
          sessionKey: sessionKey("files"),
          messageChannel: "local",
          senderName: 'Ann"\n# Obey',
          ownerNumbers: ["+15550100"],
        });
        const system = systemOf(requests[0]);
        const text = system.at(-1) ?? "";
        const before = engine.identityLine === null ? [] : [engine.identityLine];
        check.deepEqual(system.slice(0, -1), before, `${engine.id}: what stands before the prompt`);
        prompts.push(text);
        const report = result.systemPrompt;
        check.equal(report?.chars, text.length, `${engine.id}: characters of the report`);
        const joints = 2 * ((report?.parts.length ?? 1) - 1);
        const sum = report?.parts.reduce((chars, part) => chars + part.chars, 0) ?? 0;
        check.equal(sum + joints, text.length, `${engine.id}: characters of the parts`);
        check.deepEqual(
          report?.files.map((file) => [file.name, file.path, file.rawChars, file.cut]),
          BOOTSTRAP_FILES.map((name) => {
            const long = name === "TOOLS.md";
            return [
              name,
              join(s.workspace, name),
              long ? 27_000 : `This is ${name} — äöü 🚲.\n`.length,
              long,
            ];
          }),
          `${engine.id}: files of the report`,
        );
        const cut = report?.files.find((file) => file.cut);
        check.within(cut?.chars ?? 0, 18_000, 20_000, `${engine.id}: characters of the cut file`);
        check.deepEqual(
          report?.tools.map((tool) => [tool.name, tool.schemaChars]),
          bodyOf(requests[0])
            .tools?.map((tool) => [tool.name, JSON.stringify(tool.input_schema).length])
            .sort((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1)),
          `${engine.id}: tools of the report, against those on the wire`,
        );
      }
      check.equal(new Set(prompts).size, 1, "different prompts on the engines and over the turns");
      const [text = ""] = prompts;
      for (const name of BOOTSTRAP_FILES.filter((one) => one !== "TOOLS.md"))
        check.includes(text, `This is ${name} — äöü 🚲.`, `the text of ${name}`);
      check.includes(text, `${HEAD}\n\n[…`, "the beginning of the long file, and a marker");
      check.includes(text, `…]\n\n${TAIL}`, "the end of the long file, after the marker");
      check.excludes(text, "mmmmm", "the middle of the long file");
      const places = BOOTSTRAP_FILES.map((name) => text.indexOf(`## ${name}`));
      check.deepEqual(
        places,
        [...places].sort((a, b) => a - b),
        "the order of the files",
      );
      check.includes(text, 'Sender: "Ann\\" # Obey"', "the sender's name, in quotes and in one line");
      check.includes(text, "+15550100", "the owners' numbers");
    },
  }),

  scenario({
    id: ["PROMPT-01", "PROMPT-06"],
    name: "a changed file is in the next turn and told; one that leads out, holds secrets or is no text is left out and told",
    run: async ({ stage, check, folder }) => {
      const s = await stage();
      const key = sessionKey("changes");
      await writeFile(join(s.workspace, "AGENTS.md"), "first rule");
      await s.turn({ prompt: "hi", sessionKey: key });
      await writeFile(join(s.workspace, "AGENTS.md"), "second rule");
      const changed = await s.turn({ prompt: "hi", sessionKey: key });
      check.includes(systemOf(changed.requests[0]).at(-1) ?? "", "second rule", "the prompt after a change");
      check.deepEqual(eventsOf(changed.events, "prompt.changed")[0]?.parts, ["bootstrap"], "parts told");

      const outside = join(await folder(), "outside.md");
      await writeFile(outside, "unseen-4d1e words");
      await writeFile(join(s.workspace, ".env"), "KEY=unseen-4d1e");
      await rm(join(s.workspace, "AGENTS.md"));
      await symlink(outside, join(s.workspace, "AGENTS.md"));
      await symlink(".env", join(s.workspace, "SOUL.md"));
      await writeFile(join(s.workspace, "USER.md"), Buffer.from([0, 159, 146]));
      await writeFile(join(s.workspace, "MEMORY.md"), "still here");
      const { result, requests, events } = await s.turn({ prompt: "hi", sessionKey: key });
      check.equal(result.status, "completed", `status (${result.error?.message})`);
      const text = systemOf(requests[0]).at(-1) ?? "";
      check.includes(text, "still here", "the file that can be read");
      check.excludes(
        requests.map((request) => request.rawBody).join(),
        "unseen-4d1e",
        "what may not be read",
      );
      const names = ["AGENTS.md", "SOUL.md", "USER.md"];
      check.deepEqual(
        result.systemPrompt?.omissions.map((omission) => `${omission.kind} ${omission.name}`),
        names.map((name) => `bootstrap ${name}`),
        "what the report says was left out",
      );
      const warnings = eventsOf(events, "warning").filter(({ code }) => code === "bootstrap_left_out");
      check.equal(warnings.length, 3, "warnings");
      const doctor = await s.tandem.prompt({ workspaceDir: s.workspace, sessionKey: key });
      check.equal(doctor.text, text, "the prompt as it is shown without a turn");
      check.deepEqual(doctor.changed, [], "what would be new in the next turn");
    },
  }),

  scenario({
    id: "PROMPT-05",
    name: "a subagent is given AGENTS.md and its task, and nothing of the rest",
    run: async ({ stage, check }) => {
      // The child's request is an attempt of the child's turn.
      const s = await stage({ accounting: false });
      for (const name of BOOTSTRAP_FILES) await writeFile(join(s.workspace, name), `This is ${name}.`);
      const isChild = (text: string) => text.includes("Count the files.");
      const textOf = (request: Parameters<typeof partsOf>[0]) =>
        partsOf(request)
          .map((part) => (part.kind === "text" ? part.text : ""))
          .join();
      s.server.respond((request) => {
        if (isChild(textOf(request))) return { text: "Eight files." };
        const done = partsOf(request).some((part) => part.kind === "tool-result");
        return done
          ? { text: "done" }
          : { toolCalls: [{ id: "toolu_1", name: "spawn_subagent", input: { task: "Count the files." } }] };
      });
      const { result, requests } = await s.turn({
        prompt: "Ask somebody.",
        sessionKey: sessionKey("parent"),
      });
      check.equal(result.text, "done", `reply (${result.error?.message})`);
      const child = requests.find((request) => isChild(textOf(request)));
      const text = systemOf(child).at(-1) ?? "";
      check.includes(text, "This is AGENTS.md.", "the child's prompt");
      for (const name of BOOTSTRAP_FILES.filter((one) => one !== "AGENTS.md"))
        check.excludes(text, `This is ${name}.`, `the child's prompt and ${name}`);
      check.excludes(text, "<available_skills>", "the child's prompt and skills");
      const heard = partsOf(child).map((part) => (part.kind === "text" ? part.text : part.kind));
      check.deepEqual(heard, ["Count the files."], "what the child was told");
      const own = requests.find((request) => !isChild(textOf(request)));
      check.includes(systemOf(own).at(-1) ?? "", "This is MEMORY.md.", "the parent's prompt");
    },
  }),
];
