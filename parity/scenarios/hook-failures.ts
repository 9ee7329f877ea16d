/** What becomes of hooks that fail, and of what a blocking one was asked about. */
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TurnRequestHooks } from "../../src/hooks/handler.ts";
import { hookLines } from "../hook-lines.ts";
import { resultsOf } from "../on-wire.ts";
import { runningProcesses } from "../processes.ts";
import { textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

/** A tool that says what it was given. */
const echo = () => toolOf("echo", (input) => textOutput(JSON.stringify(input)));

export const hookFailureScenarios = [
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
      check.deepEqual(await aliveIn(group), [], "processes of the hanging command");

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

/** Commands of a group of processes that still run. */
async function aliveIn(group: number): Promise<string[]> {
  const all = await runningProcesses();
  return all.filter((one) => one.group === group).map(({ command }) => command);
}
