/** Hooks on tool calls: what they refuse, change, want asked, add, and what becomes of those that fail. */
import { existsSync } from "node:fs";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TandemEvent } from "../../src/events/event.ts";
import type { TurnRequestHooks } from "../../src/hooks/handler.ts";
import { resultsOf } from "../on-wire.ts";
import { eventsOf, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Turn } from "../stage.ts";

const EXEC = { id: "toolu_exec", name: "exec", input: { command: "echo ran > marker.txt" } };

/** A tool that says what it was given. */
const echo = () => toolOf("echo", (input) => textOutput(JSON.stringify(input)));

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
            tool_name: "exec",
            tool_input: EXEC.input,
            tool_use_id: "toolu_exec",
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
          toolName === "echo" ? { content: [...content, { type: "text", text: "(checked)" }] } : undefined,
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
            'toolu_1 false {"city":"Bergen","days":2}(checked)Look twice.It rains there.[A hook changed the input of this call: city, days.]',
            "toolu_2 true A hook refused this call: not today\nGo on without it, or ask the user.",
            "toolu_3 true it brokeTry again after: it broke",
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

  scenario({
    id: "HOOK-04",
    name: "a hook that throws, hangs, cannot run or answers nonsense is told and the turn goes on; nothing of it stays running",
    run: async ({ stage, check }) => {
      const s = await stage({
        config: {
          hooks: {
            PreToolUse: [
              { hooks: [{ command: "echo $$ > pid; sleep 300 & sleep 300", timeout: 0.3 }] },
              { hooks: [{ command: "./not-there.sh" }, { command: "./not-executable.sh" }] },
              { hooks: [{ command: "echo oops >&2; exit 3" }] },
              { hooks: [{ command: `echo '{"decision":"maybe"}'` }] },
            ],
          },
        },
      });
      await writeFile(join(s.workspace, "not-executable.sh"), "#!/bin/sh\nexit 0\n");
      await chmod(join(s.workspace, "not-executable.sh"), 0o644);
      s.tandem.hooks.on("before_tool_call", () => {
        throw new Error("a mistake in the hook");
      });
      let signalled = false;
      s.tandem.hooks.on(
        "after_tool_call",
        (_payload, { signal }) =>
          new Promise(() => {
            signal.addEventListener("abort", () => {
              signalled = true;
            });
          }),
        { timeoutMs: 50, name: "endless" },
      );
      s.server.reply({ toolCalls: [{ id: "toolu_1", name: "echo", input: { a: 1 } }] }, { text: "done" });
      const { result, requests, events } = await s.turn({ prompt: "go", extraTools: [echo()] });
      check.equal(result.text, "done", `reply (${result.error?.message})`);
      check.equal(resultsOf(requests[1]).get("toolu_1")?.text, '{"a":1}', "the tool's result");
      const lines = hookLines(events);
      check.deepEqual(
        lines.map((line) => line.split(" ").slice(0, 2).join(" ")),
        [
          "PreToolUse timeout",
          ...["missing", "not executable", "exit 3", "nonsense"].map(() => "PreToolUse failed"),
          "before_tool_call failed",
          "after_tool_call timeout",
        ],
        "how each ended",
      );
      for (const [index, part] of [
        [1, "127"],
        [2, "126"],
        [3, "oops"],
        [4, "does not fit"],
        [5, "a mistake in the hook"],
      ] as const)
        check.includes(lines[index] ?? "", part, "why it failed");
      check.equal(
        result.warnings.filter((warning) => warning.code === "hook_failed").length,
        lines.length,
        "warnings in the result",
      );
      check.equal(signalled, true, "the endless handler was told by its signal");
      const group = Number(await readFile(join(s.workspace, "pid"), "utf8"));
      check.ok(group > 1, "the hanging command had begun");
      check.equal(groupAlive(group), false, "processes of the hanging command");

      const omitted = (result.systemPrompt?.omissions ?? []).filter(({ kind }) => kind === "hook");
      check.deepEqual(
        omitted.map(({ name }) => name),
        ["PreToolUse[1].hooks[0]", "PreToolUse[1].hooks[1]"],
        "hooks that the report names as unable to run",
      );
      check.includes(omitted[0]?.reason ?? "", "does not exist", "why the first cannot");
      check.includes(omitted[1]?.reason ?? "", "may not be executed", "why the second cannot");
    },
  }),

  scenario({
    id: "HOOK-04",
    name: "a blocking hook that fails refuses what it was asked about: the call, the result, the turn",
    run: async ({ stage, check }) => {
      const s = await stage();
      const ran: string[] = [];
      const tool = toolOf("echo", () => {
        ran.push("ran");
        return textOutput("secret result");
      });
      const fails = () => {
        throw new Error("the guard is down");
      };
      const blocking = { handler: fails, blocking: true, name: "guard" };
      const call = { toolCalls: [{ id: "toolu_1", name: "echo", input: {} }] };

      s.server.reply(call, { text: "done" });
      const before = await s.turn({ prompt: "go", extraTools: [tool], hooks: { PreToolUse: blocking } });
      check.equal(before.result.text, "done", "the turn goes on");
      check.deepEqual(ran, [], "the tool did not run");
      check.match(
        resultsOf(before.requests[1]).get("toolu_1")?.text ?? "",
        /guard on PreToolUse must succeed and failed: the guard is down/,
        "what the model is told",
      );

      s.server.reply(call, { text: "done" });
      const after = await s.turn({ prompt: "go", extraTools: [tool], hooks: { PostToolUse: blocking } });
      check.deepEqual(ran, ["ran"], "the tool ran");
      check.excludes(after.requests[1]?.rawBody ?? "", "secret result", "a result nobody could look at");

      const hung = { handler: () => new Promise<undefined>(() => {}), blocking: true, timeoutMs: 30 };
      for (const [event, hooks] of Object.entries({
        UserPromptSubmit: { UserPromptSubmit: hung },
        before_agent_start: { before_agent_start: hung },
        "agent:bootstrap": { "agent:bootstrap": hung },
        message_received: { message_received: hung },
      } satisfies Record<string, TurnRequestHooks>)) {
        const turn = await s.turn({ prompt: "go", hooks });
        check.equal(turn.result.status, "failed", `${event}: status`);
        check.equal(turn.result.error?.code, "hook_failed", `${event}: error`);
        check.equal(turn.requests.length, 0, `${event}: requests`);
      }
      s.server.reply({ text: "the reply" });
      const sending = await s.turn({ prompt: "go", hooks: { message_sending: hung } });
      check.deepEqual(sending.result.payloads, [], "a reply nobody could look at is not sent");
      s.server.reply({ text: "the reply" });
      const stop = await s.turn({ prompt: "go", hooks: { Stop: hung } });
      check.equal(stop.result.error?.code, "hook_failed", "Stop: error");
    },
  }),
];

/** Hook events in one line each: event, outcome, message. */
export function hookLines(events: readonly TandemEvent[]): string[] {
  return eventsOf(events, "hook").map(({ event, outcome, message = "" }) =>
    `${event} ${outcome} ${message}`.trim(),
  );
}

/** The events without what differs from run to run. */
export function comparable({ events }: Turn): unknown[] {
  return events
    .filter(({ type }) => !type.endsWith("-delta") && type !== "route" && !type.startsWith("attempt"))
    .map((event) => {
      const { runId: _r, sessionId: _s, seq: _q, at: _a, ...rest } = event;
      const body: Record<string, unknown> = { ...rest };
      for (const name of ["durationMs", "sessionKey", "usage", "costUsd"]) delete body[name];
      return body;
    });
}

function textsOf(content: readonly { readonly type: string }[]): string {
  return content.map((block) => ("text" in block ? block.text : block.type)).join("");
}

function groupAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}
