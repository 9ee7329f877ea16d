/** Turns that a turn starts to hand a task on: who runs what, how they tell of themselves, and at whose cost. */
import type { TandemEvent } from "../../src/events/event.ts";
import { bodyOf, partsOf, resultsOf, systemOf } from "../on-wire.ts";
import { eventsOf, gate, sessionKey, textOutput, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Turn } from "../stage.ts";
import {
  children,
  firstText,
  firstUserText,
  near,
  OTHER_MODEL,
  requestsOf,
  script,
  spawn,
} from "../subagents.ts";

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
      const { usage, costUsd, knownCostUsd, unreported } = child!;
      const spent = { usage, costUsd, knownCostUsd, unreported };
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
          { ...about, state: "ended", status: "completed", ...spent },
        ],
        "events of the parent",
      );
      check.deepEqual(result.subagents, { count: 1, ...spent }, "counted for the parent");
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
        /^true .*raep.*## Task 3: failed.*1 of its tasks were not started\.$/s,
        "cut chain",
      );
      check.match(told("toolu_3"), /^true Give exactly one/, "two modes");
      check.match(told("toolu_4"), /^true model must be set in each task/, "a stray setting");
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

/** The parent's events; what its subagents do in parallel has no order of its own. */
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
