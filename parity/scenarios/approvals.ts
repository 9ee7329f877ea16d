/** What a person is shown before they answer, and what they want instead: the same on every engine, and in every place. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTandem } from "../../src/create.ts";
import type { ConfirmAnswer, ConfirmQuestion, TurnRequest } from "../../src/kernel/request.ts";
import { describeQuestion } from "../../src/permissions/describe.ts";
import type { CallPreview } from "../../src/permissions/preview.ts";
import { everything } from "../mcp-servers.ts";
import { resultsOf } from "../on-wire.ts";
import { eventsOf, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Stage } from "../stage.ts";
import { native } from "./native.ts";

const INSTEAD = "Use pnpm, and “quote” it.\nThen tell Ada.";
const READ = `The user wants this instead:\n${INSTEAD}`;

const PATCH = `*** Begin Patch
*** Add File: new.txt
+first
*** Update File: a.txt
*** Move to: b.txt
@@
-two
+zwei
*** Delete File: gone.txt
*** End Patch`;

/** A call of each kind of tool. */
const CALLS: readonly (readonly [name: string, input: object])[] = [
  ["edit", { path: "a.txt", old_string: "two", new_string: "2" }],
  ["edit", { path: "a.txt", old_string: "nowhere", new_string: "2" }],
  ["apply_patch", { patch: PATCH }],
  ["write", { path: "notes/new.txt", content: "one\n" }],
  ["write", { path: "a.txt", content: "one\n2\n" }],
  ["write", { path: "../outside.txt", content: "x" }],
  ["exec", { command: "npm test && echo done", timeout_ms: 5_000 }],
  ["exec", { command: "sleep 100", background: true, cwd: "notes" }],
  ["web_fetch", { url: "https://example.org/a" }],
  ["mcp__srv__echo", { message: "hello" }],
  ["message", { channel: "pager", target: "ann", text: "Hi Ann" }],
  [
    "spawn_subagent",
    {
      parallel: [
        { task: "look", tools: ["read"] },
        { task: "count", model: "haiku" },
      ],
    },
  ],
  ["other", { deep: { list: [1, "two"] } }],
];

function files(s: Stage): void {
  mkdirSync(join(s.workspace, "notes"), { recursive: true });
  writeFileSync(join(s.workspace, "a.txt"), "one\ntwo\nthree\n");
  writeFileSync(join(s.workspace, "gone.txt"), "old\n");
}

/** A turn in which the model makes one call, and the question that came of it. */
async function asked(
  s: Stage,
  [name, input]: readonly [string, object],
  request: TurnRequest,
  answer: ConfirmAnswer = false,
) {
  s.server.reply({ toolCalls: [{ id: "toolu_0", name, input }] }, { text: "ended" });
  const questions: ConfirmQuestion[] = [];
  const turn = await s.turn({
    prompt: "go",
    ...request,
    confirm: async (question) => {
      questions.push(question);
      return answer;
    },
  });
  return { turn, question: questions[0] };
}

export const approvalScenarios = [
  scenario({
    id: "SAFE-03",
    name: "the question of every kind of tool shows all of what will happen, the same on all engines, and changes nothing",
    mode: "together",
    needs: ["sandbox"],
    run: async ({ stage, check, engines }) => {
      const s = await stage({
        accounting: false,
        config: {
          permissions: { mode: "default", ask: ["message", "spawn_subagent", "other"] },
          mcpServers: { srv: { ...everything(), trust: false } as never },
        },
      });
      s.tandem.channels.register({ name: "pager", send: async () => ({ receipt: "p-1" }) });
      const extraTools = [toolOf("other", () => textOutput("ran"))];
      const other = await createTandem(s.config);
      try {
        const seen: (readonly unknown[])[] = [];
        for (const { id, runtime } of engines) {
          files(s);
          const shown: unknown[] = [];
          for (const call of CALLS) {
            const what = `${id}: ${call[0]} ${JSON.stringify(call[1])}`;
            const { turn, question } = await asked(s, call, {
              runtime,
              extraTools,
              sessionKey: sessionKey(id),
            });
            const put = check.present(question, `${what}: asked (${turn.result.error?.message ?? ""})`);
            const { summary, preview, rule, agentId, workspaceDir, toolName } = put;
            const kept = check.present(other.approvals.get(put.approvalId), `${what}: kept`);
            check.deepEqual(
              describeQuestion(kept),
              describeQuestion(put),
              `${what}: the same from another process`,
            );
            check.deepEqual(
              { ...kept.preview, rule: kept.rule, agentId: kept.agentId, workspaceDir: kept.workspaceDir },
              { ...preview, rule, agentId, workspaceDir },
              `${what}: the same data`,
            );
            check.equal(workspaceDir, s.workspace, `${what}: workspace`);
            shown.push({ toolName, summary, preview, rule });
          }
          check.equal(
            readFileSync(join(s.workspace, "a.txt"), "utf8"),
            "one\ntwo\nthree\n",
            `${id}: unchanged`,
          );
          seen.push(shown);
        }
        for (const shown of seen) check.deepEqual(shown, seen[0], "questions of the engines");
        const previews = seen[0]!.map((one) => (one as { readonly preview: CallPreview }).preview);
        check.deepEqual(
          previews.map(({ kind }) => kind),
          [
            ...["changes", "changes", "changes", "write", "write", "write", "command", "command"],
            ...["fetch", "mcp", "message", "subagents", "arguments"],
          ],
          "kinds",
        );
        check.deepEqual(
          previews.map(({ problem }) => problem !== undefined),
          CALLS.map((_, index) => index === 1 || index === 5),
          "only what would fail says so",
        );
        const text = previews.map((preview) =>
          describeQuestion({ toolName: "tool", preview })
            .map((line) => line.text)
            .join("\n"),
        );
        const expected: readonly (readonly [at: number, parts: readonly string[]])[] = [
          [0, ["-two", "+2", " three"]],
          [1, ["old_string was not found in a.txt", "-nowhere"]],
          [
            2,
            ["create new.txt", "move a.txt to b.txt", "delete gone.txt", "+first", "-two", "+zwei", "-old"],
          ],
          [3, ["create notes/new.txt", "+one"]],
          [4, ["replace a.txt", "-two", "-three", "+2"]],
          [5, ["leads outside the workspace"]],
          [6, ["npm test && echo done", `Folder: ${s.workspace}`, "no network", "Ends after 5 s"]],
          [7, ["in the background", `Folder: ${join(s.workspace, "notes")}`]],
          [8, ["https://example.org/a"]],
          [9, ["call echo of the MCP server srv", 'message: "hello"']],
          [10, ["To: ann", "Hi Ann"]],
          [11, ["start 2 subagents, side by side", "tools read", "model haiku", "default mode"]],
          [12, ['"two"']],
        ];
        for (const [at, parts] of expected)
          for (const part of parts) check.includes(text[at]!, part, `question ${at + 1}`);
      } finally {
        await other.close();
      }
    },
  }),

  scenario({
    id: "SAFE-03",
    name: "what a person wants instead reaches the model in the call's result, from a callback and by id, and is kept",
    run: async ({ stage, check }) => {
      const s = await stage();
      const key = sessionKey("instead");
      const command = ["exec", { command: "npm test" }] as const;
      const answer = { allow: false, instead: ` ${INSTEAD}\n` };
      const { turn } = await asked(s, command, { sessionKey: key }, answer);
      const [response] = eventsOf(turn.events, "approval.response");
      check.equal(response?.instead, INSTEAD, "in the event");
      check.includes(resultsOf(turn.requests[1]).get("toolu_0")?.text ?? "", READ, "on the wire");
      check.equal(resultsOf(turn.requests[1]).get("toolu_0")?.isError, true, "as an error");

      const other = await createTandem(s.config);
      try {
        s.server.reply(
          { toolCalls: [{ id: "toolu_1", name: "exec", input: command[1] }] },
          { text: "ended" },
        );
        const { stream, done } = s.start({ prompt: "again", sessionKey: key, approvals: "wait" });
        while (other.approvals.list().length === 0) await new Promise((resolve) => setImmediate(resolve));
        const outcome = other.approvals.answer(`${stream.runId}-1`, { allow: false, instead: INSTEAD });
        check.deepEqual(outcome, { accepted: true, allowed: false, by: "user" }, "answered from elsewhere");
        const second = await done;
        check.includes(resultsOf(second.requests[1]).get("toolu_1")?.text ?? "", READ, "on the wire, by id");
        check.equal(eventsOf(second.events, "approval.response")[0]?.instead, INSTEAD, "in the event, by id");
      } finally {
        await other.close();
      }

      const asking = toolOf("asking", async (_input, { confirm }) =>
        textOutput((await confirm("Go on?")) ? "went on" : "stayed"),
      );
      const own = await asked(
        s,
        ["asking", {}],
        { extraTools: [asking] },
        { allow: false, instead: INSTEAD },
      );
      const text = resultsOf(own.turn.requests[1]).get("toolu_0")?.text ?? "";
      check.includes(text, "stayed", "the tool's own result");
      check.includes(text, READ, "of a question that a tool asks by itself");
    },
  }),

  scenario({
    id: ["SAFE-03", "TOOL-10"],
    name: "Claude Code's own tools ask the same questions as Tandem's in their place, and what is wanted instead reaches the model",
    engines: ["claude"],
    run: async ({ stage, check }) => {
      const config = { permissions: { mode: "default" as const } };
      const own = await stage({ accounting: false, config });
      const s = await stage({
        accounting: false,
        config: { ...native(["Bash", "Edit", "Write"]), ...config },
      });
      const at = (stageOf: Stage, name: string) => join(stageOf.workspace, name);
      const pairs: readonly (readonly [string, object, string, object])[] = [
        [
          "Edit",
          { file_path: at(s, "a.txt"), old_string: "two", new_string: "2" },
          "edit",
          { path: "a.txt", old_string: "two", new_string: "2" },
        ],
        [
          "Write",
          { file_path: at(s, "a.txt"), content: "one\n" },
          "write",
          { path: "a.txt", content: "one\n" },
        ],
        ["Bash", { command: "npm test", description: "Tests" }, "exec", { command: "npm test" }],
      ];
      for (const [name, input, ownName, ownInput] of pairs) {
        files(s);
        files(own);
        const { turn, question } = await asked(s, [name, input], {}, { allow: false, instead: INSTEAD });
        const { question: ownQuestion } = await asked(own, [ownName, ownInput], {});
        const preview = check.present(
          question,
          `${name}: asked (${turn.result.error?.message ?? ""})`,
        ).preview;
        const same = JSON.stringify(preview).replaceAll(s.workspace, own.workspace);
        check.equal(same, JSON.stringify(ownQuestion?.preview), `${name}: as ${ownName}`);
        check.includes(resultsOf(turn.requests[1]).get("toolu_0")?.text ?? "", READ, `${name}: on the wire`);
      }
    },
  }),
];
