/** The eleven events of Claude Code: when they fire and what they tell. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CLAUDE_EVENTS, type HookEvent } from "../../src/hooks/events.ts";
import type { Tandem } from "../../src/tandem.ts";
import { sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

type Payload = Readonly<Record<string, unknown>>;

export const hookPayloadScenarios = [
  scenario({
    id: "HOOK-03",
    name: "the eleven events of Claude Code fire with one payload shape, for shell and library handlers and on all engines",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const perEngine: unknown[] = [];
      for (const engine of engines) {
        const log = [{ hooks: [{ command: "cat >> hooks.jsonl" }] }];
        const hooks = Object.fromEntries(CLAUDE_EVENTS.map((event) => [event, log]));
        const s = await stage({ config: { hooks }, accounting: false });
        const heard: Payload[] = [];
        listen(s.tandem, heard);
        const key = sessionKey("eleven");
        const request = {
          runtime: engine.runtime,
          sessionKey: key,
          extraTools: [
            toolOf("good", () => textOutput("fine")),
            toolOf("broken", () => {
              throw new Error("it broke");
            }),
            toolOf("careful", async (_input, { confirm }) => textOutput(`${await confirm("Be careful?")}`)),
          ],
          confirm: async () => true,
        };
        s.server.reply(
          {
            toolCalls: ["good", "broken", "careful"].map((name) => ({
              id: `toolu_${name}`,
              name,
              input: { n: 1 },
            })),
          },
          { toolCalls: [{ id: "toolu_spawn", name: "spawn_subagent", input: { task: "Count." } }] },
          { text: "Seven." },
          { text: "All done." },
        );
        const first = await s.turn({ ...request, prompt: "Begin." });
        check.equal(first.result.text, "All done.", `${engine.id}: reply (${first.result.error?.message})`);
        await s.turn({ ...request, prompt: "Go on." });
        s.server.reply({ text: "What was said." });
        const compacted = await s.turn({
          runtime: engine.runtime,
          sessionKey: key,
          compact: { focus: "the names" },
        });
        check.equal(compacted.result.compactionCount, 1, `${engine.id}: ${compacted.result.error?.message}`);
        const old = s.tandem.sessions.get(key)?.id;
        s.tandem.sessions.reset(key);
        await s.turn({ ...request, prompt: "Anew." });
        await s.reopen();
        listen(s.tandem, heard);
        await s.turn({ ...request, prompt: "Again." });
        const current = s.tandem.sessions.get(key)?.id;
        const child = s.tandem.runs.list().find((run) => run.parentRunId !== null)?.runId ?? "none";
        await s.tandem.close();

        const told = (await readFile(join(s.workspace, "hooks.jsonl"), "utf8"))
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line) as Payload);
        check.deepEqual(
          [...new Set(heard.map((payload) => payload.hook_event_name))].sort(),
          [...CLAUDE_EVENTS].sort(),
          `${engine.id}: events that fired`,
        );
        const sorted = (payloads: readonly Payload[]) => payloads.map((one) => JSON.stringify(one)).sort();
        check.deepEqual(sorted(told), sorted(heard), `${engine.id}: what commands and functions were told`);
        for (const payload of heard) {
          check.ok([old, current].includes(payload.session_id as string), `${engine.id}: session id`);
          check.equal(payload.cwd, s.workspace, `${engine.id}: folder`);
        }
        const names = new Map([
          [old ?? "", "old"],
          [current ?? "", "new"],
          [s.workspace, "workspace"],
          [child, "child"],
        ]);
        perEngine.push(heard.filter(waitedFor).map((payload) => named(payload, names)));
        check.deepEqual(
          heard.filter((payload) => !waitedFor(payload)).map((payload) => payload.message),
          ["Be careful?"],
          `${engine.id}: notifications`,
        );
      }
      for (const payloads of perEngine) check.deepEqual(payloads, perEngine[0], "payloads in their order");
      const base = {
        session_id: "old",
        transcript_path: "",
        cwd: "workspace",
        permission_mode: "acceptEdits",
      };
      const tool = (name: string, input: object = { n: 1 }) => ({
        tool_name: name,
        tool_input: input,
        tool_use_id: `toolu_${name === "Agent" ? "spawn" : name}`,
        tandem_tool_name: name,
        tandem_tool_input: input,
      });
      const subagent = { agent_id: "child", agent_type: "main" };
      const response = (text: string) => ({ tool_response: { content: [{ type: "text", text }] } });
      const shown = perEngine[0] as Payload[];
      const of = (event: HookEvent) => shown.filter((payload) => payload.hook_event_name === event);
      const expected: Partial<Record<HookEvent, readonly object[]>> = {
        SessionStart: [
          { source: "startup", model: "claude-sonnet-4-5" },
          { source: "compact", model: "claude-sonnet-4-5" },
        ],
        UserPromptSubmit: [{ prompt: "Begin." }, { prompt: "Go on.", session_title: "Begin." }],
        PostToolUse: [
          { ...tool("good"), ...response("fine") },
          { ...tool("careful"), ...response("true") },
        ],
        PostToolUseFailure: [{ ...tool("broken"), error: "it broke", is_interrupt: false }],
        SubagentStart: [subagent],
        SubagentStop: [
          {
            ...subagent,
            agent_transcript_path: "",
            stop_hook_active: false,
            last_assistant_message: "Seven.",
          },
        ],
        Stop: [
          { stop_hook_active: false, last_assistant_message: "All done." },
          { stop_hook_active: false, last_assistant_message: "ok" },
        ],
        PreCompact: [{ trigger: "manual", custom_instructions: "the names" }],
        SessionEnd: [{ reason: "clear" }],
      };
      for (const [event, payloads] of Object.entries(expected)) {
        const inOld = of(event as HookEvent).filter((payload) => payload.session_id === "old");
        const seen = event === "PostToolUse" ? inOld.slice(0, 2) : inOld;
        check.deepEqual(
          seen,
          payloads.map((fields) => ({ ...base, hook_event_name: event, ...fields })),
          event,
        );
      }
      check.deepEqual(
        of("PreToolUse").map(({ tool_name, tool_use_id }) => [tool_name, tool_use_id]),
        ["good", "broken", "careful", "Agent"].map((name) => [name, tool(name).tool_use_id]),
        "PreToolUse: once for each call",
      );
      check.deepEqual(
        shown
          .filter((payload) => payload.session_id === "new" && /^Session/.test(`${payload.hook_event_name}`))
          .map(({ hook_event_name, source, reason }) => `${hook_event_name} ${source ?? reason}`),
        ["SessionStart clear", "SessionEnd other", "SessionStart resume", "SessionEnd other"],
        "the session that came in the old one's place",
      );
    },
  }),

  scenario({
    id: "HOOK-03",
    name: "in native mode the same events fire once each, those of the binary's own tools and subagents too",
    needs: ["sandbox"],
    engines: ["claude"],
    run: async ({ stage, check }) => {
      const s = await stage({
        config: { claude: { spare: false, harness: "native", native: { tools: ["Bash", "Read", "Agent"] } } },
        accounting: false,
      });
      const heard: Payload[] = [];
      listen(s.tandem, heard);
      const key = sessionKey("native");
      s.server.reply(
        {
          toolCalls: [
            { id: "toolu_bash", name: "Bash", input: { command: "echo hello" } },
            { id: "toolu_read", name: "Read", input: { file_path: `${s.workspace}/absent.txt` } },
          ],
        },
        {
          toolCalls: [
            {
              id: "toolu_agent",
              name: "Agent",
              input: { description: "count", prompt: "Count.", subagent_type: "general-purpose" },
            },
          ],
        },
        { text: "Seven." },
        { text: "All done." },
      );
      const { result } = await s.turn({
        prompt: "Begin.",
        sessionKey: key,
        exec: "ask",
        confirm: async () => true,
      });
      check.equal(result.text, "All done.", `reply (${result.error?.message})`);
      await s.turn({ prompt: "Go on.", sessionKey: key });
      s.server.reply({ text: "What was said." });
      await s.turn({ compact: {}, sessionKey: key });
      s.tandem.sessions.reset(key);
      await s.tandem.close();
      const lines = heard.map((payload) =>
        [
          payload.hook_event_name,
          payload.tool_use_id ?? payload.source ?? payload.reason ?? payload.agent_type ?? "",
        ].join(" "),
      );
      check.deepEqual(
        lines.filter((line) => !line.startsWith("Notification")),
        [
          "SessionStart startup",
          "UserPromptSubmit ",
          "PreToolUse toolu_bash",
          "PostToolUse toolu_bash",
          "PreToolUse toolu_read",
          "PostToolUseFailure toolu_read",
          "PreToolUse toolu_agent",
          "SubagentStart general-purpose",
          "SubagentStop general-purpose",
          "PostToolUse toolu_agent",
          "Stop ",
          "UserPromptSubmit ",
          "Stop ",
          "PreCompact ",
          "SessionStart compact",
          "SessionEnd clear",
        ],
        "events in their order",
      );
      const [bash] = heard.filter((payload) => payload.hook_event_name === "PostToolUse");
      check.includes(JSON.stringify(bash?.tool_response), "hello", "the response of a native tool");
      const asked = heard.filter((payload) => payload.hook_event_name === "Notification");
      check.deepEqual(
        asked.map((payload) => payload.notification_type),
        ["permission_prompt"],
        "notifications",
      );
      const base = ["session_id", "transcript_path", "cwd", "permission_mode", "hook_event_name"];
      for (const payload of heard)
        for (const field of base)
          check.equal(typeof payload[field], "string", `${field} of ${payload.hook_event_name}`);
      for (const payload of heard)
        check.equal(payload.session_id, result.sessionId, `the session of ${payload.hook_event_name}`);
    },
  }),
];

function listen(tandem: Tandem, heard: Payload[]): void {
  for (const event of CLAUDE_EVENTS)
    tandem.hooks.on(event, (payload) => void heard.push({ ...payload } as unknown as Payload));
}

/** Notifications are told beside the turn, so their place among the others is open. */
function waitedFor(payload: Payload): boolean {
  return payload.hook_event_name !== "Notification";
}

/** The payload with names instead of ids and paths, without the tools' own details (times, further ids). */
function named(payload: Payload, names: ReadonlyMap<string, string>): Payload {
  return JSON.parse(JSON.stringify(payload), (key, value) => {
    if (key === "details") return undefined;
    return typeof value === "string" ? (names.get(value) ?? value) : value;
  });
}
