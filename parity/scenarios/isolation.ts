/** Turns in parallel do not see each other, and the process they run in stays as it was. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { partsOf, resultsOf } from "../on-wire.ts";
import { sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

const SESSIONS = 20;

export const isolationScenarios = [
  scenario({
    id: "TURN-07",
    name: "twenty sessions in parallel: every tool saw its own folder and variables, the process none of it",
    needs: ["sandbox"],
    run: async ({ stage, check, folder, engine, note }) => {
      const s = await stage({ config: { lanes: { main: SESSIONS } } });
      const before = { cwd: process.cwd(), env: JSON.stringify(process.env) };
      const markOf = (text: string) => /mark-\d+/.exec(text)?.[0] ?? "none";
      let inFlight = 0;
      let most = 0;
      s.server.respond((request) => {
        const parts = partsOf(request);
        const mark = markOf(parts.map((part) => (part.kind === "text" ? part.text : "")).join());
        const done = parts.filter((part) => part.kind === "tool-result").map((part) => part.text);
        if (done.length > 0) {
          inFlight -= 1;
          return { text: `${mark}|${done.join("|")}` };
        }
        inFlight += 1;
        most = Math.max(most, inFlight);
        return {
          toolCalls: [
            { name: "read", input: { path: "where.txt" } },
            { name: "where", input: {} },
            { name: "exec", input: { command: 'printf "%s %s" "$PWD" "$TURN_MARK"' } },
          ],
        };
      });
      const turns = await Promise.all(
        Array.from({ length: SESSIONS }, async (_, index) => {
          const mark = `mark-${index}`;
          const workspaceDir = await folder();
          await writeFile(join(workspaceDir, "where.txt"), `file of ${mark}`);
          const turn = await s.turn({
            prompt: `I am ${mark}.`,
            sessionKey: sessionKey(mark),
            workspaceDir,
            env: { TURN_MARK: mark },
            exec: "allow",
            extraTools: [
              toolOf("where", (_input, context) =>
                textOutput(`${context.workspaceDir} ${context.env.TURN_MARK}`),
              ),
            ],
          });
          return { mark, workspaceDir, turn };
        }),
      );
      for (const { mark, workspaceDir, turn } of turns) {
        check.equal(turn.result.status, "completed", `${mark}: status (${turn.result.error?.message})`);
        const [name, file, where, exec] = turn.result.text.split("|");
        check.equal(name, mark, `${mark}: the conversation`);
        check.includes(file ?? "", `file of ${mark}`, `${mark}: what read saw`);
        check.equal(where, `${workspaceDir} ${mark}`, `${mark}: what a tool of the caller saw`);
        check.includes(exec ?? "", `${workspaceDir} ${mark}`, `${mark}: what a command saw`);
      }
      check.equal(process.cwd(), before.cwd, "the process's folder");
      check.equal(JSON.stringify(process.env), before.env, "the process's environment");
      note(`${most} at once on ${engine.id}`);
    },
  }),

  scenario({
    id: ["TURN-07", "FAIL-17"],
    name: "no tool and no command sees a credential in its environment",
    needs: ["sandbox"],
    run: async ({ stage, check }) => {
      const s = await stage();
      let seen = "";
      s.server.reply(
        {
          toolCalls: [
            { id: "toolu_1", name: "look", input: {} },
            { id: "toolu_2", name: "exec", input: { command: "env" } },
          ],
        },
        { text: "seen" },
      );
      const { result, requests, events } = await s.turn({
        prompt: "look",
        env: { HARMLESS: "yes" },
        exec: "allow",
        extraTools: [
          toolOf("look", (_input, context) => {
            seen = JSON.stringify(context.env);
            return textOutput("ok");
          }),
        ],
      });
      check.equal(result.text, "seen", "reply");
      const command = resultsOf(requests[1]).get("toolu_2")?.text ?? "";
      check.includes(command, "HARMLESS=yes", "the command's environment");
      for (const [name, text] of Object.entries({
        tool: seen,
        command,
        events: JSON.stringify(events),
        result: JSON.stringify(result),
      })) {
        check.excludes(text, s.key, `the key, as the ${name} sees it`);
        check.excludes(text, "ANTHROPIC_API_KEY", `the key's name, as the ${name} sees it`);
      }
    },
  }),
];
