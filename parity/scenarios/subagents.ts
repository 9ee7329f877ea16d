/** Turns that a turn starts to hand a task on: who runs what, with which rights, at whose cost, and how they end. */
import type { TandemEvent } from "../../src/events/event.ts";
import type { TurnRequest } from "../../src/kernel/request.ts";
import type { RunRecord } from "../../src/sessions/store.ts";
import { bodyOf, partsOf, resultsOf, systemOf, toolNamesOf } from "../on-wire.ts";
import { eventsOf, gate, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Stage, Turn } from "../stage.ts";
import type { CapturedRequest, MessageReply, Reply } from "../wire/model-server.ts";

const OTHER_MODEL = "anthropic/claude-haiku-4-5";

export const subagentScenarios = [
  scenario({
    id: "TOOL-09",
    name: "one task runs in a session and a run of its own below the parent, on the parent's engine and model, and its reply comes back",
    run: async ({ stage, check, engine }) => {
      const s = await stage({ accounting: false });
      const key = sessionKey("single");
      const seen: unknown[] = [];
      const look = toolOf("look", (_input, { turn }) => {
        seen.push([turn?.depth, turn?.parentRunId, turn?.senderIsOwner, turn?.messaging.senderId]);
        return textOutput("seen");
      });
      script(s, {
        Parent: [spawn({ task: "Count the apples." }), { text: "It says 7." }],
        "Count the apples.": [
          { toolCalls: [{ id: "toolu_look", name: "look", input: {} }] },
          { text: "There are 7 apples." },
        ],
      });
      const turn = await s.turn({
        prompt: "Parent",
        sessionKey: key,
        extraTools: [look],
        extraSystemPrompt: "Only for the parent.",
        senderId: "u1",
        senderIsOwner: true,
      });
      const { result } = turn;
      check.equal(result.text, "It says 7.", result.error?.message ?? "reply");
      check.equal(
        resultsOf(turn.requests.at(-1)).get("toolu_spawn")?.text,
        "There are 7 apples.",
        "tool result",
      );
      const [child] = children(s, result.runId);
      check.equal(child?.status, "completed", "the child's run");
      check.deepEqual([child?.runtime, child?.model], [result.runtime, result.model], "engine and model");
      check.deepEqual(seen, [[1, result.runId, true, "u1"]], "what the child's tools are told");
      const session = check.present(s.tandem.sessions.get(child?.sessionId ?? ""), "the child's session");
      check.equal(session.key, `agent:main:subagent:${child?.runId}`, "its key");
      check.equal(session.spawnedBy, result.sessionId, "who spawned it");
      check.equal(s.tandem.sessions.get(key)?.spawnedBy, null, "nobody spawned the parent's");

      const [asked] = requestsOf(s, "Count the apples.");
      check.equal(partsOf(asked).length, 1, "the child knows its task only");
      const system = systemOf(asked).join("\n");
      check.excludes(system, "Only for the parent.", "the parent's own prompt");
      check.includes(system, "You work for another agent", "the child's prompt");

      const events = s.tandem.events.read(child!.runId);
      check.ok(
        events.length > 5 && events.every((event) => event.parentRunId === result.runId),
        "events of the child carry the parent",
      );
      const told = eventsOf(turn.events, "subagent");
      const { usage, costUsd } = child!;
      const about = {
        childRunId: child!.runId,
        toolCallId: "toolu_spawn",
        agentId: "main",
        task: "Count the apples.",
      };
      check.deepEqual(
        told.map(({ type: _t, runId: _r, sessionId: _s, seq: _q, at: _a, ...rest }) => rest),
        [
          { ...about, state: "started" },
          { ...about, state: "ended", status: "completed", usage, costUsd },
        ],
        "events of the parent",
      );
      check.deepEqual(result.subagents, { count: 1, usage, costUsd }, "counted for the parent");
      check.ok(eventsOf(turn.events, "tool-progress").length > 0, "its progress is told");
      check.equal(result.attempts.length, 2, `the parent's own attempts on ${engine.id}`);
    },
  }),

  scenario({
    id: "TOOL-09",
    name: "four side by side on mixed engines: one fails alone, events carry the parent, and cost adds up once",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      for (const engine of engines) {
        const s = await stage({ accounting: false });
        const all = gate();
        let begun = 0;
        const tasks = [0, 1, 2, 3].map((n) => ({
          task: `Task number ${n}.`,
          runtime: engines[n % engines.length]!.runtime as "pi" | "claude",
          ...(n === 1 ? { model: OTHER_MODEL } : {}),
        }));
        s.server.respond((request) => {
          const first = firstText(request);
          if (first === "Parent")
            return resultsOf(request).size === 0 ? spawn({ parallel: tasks }) : { text: "All heard." };
          begun += 1;
          if (begun === 4) all.release();
          if (first === "Task number 3.") return { status: 400 };
          return { text: `Reply to ${first}`, hold: all.open, usage: { input: 1_000 * begun, output: 10 } };
        });
        const turn = await s.turn({ prompt: "Parent", runtime: engine.runtime });
        const { result } = turn;
        const what = `parent on ${engine.id}`;
        check.equal(result.text, "All heard.", `${what}: ${result.error?.message}`);
        const given = resultsOf(turn.requests.at(-1)).get("toolu_spawn");
        check.equal(given?.isError, false, `${what}: one failure is not all`);
        for (const n of [0, 1, 2])
          check.includes(
            given?.text ?? "",
            `## Task ${n + 1}: completed\n\nReply to Task number ${n}.`,
            `${what}: reply ${n}`,
          );
        check.match(given?.text ?? "", /## Task 4: failed\n\nThe subagent's turn ended as failed: /, what);

        const runs = children(s, result.runId);
        check.deepEqual(
          tasks.map(({ task }) => {
            const run = runs.find((one) => firstUserText(s, one) === task);
            return [run?.runtime, run?.status, run?.model?.includes("haiku")];
          }),
          tasks.map(({ runtime }, n) => [
            runtime,
            n === 3 ? ("failed" as const) : ("completed" as const),
            n === 1,
          ]),
          `${what}: engines and models`,
        );
        for (const run of runs)
          check.ok(
            s.tandem.events.read(run.runId).every((event) => event.parentRunId === result.runId),
            `${what}: events carry the parent`,
          );
        const costs = runs.map((run) => run.costUsd ?? Number.NaN);
        const sum = costs.reduce((a, b) => a + b, 0);
        check.ok(costs.filter((cost) => cost > 0).length === 3, `${what}: what was answered cost something`);
        near(check, result.subagents.costUsd, sum, `${what}: cost of the children`);
        check.deepEqual(
          [result.subagents.count, result.subagents.usage.input],
          [4, runs.reduce((total, run) => total + run.usage.input, 0)],
          `${what}: count and usage`,
        );
        const ended = eventsOf(turn.events, "subagent").filter((event) => event.state === "ended");
        near(
          check,
          ended.reduce((total, event) => total + (event.costUsd ?? 0), 0),
          sum,
          `${what}: events`,
        );
        const spent = s.tandem.usage({ by: "session" });
        check.equal(spent.length, 4, `${what}: sessions that were paid for`);
        near(
          check,
          spent.reduce((total, row) => total + (row.costUsd ?? Number.NaN), 0),
          sum + (result.costUsd ?? Number.NaN),
          `${what}: each call is counted once`,
        );
      }
    },
  }),

  scenario({
    id: "TOOL-09",
    name: "a chain hands each reply on and ends with the first failure; bad arguments are told",
    run: async ({ stage, check }) => {
      const s = await stage({ accounting: false, config: { subagents: { maxResultChars: 100 } } });
      const chain = ["Find a word.", "Spell {previous} backwards.", "Fail now.", "Never."];
      script(s, {
        Parent: [
          spawn({ chain: chain.slice(0, 2).map((task) => ({ task })) }),
          spawn({ chain: chain.map((task) => ({ task })) }, "toolu_2"),
          spawn({ task: "One.", parallel: [{ task: "Two." }] }, "toolu_3"),
          spawn({ model: "sonnet", parallel: [{ task: "Two." }] }, "toolu_4"),
          spawn({ task: "One.", tools: ["read", "fly"] }, "toolu_5"),
          spawn({ task: "One.", agentId: "nobody" }, "toolu_6"),
          spawn({ task: "One.", model: "anthropic/claude-nothing-9" }, "toolu_7"),
          spawn({ task: "Talk." }, "toolu_8"),
          { text: "Enough." },
        ],
        "Find a word.": [{ text: "apple" }, { text: "pear" }],
        "Spell apple backwards.": [{ text: "elppa" }],
        "Spell pear backwards.": [{ text: "raep" }],
        "Fail now.": [{ status: 400 }],
        "Talk.": [{ text: "x".repeat(500) }],
      });
      const turn = await s.turn({ prompt: "Parent" });
      check.equal(turn.result.text, "Enough.", turn.result.error?.message ?? "reply");
      const results = resultsOf(turn.requests.at(-1));
      const told = (id: string) => `${results.get(id)?.isError} ${results.get(id)?.text}`;
      check.match(
        told("toolu_spawn"),
        /^false ## Task 1: completed\n\napple\n\n## Task 2: completed\n\nelppa$/,
        "chain",
      );
      check.match(
        told("toolu_2"),
        /^true .*raep.*## Task 3: failed.*1 more of its tasks were not begun\.$/s,
        "cut chain",
      );
      check.match(told("toolu_3"), /^true Give exactly one/, "two modes");
      check.match(told("toolu_4"), /^true model must stand in each task/, "a stray setting");
      check.match(told("toolu_5"), /^true You have no tool "fly"/, "a tool of somebody else");
      check.match(told("toolu_6"), /^true There is no agent "nobody"/, "an unknown agent");
      check.match(told("toolu_7"), /^true .*claude-nothing-9/, "an unknown model");
      check.match(
        told("toolu_8"),
        /^false x+\n\n\[… \d+ characters left out.*session agent:main:subagent:/s,
        "a long reply",
      );
    },
  }),

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
      const forged = { depth: -5, parentRunId: "someone", parent: null, family: null };
      const turn = await s.turn({ prompt: "Parent", lane: "subagent", ...(forged as TurnRequest) });
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
    id: ["TOOL-09", "TURN-03"],
    name: "model and engine of a subagent: the call's, else the settings', else its agent's, else the parent's",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const [one, two] = [engines[0]!, engines.at(-1)!];
      const s = await stage({
        accounting: false,
        config: {
          agents: {
            set: { subagents: { model: OTHER_MODEL, runtime: two.runtime } },
            inherits: { runtime: two.runtime, subagents: { runtime: "inherit" } },
            cheap: { model: OTHER_MODEL },
          },
        },
      });
      const cases: readonly {
        readonly agentId: string;
        readonly task: object;
        readonly expected: readonly [string, RegExp];
      }[] = [
        { agentId: "main", task: {}, expected: [one.runtime, /sonnet/] },
        { agentId: "set", task: {}, expected: [two.runtime, /haiku/] },
        {
          agentId: "set",
          task: { runtime: one.runtime, model: "anthropic/claude-sonnet-4-5" },
          expected: [one.runtime, /sonnet/],
        },
        { agentId: "inherits", task: {}, expected: [one.runtime, /sonnet/] },
        { agentId: "main", task: { agentId: "cheap" }, expected: [one.runtime, /haiku/] },
        {
          agentId: "main",
          task: { runtime: two.runtime, thinking: "low" },
          expected: [two.runtime, /sonnet/],
        },
      ];
      for (const [index, { agentId, task, expected }] of cases.entries()) {
        const name = `Case ${index}.`;
        script(s, { Parent: [spawn({ task: name, ...task }), { text: "Done." }], [name]: [{ text: "ok" }] });
        const { result } = await s.turn({
          prompt: "Parent",
          agentId,
          runtime: one.runtime,
          model: "anthropic/claude-sonnet-4-5",
        });
        const [child] = children(s, result.runId);
        check.equal(child?.status, "completed", `${name} ${result.error?.message}`);
        check.equal(child?.runtime, expected[0], `${name} engine`);
        check.match(child?.model ?? "", expected[1], `${name} model`);
        const thinks = bodyOf(requestsOf(s, name)[0]).thinking?.type === "enabled";
        check.equal(thinks, "thinking" in task, `${name} thinking`);
      }
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

  scenario({
    id: "TOOL-09",
    name: "the normalised events of four subagents in parallel are equal on all engines",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const told: unknown[] = [];
      for (const engine of engines) {
        const s = await stage({ accounting: false });
        const tasks = [0, 1, 2, 3].map((n) => `Task number ${n}.`);
        script(s, {
          Parent: [spawn({ parallel: tasks.map((task) => ({ task })) }), { text: "All heard." }],
          ...Object.fromEntries(tasks.map((task) => [task, [{ text: `Reply to ${task}` }]])),
        });
        const turn = await s.turn({ prompt: "Parent", runtime: engine.runtime });
        const below = children(s, turn.result.runId)
          .map((run) => [firstUserText(s, run), plain(s.tandem.events.read(run.runId))] as const)
          .sort(([a = ""], [b = ""]) => a.localeCompare(b));
        told.push([ordered(turn), below]);
      }
      for (const [index, one] of told.entries()) check.deepEqual(one, told[0], `engine ${index + 1}`);
    },
  }),
];

/** A message of the model that calls the tool. */
function spawn(input: object, id = "toolu_spawn"): MessageReply {
  return { toolCalls: [{ id, name: "spawn_subagent", input }] };
}

/** Answers each conversation by its first message, with these replies one after the other. */
function script(s: Stage, conversations: Readonly<Record<string, readonly Reply[]>>): void {
  const at = new Map<string, number>();
  s.server.respond((request) => {
    const texts = textsOf(request);
    const name = Object.keys(conversations).find((one) => texts.includes(one)) ?? "";
    const next = at.get(name) ?? 0;
    at.set(name, next + 1);
    return conversations[name]?.[next] ?? { text: "ok" };
  });
}

/** The first is the task, but for what native mode says before it. */
function textsOf(request: CapturedRequest): string[] {
  return partsOf(request).flatMap((part) => (part.kind === "text" ? [part.text] : []));
}

function firstText(request: CapturedRequest): string {
  return textsOf(request)[0] ?? "";
}

function requestsOf(s: Stage, task: string): CapturedRequest[] {
  return s.server.requests.filter((request) => textsOf(request).includes(task));
}

function children(s: Stage, runId: string): RunRecord[] {
  return s.tandem.runs.list().filter((run) => run.parentRunId === runId);
}

function firstUserText(s: Stage, run: RunRecord): string | undefined {
  const user = s.tandem.sessions.entries(run.sessionId ?? "").find((entry) => entry.type === "user");
  return user?.message.content.flatMap((block) => (block.type === "text" ? [block.text] : []))[0];
}

function near(
  check: { ok(value: unknown, what: string): void },
  actual: number | null,
  sum: number,
  what: string,
) {
  check.ok(actual !== null && Math.abs(actual - sum) < 1e-9, `${what}: ${actual} against ${sum}`);
}

/** The parent's events; what its subagents do side by side has no order of its own. */
function ordered(turn: Turn): unknown[] {
  const side = (event: TandemEvent) => event.type === "subagent" || event.type === "tool-progress";
  const own = turn.events.filter((event) => !side(event));
  const subagents = eventsOf(turn.events, "subagent").map(({ task, state, status, usage, costUsd }) =>
    JSON.stringify({ task, state, status, usage, costUsd }),
  );
  return [...plain(own), ...subagents.sort()];
}

/** Events without what differs from run to run: ids, times, engines, and the number of deltas. */
function plain(events: readonly TandemEvent[]): unknown[] {
  return events.flatMap((event): unknown[] => {
    if (event.type.endsWith("-delta")) return [];
    if (event.type === "attempt.start" || event.type === "attempt.end" || event.type === "route")
      return [event.type];
    if (event.type === "lifecycle.start") return [event.type];
    const named = event as TandemEvent & { readonly durationMs?: number; readonly details?: unknown };
    const {
      runId: _r,
      parentRunId: _p,
      sessionId: _s,
      at: _a,
      seq: _q,
      durationMs: _d,
      details: _e,
      ...rest
    } = named;
    return [rest];
  });
}
