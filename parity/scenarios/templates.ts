// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the placeholders of templates
/** Prompt templates: `/name` becomes the prompt it stands for, above the engines. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lineOf, partsOf } from "../on-wire.ts";
import { sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";

export const templateScenarios = [
  scenario({
    id: "PROMPT-09",
    name: "templates of workspace and configuration take their arguments, and the transcript holds what was sent",
    run: async ({ stage, check, folder }) => {
      const shared = await folder();
      await writeFile(join(shared, "shout.md"), "---\ndescription: Says it loud\n---\nLOUD: $@");
      await writeFile(join(shared, "both.md"), "from the folder");
      const s = await stage({
        config: {
          templates: {
            folders: [shared],
            entries: {
              greet: { text: "Say hello to $1 in ${2:-English}." },
              both: { text: "from the configuration" },
              new: { text: "not this" },
            },
          },
        },
      });
      await mkdir(join(s.workspace, "prompts"));
      await writeFile(join(s.workspace, "prompts", "review.md"), "Review ${1:-everything}; then ${@:2}.\n");
      await writeFile(join(s.workspace, "prompts", "both.md"), "from the workspace");
      await mkdir(join(s.workspace, "skills", "ship"), { recursive: true });
      await writeFile(
        join(s.workspace, "skills", "ship", "SKILL.md"),
        '---\nname: ship\ndescription: Ships\nmetadata:\n  disable-model-invocation: "true"\n---\nShip it in steps.',
      );
      const cases: readonly (readonly [string, string])[] = [
        ["/greet Ann", "Say hello to Ann in English."],
        ['/greet "Ann and Bob" French', "Say hello to Ann and Bob in French."],
        ["/greet $2 $1", "Say hello to $2 in $1."],
        ["/shout a 'b c'", "LOUD: a 'b c'"],
        ["/review", "Review everything; then ."],
        ["/review src tests docs", "Review src; then tests docs."],
        ["/both", "from the workspace"],
        ["/both with this", "from the workspace\n\nwith this"],
        ["/unknown thing", "/unknown thing"],
        ["/new", "/new"],
        ["see /greet Ann", "see /greet Ann"],
      ];
      const key = sessionKey("templates");
      for (const [prompt, wanted] of cases) {
        const { result, requests } = await s.turn({ prompt, sessionKey: key });
        check.equal(result.status, "completed", `${prompt}: ${result.error?.message}`);
        check.equal(lineOf(partsOf(requests[0]).at(-1)!), `user:text:${wanted}`, `${prompt}: on the wire`);
        const entry = s.tandem.sessions.entries(key).findLast(({ type }) => type === "user");
        const kept = entry?.type === "user" ? entry.message.content : null;
        check.deepEqual(kept, [{ type: "text", text: wanted }], `${prompt}: in the transcript`);
      }
      const { requests } = await s.turn({ prompt: "/skill:ship to test", sessionKey: key });
      const line = lineOf(partsOf(requests[0]).at(-1)!);
      check.includes(line, "Ship it in steps.\n\nto test", "a skill called by name");
      const { templates, omissions } = await s.tandem.templates({ workspaceDir: s.workspace });
      check.deepEqual(
        templates.map(({ name }) => name),
        ["both", "greet", "review", "shout"],
        "templates listed",
      );
      check.deepEqual(
        omissions.map(({ name }) => name),
        ["new"],
        "a name that is a command of the chat",
      );
    },
  }),
];
