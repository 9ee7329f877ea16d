/** Hooks on tool calls: what they refuse, change, want asked and add. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TurnRequestHooks } from "../../src/hooks/handler.ts";
import { comparable, hookLines } from "../hook-lines.ts";
import { resultsOf } from "../on-wire.ts";
import { sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

const EXEC = { id: "toolu_exec", name: "exec", input: { command: "echo ran > marker.txt" } };

export const hookScenarios = [
  scenario({
    id: "HOOK-03",
    name: "a shell hook gets Claude Code's JSON and denies exec by its exit code, by its JSON or by its old JSON",
    run: async ({ stage, check }) => {
      const answers = {
        code: "echo 'no commands here' >&2; exit 2",
        json: `echo '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"no commands here"}}'`,
        old: `echo '{"decision":"block","reason":"no commands here"}'`,
      };
      for (const [name, answer] of Object.entries(answers)) {
        const command = `cat > payload.json; env > env.txt; pwd > cwd.txt; ${answer}`;
        const hooks = { PreToolUse: [{ matcher: "exec|write", hooks: [{ command }] }] };
        const s = await stage({ config: { hooks } });
        s.server.reply({ toolCalls: [EXEC] }, { text: "as you wish" });
        const { result, requests, events } = await s.turn({
          prompt: "go",
          sessionKey: sessionKey("deny"),
          exec: "allow",
          permissionMode: "bypass",
        });
        check.equal(result.text, "as you wish", `${name}: reply (${result.error?.message})`);
        check.equal(existsSync(join(s.workspace, "marker.txt")), false, `${name}: the command ran`);
        const refusal = resultsOf(requests[1]).get("toolu_exec");
        check.equal(refusal?.isError, true, `${name}: an error for the model`);
        check.includes(
          refusal?.text ?? "",
          "A hook refused this call: no commands here",
          `${name}: the reason`,
        );
        check.deepEqual(hookLines(events), ["PreToolUse denied no commands here"], `${name}: the event`);
        const payload = JSON.parse(await readFile(join(s.workspace, "payload.json"), "utf8"));
        check.deepEqual(
          payload,
          {
            session_id: result.sessionId,
            transcript_path: "",
            cwd: s.workspace,
            permission_mode: "bypassPermissions",
            hook_event_name: "PreToolUse",
            tool_name: "Bash",
            tool_input: EXEC.input,
            tool_use_id: "toolu_exec",
            tandem_tool_name: "exec",
            tandem_tool_input: EXEC.input,
          },
          `${name}: the payload`,
        );
        const environment = await readFile(join(s.workspace, "env.txt"), "utf8");
        check.excludes(environment, s.key, `${name}: the key in its environment`);
        check.includes(environment, `CLAUDE_PROJECT_DIR=${s.workspace}`, `${name}: the folder's variable`);
        check.equal(
          (await readFile(join(s.workspace, "cwd.txt"), "utf8")).trim(),
          s.workspace,
          `${name}: where it runs`,
        );
      }
    },
  }),

  scenario({
    id: "HOOK-03",
    name: "in native mode the same hook, written for exec, denies Claude Code's own Bash, once",
    engines: ["claude"],
    run: async ({ stage, check }) => {
      const command = "cat >> payloads.jsonl; echo 'no commands here' >&2; exit 2";
      const hooks = { PreToolUse: [{ matcher: "exec", hooks: [{ command }] }] };
      const s = await stage({
        config: { hooks, claude: { spare: false, harness: "native", native: { tools: ["Bash"] } } },
        accounting: false,
      });
      const call = { id: "toolu_bash", name: "Bash", input: { command: "echo ran > marker.txt" } };
      s.server.reply({ toolCalls: [call] }, { text: "as you wish" });
      const { result, requests, events } = await s.turn({
        prompt: "go",
        exec: "allow",
        permissionMode: "bypass",
        sessionKey: sessionKey("native"),
      });
      check.equal(result.text, "as you wish", `reply (${result.error?.message})`);
      check.equal(existsSync(join(s.workspace, "marker.txt")), false, "the command ran");
      check.includes(
        resultsOf(requests.at(-1)).get("toolu_bash")?.text ?? "",
        "no commands here",
        "the reason",
      );
      check.deepEqual(hookLines(events), ["PreToolUse denied no commands here"], "one event");
      const lines = (await readFile(join(s.workspace, "payloads.jsonl"), "utf8")).trim().split("\n");
      check.equal(lines.length, 1, "times it was run");
      const { hook_event_name, tool_name, tool_input, tool_use_id } = JSON.parse(lines[0]!);
      check.deepEqual(
        { hook_event_name, tool_name, tool_input, tool_use_id },
        {
          hook_event_name: "PreToolUse",
          tool_name: "Bash",
          tool_input: call.input,
          tool_use_id: "toolu_bash",
        },
        "the payload",
      );
    },
  }),

  scenario({
    id: ["HOOK-02", "HOOK-03"],
    name: "hooks deny calls, change their input and their results, and all engines show the same events, results and transcript",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage({
        config: {
          hooks: {
            PreToolUse: [
              {
                matcher: "echo",
                hooks: [
                  {
                    command: `echo '{"hookSpecificOutput":{"hookEventName":"PreToolUse","updatedInput":{"city":"Bergen"},"additionalContext":"It rains there."}}'`,
                  },
                ],
              },
            ],
            PostToolUse: [{ hooks: [{ command: `echo '{"decision":"block","reason":"Look twice."}'` }] }],
          },
        },
      });
      const ran: unknown[] = [];
      const tools = () => [
        toolOf("echo", (input) => {
          ran.push(input);
          return textOutput(JSON.stringify(input));
        }),
        toolOf("forbidden", () => {
          ran.push("forbidden");
          return textOutput("done");
        }),
        toolOf("broken", () => {
          throw new Error("it broke");
        }),
      ];
      const hooks: TurnRequestHooks = {
        before_tool_call: ({ toolName, input }) => {
          if (toolName === "forbidden") return { decision: "deny", reason: "not today" };
          return toolName === "echo" ? { decision: "allow", input: { ...input, days: 2 } } : undefined;
        },
        after_tool_call: ({ toolName, content }) =>
          toolName === "echo" ? { content: `checked ${textsOf(content)}` } : undefined,
        PostToolUseFailure: ({ error }) => ({
          hookSpecificOutput: { additionalContext: `Try again after: ${error}` },
        }),
      };
      const seen: { events: unknown; results: unknown; store: unknown }[] = [];
      for (const engine of engines) {
        ran.length = 0;
        const key = sessionKey(`change-${engine.id}`);
        s.server.reply(
          {
            toolCalls: [
              { id: "toolu_1", name: "echo", input: { city: "Oslo" } },
              { id: "toolu_2", name: "forbidden", input: {} },
              { id: "toolu_3", name: "broken", input: {} },
            ],
          },
          { text: "noted" },
        );
        const turn = await s.turn({
          prompt: "go",
          runtime: engine.runtime,
          sessionKey: key,
          extraTools: tools(),
          hooks,
        });
        check.equal(turn.result.text, "noted", `${engine.id}: reply (${turn.result.error?.message})`);
        check.deepEqual(ran, [{ city: "Bergen", days: 2 }], `${engine.id}: what the tools were given`);
        const results = [...resultsOf(turn.requests[1]).values()].map(
          ({ id, isError, text }) => `${id} ${isError} ${text}`,
        );
        check.deepEqual(
          results,
          [
            'toolu_1 false checked {"city":"Bergen","days":2}\nLook twice.\nIt rains there.\n[A hook changed the input of this call: city, days.]',
            "toolu_2 true A hook refused this call: not today\nGo on without it, or ask the user.",
            "toolu_3 true it broke\nTry again after: it broke",
          ],
          `${engine.id}: what the model reads`,
        );
        const store = s.tandem.sessions
          .entries(key)
          .flatMap((entry) => ("message" in entry ? [[entry.type, textsOf(entry.message.content)]] : []));
        check.deepEqual(
          store.slice(2, 5).map(([, text]) => text),
          results.map((line) => line.replace(/^\S+ \S+ /, "")),
          `${engine.id}: results in the transcript`,
        );
        seen.push({ events: comparable(turn), results, store });
      }
      for (const one of seen) check.deepEqual(one, seen[0], "one engine against the other");
    },
  }),

  scenario({
    id: "HOOK-02",
    name: "input that a hook changed must fit the schema, and a hook can have a person asked but lifts no denial",
    run: async ({ stage, check }) => {
      const s = await stage({ config: { tools: { deny: ["ls"] } } });
      const ran: string[] = [];
      const strict = toolOf(
        "strict",
        () => {
          ran.push("strict");
          return textOutput("ran");
        },
        { inputSchema: { type: "object", properties: { n: { type: "integer" } }, required: ["n"] } },
      );
      const asked = toolOf("asked", () => {
        ran.push("asked");
        return textOutput("ran");
      });
      const questions: string[] = [];
      const allow = { hookSpecificOutput: { permissionDecision: "allow" } } as const;
      const hooks: TurnRequestHooks = {
        before_tool_call: ({ toolName }) => (toolName === "strict" ? { input: { n: "one" } } : undefined),
        PreToolUse: ({ tool_name }) =>
          tool_name === "asked"
            ? {
                hookSpecificOutput: { permissionDecision: "ask", permissionDecisionReason: "it costs money" },
              }
            : allow,
      };
      const calls = ["strict", "asked", "ls", "exec"].map((name) => ({
        id: `toolu_${name}`,
        name,
        input: name === "strict" ? { n: 1 } : name === "exec" ? { command: "echo hi" } : {},
      }));
      for (const yes of [true, false]) {
        ran.length = 0;
        s.server.reply({ toolCalls: calls }, { text: "done" });
        const { result, requests } = await s.turn({
          prompt: "go",
          extraTools: [strict, asked],
          hooks,
          exec: "deny",
          permissionMode: "bypass",
          confirm: async ({ toolName, summary }) => {
            questions.push(`${toolName}: ${summary}`);
            return yes;
          },
        });
        check.equal(result.text, "done", `reply (${result.error?.message})`);
        check.deepEqual(ran, yes ? ["asked"] : [], "what ran");
        const results = resultsOf(requests.at(-1));
        check.match(results.get("toolu_strict")?.text ?? "", /do not fit its schema.*n/s, "changed badly");
        check.equal(results.get("toolu_asked")?.isError, !yes, "what a person decides");
        check.equal(results.get("toolu_ls")?.isError, true, "a tool that policy denies");
        check.equal(results.get("toolu_exec")?.isError, true, "commands that the turn denies");
      }
      check.equal(questions.length, 2, `questions (${questions.join(" | ")})`);
      check.includes(questions[0] ?? "", "it costs money", "the reason in the question");
    },
  }),
];

function textsOf(content: readonly { readonly type: string }[]): string {
  return content.map((block) => ("text" in block ? block.text : block.type)).join("");
}
