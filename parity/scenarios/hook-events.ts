/** Hooks at the beginning and the end of a turn. */
import type { TurnRequestHooks } from "../../src/hooks/handler.ts";
import { comparable, hookLines } from "../hook-lines.ts";
import { lineOf, partsOf, systemOf } from "../on-wire.ts";
import { gate, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";

export const hookEventScenarios = [
  scenario({
    id: ["HOOK-02", "HOOK-03"],
    name: "hooks at the opening put context before the prompt and another system prompt in place, in request and transcript",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage({
        config: {
          hooks: {
            SessionStart: [{ matcher: "startup", hooks: [{ command: "echo It is Friday." }] }],
            UserPromptSubmit: [
              {
                hooks: [
                  {
                    command: `echo '{"hookSpecificOutput":{"hookEventName":"UserPromptSubmit","additionalContext":"The office is closed."}}'`,
                  },
                ],
              },
            ],
          },
        },
      });
      const turns: unknown[] = [];
      for (const engine of engines) {
        const prompts: string[] = [];
        const key = sessionKey(`opening-${engine.id}`);
        const hooks: TurnRequestHooks = {
          before_agent_start: ({ systemPrompt, prompt, model }) => {
            prompts.push(systemPrompt);
            return {
              systemPrompt: `You answer "${prompt}" on ${model}.`,
              prependContext: "The door is open.",
            };
          },
        };
        const request = { runtime: engine.runtime, sessionKey: key, prompt: "Who is there?", hooks };
        const turn = await s.turn(request);
        check.equal(turn.result.status, "completed", `${engine.id}: ${turn.result.error?.message}`);
        const system = `You answer "Who is there?" on claude-sonnet-4-5.`;
        check.equal(systemOf(turn.requests[0]).at(-1), system, `${engine.id}: the system prompt`);
        check.equal(
          systemOf(turn.requests[0]).length,
          engine.identityLine === null ? 1 : 2,
          `${engine.id}: blocks of the system prompt`,
        );
        check.deepEqual(
          turn.result.systemPrompt?.parts,
          [{ name: "hook", chars: system.length }],
          `${engine.id}: the report`,
        );
        check.match(prompts[0] ?? "", /You are a capable assistant.*working folder/s, `${engine.id}: before`);
        const lines = ["It is Friday.", "The office is closed.", "The door is open.", "Who is there?"];
        check.deepEqual(
          partsOf(turn.requests[0]).map(lineOf),
          lines.map((line) => `user:text:${line}`),
          `${engine.id}: the message`,
        );
        const second = await s.turn({ ...request, prompt: "And now?" });
        check.deepEqual(
          partsOf(second.requests[0]).map(lineOf),
          [
            ...lines.map((line) => `user:text:${line}`),
            "assistant:text:ok",
            ...lines.slice(1, 3).map((line) => `user:text:${line}`),
            "user:text:And now?",
          ],
          `${engine.id}: the second request`,
        );
        turns.push([comparable(turn), comparable(second)]);
      }
      for (const turn of turns) check.deepEqual(turn, turns[0], "events of one engine against the other");
    },
  }),

  scenario({
    id: "HOOK-03",
    name: "a blocked prompt is neither sent nor kept, also when it is sent into a running turn",
    run: async ({ stage, check }) => {
      const command = `grep -q password && { echo "never send passwords" >&2; exit 2; }; exit 0`;
      const s = await stage({ config: { hooks: { UserPromptSubmit: [{ hooks: [{ command }] }] } } });
      const key = sessionKey("blocked");
      const blocked = await s.turn({ prompt: "my password is 1234", sessionKey: key });
      check.equal(blocked.result.status, "failed", "status");
      check.equal(blocked.result.error?.code, "prompt_blocked", "error");
      check.includes(blocked.result.error?.message ?? "", "never send passwords", "the reason");
      check.equal(blocked.requests.length, 0, "requests");
      check.equal(s.tandem.sessions.entries(key).length, 0, "entries");
      check.deepEqual(hookLines(blocked.events), ["UserPromptSubmit denied never send passwords"], "event");

      const open = gate();
      const begun = gate();
      const wait = toolOf("wait", async () => {
        begun.release();
        await open.open;
        return textOutput("waited");
      });
      // The tool continues once the hooks have let the second message through.
      s.tandem.hooks.on("UserPromptSubmit", ({ prompt }) => {
        if (prompt === "also count") setImmediate(open.release);
      });
      s.server.reply({ toolCalls: [{ id: "toolu_1", name: "wait", input: {} }] }, { text: "done" });
      const turn = s.start({ prompt: "go", sessionKey: key, extraTools: [wait] });
      await turn.until(begun.open);
      const bad = await s.tandem.send({ sessionKey: key, prompt: "password: 1234" }).outcome;
      check.equal(bad.outcome, "rejected", "the steered one");
      check.equal(bad.error?.code, "prompt_blocked", "why");
      const good = s.tandem.send({ sessionKey: key, prompt: "also count" });
      check.equal((await good.outcome).outcome, "steered", "one that may pass");
      const { requests } = await turn.done;
      check.includes(requests.at(-1)?.rawBody ?? "", "also count", "what was steered");
      check.excludes(requests.at(-1)?.rawBody ?? "", "1234", "what was blocked");
    },
  }),

  scenario({
    id: "HOOK-03",
    name: "a Stop hook makes the model go on, knows that it did, and `continue: false` ends the turn",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage();
      const turns: unknown[] = [];
      for (const engine of engines) {
        const actives: boolean[] = [];
        const hooks: TurnRequestHooks = {
          Stop: ({ stop_hook_active, last_assistant_message }) => {
            actives.push(stop_hook_active);
            const open = !`${last_assistant_message}`.includes("tested");
            return open ? { decision: "block", reason: "Run the tests first." } : undefined;
          },
        };
        const key = sessionKey(`stop-${engine.id}`);
        s.server.reply({ text: "written" }, { text: "not yet" }, { text: "tested" });
        const turn = await s.turn({ prompt: "Write it.", runtime: engine.runtime, sessionKey: key, hooks });
        check.equal(turn.result.text, "tested", `${engine.id}: reply (${turn.result.error?.message})`);
        check.deepEqual(actives, [false, true, true], `${engine.id}: stop_hook_active`);
        check.deepEqual(
          partsOf(turn.requests[2]).map(lineOf),
          [
            "user:text:Write it.",
            "assistant:text:written",
            "user:text:Run the tests first.",
            "assistant:text:not yet",
            "user:text:Run the tests first.",
          ],
          `${engine.id}: the last request`,
        );
        s.server.respond(() => ({ text: "never done" }));
        const endless = await s.turn({ prompt: "Loop.", runtime: engine.runtime, hooks });
        check.equal(endless.result.status, "completed", `${engine.id}: a hook that never has enough`);
        check.equal(endless.requests.length, 9, `${engine.id}: its model calls`);
        check.ok(
          endless.result.warnings.some((warning) => warning.code === "stop_hook_limit"),
          `${engine.id}: told`,
        );
        s.server.respond(() => ({ text: "ok" }));
        const ran: string[] = [];
        s.server.reply({ toolCalls: [{ id: "toolu_1", name: "act", input: {} }] });
        const ended = await s.turn({
          prompt: "Act.",
          runtime: engine.runtime,
          extraTools: [
            toolOf("act", () => {
              ran.push("ran");
              return textOutput("done");
            }),
          ],
          hooks: { PreToolUse: () => ({ continue: false, stopReason: "Enough for today." }) },
        });
        check.equal(ended.result.status, "aborted", `${engine.id}: status`);
        check.equal(ended.result.error?.code, "hook_stopped", `${engine.id}: error`);
        check.equal(ended.result.error?.message, "Enough for today.", `${engine.id}: reason`);
        check.deepEqual(ran, [], `${engine.id}: the tool`);
        turns.push(comparable(turn));
      }
      for (const turn of turns) check.deepEqual(turn, turns[0], "events of one engine against the other");
    },
  }),

  scenario({
    id: ["HOOK-02", "TOOL-09"],
    name: "hooks of a turn hold for its subagents: a call denied to it is denied to them, and says whose it is",
    run: async ({ stage, check }) => {
      const s = await stage({ accounting: false });
      const ran: string[] = [];
      const told: unknown[] = [];
      const act = toolOf("act", () => {
        ran.push("ran");
        return textOutput("done");
      });
      s.server.reply(
        { toolCalls: [{ id: "toolu_spawn", name: "spawn_subagent", input: { task: "Act." } }] },
        { toolCalls: [{ id: "toolu_act", name: "act", input: {} }] },
        { text: "I may not." },
        { text: "It may not." },
      );
      const { result } = await s.turn({
        prompt: "go",
        sessionKey: sessionKey("inherited"),
        extraTools: [act],
        hooks: {
          PreToolUse: {
            matcher: "act",
            handler: ({ agent_id, agent_type }) => {
              told.push([agent_id, agent_type]);
              return { decision: "block", reason: "nobody acts" };
            },
          },
        },
      });
      check.equal(result.text, "It may not.", `reply (${result.error?.message})`);
      check.deepEqual(ran, [], "the tool");
      const child = s.tandem.runs.list().find((run) => run.parentRunId === result.runId);
      check.deepEqual(told, [[child?.runId, "main"]], "whose call it is");
    },
  }),
];
