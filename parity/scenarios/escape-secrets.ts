/** Secrets that Tandem knows, in what tools give. */
import { join } from "node:path";
import { put } from "../escape/trap.ts";
import { resultsOf } from "../on-wire.ts";
import { eventsOf, sessionKey, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import { FREE, openDen } from "./escape.ts";

const call = (id: string, name: string, input: object) => ({ id: `toolu_${id}`, name, input: { ...input } });

export const escapeSecretScenarios = [
  scenario({
    id: ["SAFE-01", "SAFE-02"],
    name: "secrets that Tandem knows are taken out of results, progress and details before a model, an event or the store sees them",
    run: async (lab) => {
      const { check } = lab;
      const values = {
        requested: "request-value-81734",
        skill: "skill-value-55120",
        process: "process-value-90211",
        override: "override-value-33987",
        profile: "profile-value-67431-abcdef",
        server: "server-value-20915",
      };
      const { stage: s } = await openDen(lab, () => ({
        skills: { entries: { report: { env: { REPORT_TOKEN: values.skill } } } },
        sandbox: { mode: "unsafe-off" },
        mcpServers: { idle: { command: "/bin/false", env: { IDLE_SECRET: values.server } } },
      }));
      await put(
        join(s.workspace, "skills/report/SKILL.md"),
        "---\nname: report\ndescription: Makes reports.\n---\nx\n",
      );
      await s.tandem.auth.add({
        name: "work",
        provider: "openai",
        type: "api_key",
        secret: values.profile,
      });
      const said = toolOf("say", (_input, context) => {
        context.onUpdate([
          { type: "text", text: `so far ${values.requested} and ${values.skill.slice(0, 8)}` },
        ]);
        const text = `${values.profile} ${values.server} ${s.key}`;
        return { content: [{ type: "text", text }], details: { inner: [text], [values.requested]: 1 } };
      });
      const calls = [
        call("1", "exec", { command: "printenv APP_API_KEY REPORT_TOKEN DB_PASSWORD PLAIN; printenv" }),
        call("2", "say", {}),
        call("3", "exec", { command: "echo $APP_API_KEY > leak.txt; echo $APP_API_KEY >&2; exit 3" }),
        call("4", "read", { path: "leak.txt" }),
      ];
      s.server.reply({ toolCalls: calls }, { text: "done" });
      const turn = await s.turn({
        ...FREE,
        prompt: "go",
        sessionKey: sessionKey("scrubbed"),
        extraTools: [said],
        env: { APP_API_KEY: values.requested, PLAIN: "plain-value-42" },
        execOverrides: { env: { DB_PASSWORD: values.override } },
      });
      check.equal(turn.result.text, "done", `reply (${turn.result.error?.message})`);
      const results = resultsOf(turn.requests[1]);
      const text = (id: string) => results.get(`toolu_${id}`)?.text ?? "";
      check.match(
        text("1"),
        /^\[secret\]\n\[secret\]\n\[secret\]\nplain-value-42\n/,
        "what a command prints",
      );
      check.equal(text("2"), "[secret] [secret] [secret]", "what a tool of the host gives");
      check.includes(text("3"), "[secret]", "what a failing command prints");
      check.match(text("4"), /\[secret\]/, "what it wrote to a file");
      const told = JSON.stringify([turn.events, turn.result, turn.requests.map((one) => one.body)]);
      for (const value of [...Object.values(values), s.key])
        check.excludes(told, value, "a secret, anywhere");
      const [progress] = eventsOf(turn.events, "tool-progress").filter(({ toolName }) => toolName === "say");
      check.includes(
        JSON.stringify(progress),
        "so far [secret] and [secret]",
        "progress that breaks off in a secret",
      );
      const stored = JSON.stringify(s.tandem.sessions.entries(sessionKey("scrubbed")));
      check.includes(stored, "plain-value-42", "the store");
      for (const value of Object.values(values)) check.excludes(stored, value, "a secret in the store");
    },
  }),
];
