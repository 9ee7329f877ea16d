/** Native mode beyond single calls: subagents inside the binary, and hooks on what happens there. */
import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CLAUDE_EVENTS } from "../../src/hooks/events.ts";
import { bodyOf, resultsOf, toolNamesOf } from "../on-wire.ts";
import { eventsOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { CapturedRequest, ModelServer, Reply } from "../wire/model-server.ts";
import { call, FREE, native } from "./native.ts";

/** The subagent of the binary that a request comes from; absent for requests of the conversation. */
const agentOf = (request: CapturedRequest) => request.headers["x-claude-code-agent-id"];

/** Answers the conversation with `main` and every subagent, known by the prompt it was given, with its own replies. */
function script(server: ModelServer, main: Reply[], agents: Readonly<Record<string, Reply[]>>): void {
  server.respond((request) => {
    if (agentOf(request) === undefined) return main.shift() ?? { text: "out of replies" };
    const prompt = Object.keys(agents).find((text) => request.rawBody.includes(text)) ?? "";
    return agents[prompt]?.shift() ?? { text: "out of replies" };
  });
}

export const nativeAgentScenarios = [
  scenario({
    id: "TOOL-10",
    name: "subagents of the Agent tool run under the turn's rules, and their requests are attempts of the turn",
    engines: ["claude"],
    run: async ({ stage, check }) => {
      const agents = { counter: { description: "Counts.", prompt: "You count.", tools: ["Read", "ls"] } };
      const s = await stage({
        config: { ...native(["Agent", "Bash", "Read", "Write"], { agents }), tools: { deny: ["write"] } },
      });
      writeFileSync(join(s.workspace, "a.txt"), "alpha\n");
      writeFileSync(join(s.workspace, ".env"), "KEY=hunter2\n");
      const spawn = (id: string, subagent_type: string, prompt: string) =>
        call(id, "Agent", {
          description: "d",
          prompt,
          subagent_type,
          model: "haiku",
          run_in_background: true,
        });
      const reads = (id: string) => ({
        toolCalls: [
          call(`${id}_read`, "Read", { file_path: join(s.workspace, "a.txt") }),
          call(`${id}_far`, "Read", { file_path: "/etc/hostname" }),
          call(`${id}_ls`, "ls", {}),
        ],
      });
      script(
        s.server,
        [
          {
            toolCalls: [spawn("one", "counter", "Count the sheep"), spawn("two", "Explore", "Find the wolf")],
          },
          { text: "both are back" },
        ],
        {
          "Count the sheep": [reads("c"), { text: "seven sheep" }],
          "Find the wolf": [reads("e"), { text: "a wolf", stop: "max_tokens" }, { text: "hidden" }],
        },
      );
      const { result, requests, events } = await s.turn({ ...FREE, prompt: "go" });
      check.equal(result.text, "both are back", `reply (${result.error?.message})`);

      const inner = requests.filter((request) => agentOf(request) !== undefined);
      check.equal(
        inner.length,
        4,
        "requests of subagents, without the hidden one that goes on after the limit",
      );
      check.deepEqual(
        [...new Set(requests.map((request) => bodyOf(request).model))],
        ["claude-sonnet-4-5"],
        "models",
      );
      const own = inner.find((request) => request.rawBody.includes("Count the sheep"));
      check.deepEqual(toolNamesOf(own), ["Read", "ls"], "tools of an agent that names its own");
      check.deepEqual(
        result.attempts.map((attempt) => attempt.agent ?? "-").sort(),
        ["-", "-", "Explore", "Explore", "counter", "counter"],
        "attempts, by who made them",
      );
      check.deepEqual(
        result.attempts.map((attempt) => attempt.index),
        [1, 2, 3, 4, 5, 6],
        "numbers of the attempts",
      );
      check.equal(result.usage.output, 6 * 20, "tokens of all of them");
      const ends = eventsOf(events, "attempt.end").map(({ attempt }) => attempt.costUsd ?? 0);
      check.within(
        (result.costUsd ?? 0) / ends.reduce((a, b) => a + b, 0),
        0.999,
        1.001,
        "what they cost together",
      );
      check.equal(result.turnCount, 2, "model calls of the conversation");

      for (const [prompt, id] of [
        ["Count the sheep", "c"],
        ["Find the wolf", "e"],
      ] as const) {
        const results = resultsOf(inner.filter((request) => request.rawBody.includes(prompt)).at(-1));
        check.includes(results.get(`toolu_${id}_read`)?.text ?? "", "alpha", `${id}: what Read gave`);
        check.match(
          results.get(`toolu_${id}_far`)?.text ?? "",
          /leads outside the workspace/,
          `${id}: a far file`,
        );
        check.includes(results.get(`toolu_${id}_ls`)?.text ?? "", "a.txt", `${id}: a tool of Tandem`);
      }
      const results = resultsOf(requests.at(-1));
      check.includes(results.get("toolu_one")?.text ?? "", "seven sheep", "the first one's answer");
      check.deepEqual(
        eventsOf(events, "tool-result").map((event) => event.toolCallId),
        ["toolu_one", "toolu_two"],
        "results of the conversation",
      );
    },
  }),

  scenario({
    id: "HOOK-03",
    name: "in native mode each event fires once: for native calls, subagents inside the engine and the turn itself",
    engines: ["claude"],
    run: async ({ stage, check }) => {
      const log = [{ hooks: [{ command: "cat >> hooks.jsonl; echo >> hooks.jsonl" }] }];
      const hooks = Object.fromEntries(CLAUDE_EVENTS.map((event) => [event, log]));
      const s = await stage({ config: { ...native(["Agent", "Bash", "Read"]), hooks } });
      writeFileSync(join(s.workspace, "a.txt"), "alpha\n");
      const read = (id: string) => call(id, "Read", { file_path: join(s.workspace, "a.txt") });
      script(
        s.server,
        [
          { toolCalls: [read("read"), call("bash", "Bash", { command: "exit 3" }), call("ls", "ls", {})] },
          {
            toolCalls: [
              call("agent", "Agent", { description: "d", prompt: "Count", subagent_type: "general-purpose" }),
            ],
          },
          { text: "done" },
        ],
        { Count: [{ toolCalls: [read("inner")] }, { text: "seven" }] },
      );
      const { result, events } = await s.turn({ ...FREE, prompt: "go" });
      check.equal(result.text, "done", `reply (${result.error?.message})`);
      type Payload = Readonly<Record<string, unknown>>;
      const lines = (await readFile(join(s.workspace, "hooks.jsonl"), "utf8"))
        .split("\n")
        .filter((line) => line !== "");
      const heard = lines.map((line) => JSON.parse(line) as Payload);
      const told = heard.map((one) =>
        [one.hook_event_name, one.tool_use_id ?? one.agent_type].filter(Boolean).join(" "),
      );
      check.deepEqual(
        [...told].sort(),
        [
          "PostToolUse toolu_agent",
          "PostToolUse toolu_inner",
          "PostToolUse toolu_ls",
          "PostToolUse toolu_read",
          "PostToolUseFailure toolu_bash",
          "PreToolUse toolu_agent",
          "PreToolUse toolu_bash",
          "PreToolUse toolu_inner",
          "PreToolUse toolu_ls",
          "PreToolUse toolu_read",
          "SessionStart",
          "Stop",
          "SubagentStart general-purpose",
          "SubagentStop general-purpose",
          "UserPromptSubmit",
        ],
        "what was heard, each once",
      );
      for (const one of heard) {
        check.equal(one.session_id, result.sessionId, `${one.hook_event_name}: session`);
        check.equal(one.cwd, s.workspace, `${one.hook_event_name}: folder`);
        check.equal(one.permission_mode, "bypassPermissions", `${one.hook_event_name}: mode`);
      }
      const of = (event: string, id: string) =>
        check.present(
          heard.find((one) => one.hook_event_name === event && one.tool_use_id === `toolu_${id}`),
          `${event} of ${id}`,
        );
      check.equal(of("PreToolUse", "read").tool_name, "Read", "the tool's own name");
      const response = of("PostToolUse", "read").tool_response as { file?: { content?: string } };
      check.equal(response.file?.content, "alpha\n", "an answer in Claude Code's form");
      check.equal(of("PreToolUse", "read").agent_id, undefined, "a call of the conversation");
      check.equal(of("PreToolUse", "inner").agent_type, "general-purpose", "a call of the subagent");
      check.equal(of("PreToolUse", "bash").tool_input !== undefined, true, "the input");
      const agent = heard.find((one) => one.hook_event_name === "SubagentStop");
      check.equal(agent?.last_assistant_message, "seven", "the subagent's last words");
      check.equal(agent?.agent_id, of("PreToolUse", "inner").agent_id, "one name for the subagent");
      check.equal(eventsOf(events, "hook").length, heard.length, "events that tell of hooks");
    },
  }),
];
