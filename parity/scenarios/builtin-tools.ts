/** Every built-in tool does what it is for, on every engine: a table with a row for each. */
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Check } from "../check.ts";
import type { Lab } from "../lab.ts";
import { partsOf, resultsOf, toolNamesOf } from "../on-wire.ts";
import { eventsOf, sessionKey } from "../props.ts";
import { scenario } from "../registry.ts";
import type { Stage, Turn } from "../stage.ts";

type Input = Readonly<Record<string, unknown>>;

interface Row {
  readonly tool: string;
  /** `text`: what the earlier call of this name gave. */
  readonly input: Input | ((text: (tool: string) => string) => Input);
  /** What the model is told must have this. */
  readonly told: string | RegExp;
  readonly effect?: (s: Stage, check: Check, turn: Turn) => void;
}

const PATCH = `*** Begin Patch
*** Update File: a.txt
-beta
+BETA
*** Add File: new/c.txt
+fresh
*** End Patch`;
const TASK = "Name a colour.";

const at = (s: Stage, path: string) => readFileSync(join(s.workspace, path), "utf8");

/** In the order in which the model calls them. */
const rows = (page: string): readonly Row[] => [
  { tool: "read", input: { path: "a.txt" }, told: "alpha" },
  {
    tool: "write",
    input: { path: "sub/b.txt", content: "gamma\n" },
    told: "Created sub/b.txt",
    effect: (s, check) => check.equal(at(s, "sub/b.txt"), "gamma\nDELTA\n", "write, and edit after it"),
  },
  {
    tool: "edit",
    input: { path: "sub/b.txt", old_string: "gamma", new_string: "gamma\nDELTA" },
    told: "+DELTA",
  },
  {
    tool: "apply_patch",
    input: { patch: PATCH },
    told: /Patched 2 files:\nM a\.txt\nA new\/c\.txt[\s\S]*-beta\n\+BETA/,
    effect: (s, check) =>
      check.deepEqual([at(s, "a.txt"), at(s, "new/c.txt")], ["alpha\nBETA\n", "fresh\n"], "apply_patch"),
  },
  { tool: "ls", input: {}, told: "a.txt" },
  { tool: "grep", input: { pattern: "DELTA" }, told: "sub/b.txt" },
  { tool: "find", input: { pattern: "**/c.txt" }, told: "new/c.txt" },
  {
    tool: "exec",
    input: { command: "echo from the background > job.txt; cat job.txt", background: true },
    told: /job-?\S*/,
    effect: (s, check) => check.ok(existsSync(join(s.workspace, "job.txt")), "exec"),
  },
  {
    tool: "process",
    input: (text) => ({ action: "wait", id: /\bjob[-_]?\w+/.exec(text("exec"))?.[0] ?? "?" }),
    told: "from the background",
  },
  { tool: "web_fetch", input: { url: page }, told: "A readable page" },
  {
    tool: "message",
    input: { text: "Half of it is done." },
    told: "receipt",
    effect: (_s, check, { result }) => check.equal(result.delivery.receipts.length, 1, "message"),
  },
  {
    tool: "memory_save",
    input: { text: "The gate code hangs by the door.", title: "House" },
    told: "house.md",
    effect: (s, check) =>
      check.deepEqual(
        s.tandem.memory.list().map(({ path }) => path),
        ["house.md"],
        "memory_save",
      ),
  },
  { tool: "memory_search", input: { query: "where is the gate code" }, told: "by the door" },
  {
    tool: "spawn_subagent",
    input: { task: TASK },
    told: "Blue it is.",
    effect: (_s, check, { events }) =>
      check.deepEqual(
        eventsOf(events, "subagent").map(({ state }) => state),
        ["started", "ended"],
        "spawn_subagent",
      ),
  },
  {
    tool: "todo",
    input: { action: "write", items: [{ text: "wash" }, { text: "dry" }] },
    told: "1. [ ] wash\n2. [ ] dry",
  },
];

/** The names that the requirement lists. */
const REQUIRED =
  "read write edit apply_patch exec grep find ls web_fetch message memory_search memory_save spawn_subagent todo".split(
    " ",
  );

/** Serves one page until the scenario ends; its address. */
async function servePage(lab: Lab): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(
      "<html><body><main><h1>A readable page</h1><p>With some words in it.</p></main></body></html>",
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  lab.defer(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/page`;
}

/** Lets the model call each tool of the table, one after another, and answers for the subagent. */
function play(s: Stage, table: readonly Row[]): void {
  s.server.respond((request) => {
    const [first] = partsOf(request);
    if (first?.kind === "text" && first.text.includes(TASK)) return { text: "Blue it is." };
    const results = resultsOf(request);
    const row = table[results.size];
    if (row === undefined) return { text: "All done." };
    const text = (tool: string) => results.get(`toolu_${tool}`)?.text ?? "";
    const input = typeof row.input === "function" ? row.input(text) : row.input;
    return { toolCalls: [{ id: `toolu_${row.tool}`, name: row.tool, input }] };
  });
}

export const builtinToolScenarios = [
  scenario({
    id: "TOOL-02",
    name: "each built-in tool is offered, runs and does what it is for, with equal events on all engines",
    needs: ["sandbox"],
    mode: "together",
    run: async ({ engines, ...lab }) => {
      const { stage, check } = lab;
      const page = await servePage(lab);
      const table = rows(page);
      const named = new Set(table.map(({ tool }) => tool));
      check.deepEqual(
        REQUIRED.filter((name) => !named.has(name)),
        [],
        "required tools without a row",
      );
      const told: unknown[] = [];
      for (const { id, runtime } of engines) {
        const s = await stage({
          // A subagent's requests are its own turn's.
          accounting: false,
          config: { web: { allowPrivate: [new URL(page).host] } },
        });
        writeFileSync(join(s.workspace, "a.txt"), "alpha\nbeta\n");
        play(s, table);
        const turn = await s.turn({
          prompt: "Try every tool.",
          runtime,
          exec: "allow",
          messageChannel: "local",
          sessionKey: sessionKey("all-tools"),
        });
        check.equal(turn.result.text, "All done.", `${id}: reply (${turn.result.error?.message})`);
        const offered = toolNamesOf(turn.requests[0]);
        check.deepEqual(
          REQUIRED.filter((name) => !offered.includes(name)),
          [],
          `${id}: not offered`,
        );
        const results = resultsOf(turn.requests.at(-1));
        for (const { tool, told: wanted, effect } of table) {
          const result = results.get(`toolu_${tool}`);
          check.equal(result?.isError, false, `${id}: ${tool} (${result?.text})`);
          if (typeof wanted === "string") check.includes(result?.text ?? "", wanted, `${id}: ${tool}`);
          else check.match(result?.text ?? "", wanted, `${id}: ${tool}`);
          effect?.(s, check, turn);
        }
        told.push(turn.names.filter((name) => name !== "tool-progress"));
      }
      for (const names of told) check.deepEqual(names, told[0], "events");
    },
  }),
  scenario({
    id: "TOOL-02",
    name: "the todo list stays with its session, through a restart and a change of engine, and nowhere else",
    mode: "together",
    run: async ({ stage, check, engines }) => {
      const s = await stage();
      const key = sessionKey("todo");
      let calls = 0;
      const call = async (runtime: (typeof engines)[number]["runtime"], input: Input, more: object = {}) => {
        const id = `toolu_todo_${++calls}`;
        s.server.reply({ toolCalls: [{ id, name: "todo", input }] }, { text: "ok" });
        const { requests } = await s.turn({ prompt: "go", runtime, sessionKey: key, ...more });
        return resultsOf(requests[1]).get(id)?.text;
      };
      const [first, second = first] = engines.map(({ runtime }) => runtime) as [
        (typeof engines)[number]["runtime"],
      ];
      await call(first, { action: "write", items: [{ text: "wash" }, { text: "dry" }] });
      await s.reopen();
      check.equal(
        await call(second, { action: "update", number: 1, state: "done" }),
        "1. [x] wash\n2. [ ] dry",
        "after a restart, on another engine",
      );
      check.equal(await call(first, { action: "show" }), "1. [x] wash\n2. [ ] dry", "and back");
      check.equal(
        await call(first, { action: "show" }, { sessionKey: sessionKey("todo-other") }),
        "The list is empty.",
        "another session",
      );
      const before = s.tandem.sessions.entries(key).length;
      const alone = { sessionKey: undefined, ephemeral: true };
      check.equal(
        await call(second, { action: "write", items: [{ text: "iron" }] }, alone),
        "1. [ ] iron",
        "ephemeral",
      );
      check.equal(s.tandem.sessions.entries(key).length, before, "which keeps nothing");
    },
  }),
  scenario({
    id: "TOOL-02",
    name: "a patch that does not fit in one place changes no file, and one that does shows its diff to hosts too",
    run: async ({ stage, check }) => {
      const s = await stage();
      writeFileSync(join(s.workspace, "a.txt"), "alpha\nbeta\n");
      const bad = PATCH.replace("-beta", "-nowhere").replace("*** Add File: new/c.txt\n+fresh\n", "");
      const both = PATCH.replace("*** End Patch", "*** Delete File: missing.txt\n*** End Patch");
      s.server.reply(
        {
          toolCalls: [bad, both, PATCH].map((patch, index) => ({
            id: `toolu_${index + 1}`,
            name: "apply_patch",
            input: { patch },
          })),
        },
        { text: "ok" },
      );
      const { requests, events } = await s.turn({ prompt: "go" });
      const results = resultsOf(requests[1]);
      check.includes(results.get("toolu_1")?.text ?? "", "no file was changed", "a hunk without a place");
      check.includes(
        results.get("toolu_2")?.text ?? "",
        "missing.txt does not exist",
        "a file that is missing",
      );
      check.deepEqual(
        [...results.values()].map(({ isError }) => isError),
        [true, true, false],
        "the third could still make everything, so the others had changed nothing",
      );
      const details = eventsOf(events, "tool-result").at(-1)?.details as
        | { readonly diff?: string }
        | undefined;
      check.includes(
        details?.diff ?? "",
        "--- a.txt\n+++ a.txt\n@@ -1,2 +1,2 @@\n alpha\n-beta\n+BETA",
        "the diff",
      );
    },
  }),
];
