/** What a subagent may not: outlive its parent, stand too deep, or have more rights and money than it. */
import type { TurnRequest } from "../../src/kernel/request.ts";
import { resultsOf, toolNamesOf } from "../on-wire.ts";
import { eventsOf, gate, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import { children, firstText, requestsOf, script, spawn } from "../subagents.ts";
import type { Reply } from "../wire/model-server.ts";

export const subagentLimitScenarios = [
  scenario({
    id: "TOOL-09",
    name: "abort of the parent ends subagents of every engine and settles promptly",
    mode: "together",
    run: async ({ stage, check, engines, note }) => {
      for (const engine of engines) {
        const s = await stage({ accounting: false });
        const never = gate();
        const all = gate();
        let begun = 0;
        const tasks = [0, 1, 2, 3].map((n) => ({
          task: `Wait ${n}.`,
          runtime: engines[n % engines.length]!.runtime as "pi" | "claude",
        }));
        s.server.respond((request) => {
          if (firstText(request) === "Parent") return spawn({ parallel: tasks });
          begun += 1;
          if (begun === 4) all.release();
          return { text: "late", hold: never.open };
        });
        const { stream, done, until } = s.start({ prompt: "Parent", runtime: engine.runtime });
        await until(all.open);
        const startedAt = performance.now();
        stream.abort();
        const turn = await done;
        const tookMs = performance.now() - startedAt;
        never.release();
        check.equal(turn.result.status, "aborted", `${engine.id}: the parent`);
        // A child on an engine in a child process may take as long as that engine's own turns.
        const limit = Math.max(...engines.map((one) => one.abortLimitMs)) + 100;
        check.ok(tookMs <= limit, `${engine.id}: settled after ${Math.round(tookMs)} of ${limit} ms`);
        note(`parent on ${engine.id}: settled after ${Math.round(tookMs)} ms`);
        check.deepEqual(
          children(s, turn.result.runId).map((run) => run.status),
          ["aborted", "aborted", "aborted", "aborted"],
          `${engine.id}: the children`,
        );
        const told = eventsOf(turn.events, "subagent").filter((event) => event.state === "ended");
        check.deepEqual(
          told.map((event) => event.status),
          ["aborted", "aborted", "aborted", "aborted"],
          `${engine.id}: told before the parent's end`,
        );
        check.equal(turn.events.at(-1)?.type, "lifecycle.end", `${engine.id}: nothing follows`);
        const next = await s.turn({ prompt: "Still there?", runtime: engine.runtime, disableTools: true });
        check.equal(next.result.status, "completed", `${engine.id}: the next turn`);
      }
    },
  }),

  scenario({
    id: "TOOL-09",
    name: "the depth limit holds, no request content changes it, and a lane of one never waits for itself",
    run: async ({ stage, check }) => {
      const s = await stage({ accounting: false, config: { lanes: { main: 1, subagent: 1 } } });
      script(s, {
        Parent: [spawn({ task: "Child." }), { text: "Done." }],
        "Child.": [spawn({ task: "Grandchild." }, "toolu_deep"), { text: "Child done." }],
        "Grandchild.": [spawn({ task: "Too deep." }, "toolu_deeper"), { text: "Grandchild done." }],
      });
      for (const [field, value] of Object.entries({
        depth: -5,
        parentRunId: "someone",
        parent: null,
        family: null,
      })) {
        const forged = { [field]: value } as TurnRequest;
        const { result } = await s.turn({ prompt: "Parent", lane: "subagent", ...forged });
        check.equal(result.error?.code, "validation_failed", `${field}: refused`);
        check.equal(result.error?.field, field, `${field}: by its name`);
      }
      const turn = await s.turn({ prompt: "Parent", lane: "subagent" });
      check.equal(turn.result.text, "Done.", turn.result.error?.message ?? "reply");
      check.ok(
        turn.events.every((event) => event.parentRunId === undefined),
        "a request names no parent",
      );
      const offered = (task: string) => toolNamesOf(requestsOf(s, task)[0]).includes("spawn_subagent");
      check.deepEqual(
        [offered("Parent"), offered("Child."), offered("Grandchild.")],
        [true, true, false],
        "where it is offered",
      );
      const deep = resultsOf(requestsOf(s, "Grandchild.").at(-1)).get("toolu_deeper");
      check.equal(deep?.isError, true, "a call of it all the same is refused");
      check.equal(requestsOf(s, "Too deep.").length, 0, "and starts nothing");
      check.equal(turn.result.subagents.count, 2, "counted through all levels");
      const [child] = children(s, turn.result.runId);
      const [grandchild] = children(s, child!.runId);
      check.equal(grandchild?.status, "completed", "the grandchild's run stands below the child's");
      check.ok(
        s.tandem.events.read(grandchild!.runId).every((event) => event.parentRunId === child!.runId),
        "and carries it as parent",
      );

      const none = await stage({ config: { subagents: { maxDepth: 0 } } });
      const without = await none.turn({ prompt: "hi" });
      check.ok(!toolNamesOf(without.requests[0]).includes("spawn_subagent"), "depth 0: not offered at all");
    },
  }),

  scenario({
    id: "TOOL-09",
    name: "a subagent has at most its parent's tools, permissions and money",
    run: async ({ stage, check }) => {
      const s = await stage({
        accounting: false,
        config: {
          subagents: { maxChildren: 3 },
          tools: { deny: ["exec"] },
          agents: { free: { tools: { alsoAllow: ["exec"] } }, bound: { tools: { deny: ["grep"] } } },
        },
      });
      const seen = new Map<string, unknown>();
      const look = toolOf(
        "look",
        ({ who }, { turn }) => {
          seen.set(String(who), [turn?.permissionMode, turn?.userAvailable, turn?.workspaceDir]);
          return textOutput("seen");
        },
        { readOnly: true },
      );
      const looks = (who: string): Reply[] => [
        { toolCalls: [{ id: "toolu_look", name: "look", input: { who } }] },
        { text: who },
      ];
      script(s, {
        Parent: [
          spawn({
            parallel: [
              { task: "Narrow.", tools: ["look", "ls"] },
              { task: "Free.", agentId: "free" },
              { task: "Bound.", agentId: "bound" },
            ],
          }),
          spawn({ task: "Fourth." }, "toolu_more"),
          { text: "Done." },
        ],
        "Narrow.": looks("narrow"),
        "Free.": looks("free"),
        "Bound.": [{ toolCalls: [{ id: "toolu_ls", name: "ls", input: {} }] }, ...looks("bound")],
      });
      const turn = await s.turn({
        prompt: "Parent",
        extraTools: [look],
        clientTools: [{ name: "write", description: "The caller's.", inputSchema: { type: "object" } }],
        hooks: {
          before_tool_call: ({ toolName }) =>
            toolName === "ls" ? { decision: "deny", reason: "not today" } : undefined,
        },
        permissionMode: "plan",
        noUserAvailable: true,
        maxBudgetUsd: 5,
      });
      check.equal(turn.result.text, "Done.", turn.result.error?.message ?? "reply");
      const tools = (task: string) => toolNamesOf(requestsOf(s, task)[0]);
      const own = tools("Parent").filter((name) => name !== "write");
      check.deepEqual(tools("Narrow."), ["look", "ls"], "as the call narrows them");
      const free = tools("Free.");
      check.ok(
        free.length > 5 && free.every((name) => own.includes(name)),
        `no more than the parent's, and none that its caller runs: ${free}`,
      );
      check.deepEqual(
        tools("Bound."),
        free.filter((name) => name !== "grep"),
        "less where its own agent's are fewer",
      );
      for (const who of ["narrow", "free", "bound"])
        check.deepEqual(seen.get(who), ["plan", false, s.workspace], `${who}: permissions`);
      const listed = resultsOf(requestsOf(s, "Bound.").at(-1)).get("toolu_ls");
      check.match(listed?.text ?? "", /not today/, "hooks of the parent's request hold below it");
      const fourth = resultsOf(turn.requests.at(-1)).get("toolu_more");
      check.match(fourth?.text ?? "", /spawned 3 subagents, which is the most/, "how many it may spawn");

      // Each reply costs about a tenth of a dollar: the second of them finds the budget used up.
      const poor = await stage({ accounting: false });
      const dear = { input: 30_000, output: 1 };
      script(poor, {
        Parent: [spawn({ task: "Spend." }), { text: "Not reached." }],
        "Spend.": [
          { text: "first", usage: dear, toolCalls: [{ id: "toolu_ls", name: "ls", input: {} }] },
          { text: "x" },
        ],
      });
      const spent = await poor.turn({ prompt: "Parent", maxBudgetUsd: 0.08 });
      check.equal(spent.result.stopReason, "max_budget", "the parent's budget counts its child's calls");
      check.equal(requestsOf(poor, "Spend.").length, 1, "which ended the child too");
      check.ok((spent.result.costUsd ?? 1) < 0.01, "what the parent spent itself");

      const session = await stage({ accounting: false, config: { budgets: { perSessionUsd: 0.08 } } });
      const key = sessionKey("session-budget");
      script(session, {
        Parent: [spawn({ task: "Spend." }), { text: "Not reached." }],
        "Spend.": [{ text: "first", usage: dear }],
      });
      const first = await session.turn({ prompt: "Parent", sessionKey: key });
      check.equal(first.result.error?.code, "budget_exceeded", "the session's budget counts its subagents'");
      await session.reopen();
      const second = await session.turn({ prompt: "More.", sessionKey: key });
      check.equal(second.result.error?.code, "budget_exceeded", "also in a later process");
    },
  }),

  scenario({
    id: "TOOL-09",
    name: "a parent in native mode spawns subagents on either engine, which have what stands for its own tools and no more",
    engines: ["claude"],
    run: async ({ stage, check }) => {
      const s = await stage({
        accounting: false,
        config: { claude: { spare: false, harness: "native", native: { tools: ["Read"] } } },
      });
      script(s, {
        Parent: [
          spawn({ chain: [{ task: "On pi.", runtime: "pi" }, { task: "On claude." }] }),
          { text: "Done." },
        ],
        "On pi.": [{ text: "pi heard" }],
        "On claude.": [{ text: "claude heard" }],
      });
      const { result } = await s.turn({ prompt: "Parent", allowTools: ["spawn_subagent"] });
      check.equal(result.text, "Done.", result.error?.message ?? "reply");
      check.deepEqual(
        children(s, result.runId)
          .map((run) => [run.runtime, run.status])
          .sort(),
        [
          ["claude", "completed"],
          ["pi", "completed"],
        ],
        "engines",
      );
      const own = toolNamesOf(requestsOf(s, "Parent")[0]);
      check.ok(own.includes("Read") && !own.includes("read"), "the parent's own");
      const onPi = toolNamesOf(requestsOf(s, "On pi.")[0]);
      check.ok(onPi.includes("read") && !onPi.includes("Read"), "what stands for it on pi");
      check.ok(
        onPi.every((name) => name === "read" || own.includes(name)),
        "and no more",
      );
      check.ok(toolNamesOf(requestsOf(s, "On claude.")[0]).includes("Read"), "native below native");
    },
  }),
];
