/**
 * `npm run bench -- --rivals`: Tandem beside other ways to run an agent's turn. Each contender has a process of its own; all talk to
 * one model server, offer the same tools and take turns, so that whatever else the machine does affects all of them.
 */
import { join } from "node:path";
import { median } from "../lib/alternate.ts";
import type { Bench } from "../lib/benchmark.ts";
import { MODEL_ID } from "../lib/model.ts";
import { ECHO, openOurs } from "../lib/ours.ts";
import type { Given, Task } from "./contender.ts";
import { type Installed, installRivals } from "./packages.ts";
import { type ContenderProcess, startContender } from "./process.ts";

const WARM_UP = 10;
/** Turns of one task that count, per round. */
const TURNS = 10;

/** Which of Tandem's engines a contender is compared with. */
type Beside = "tandem-pi" | "tandem-claude";

interface Entry {
  readonly script: string;
  readonly label: string;
  readonly beside: Beside;
  /** Where the conversation is when the turn has ended. */
  readonly keeps: string;
  /** The package whose version is shown. */
  readonly versionOf?: string;
}

const ENTRIES: readonly Entry[] = [
  { script: "tandem-pi", label: "Tandem on Pi", beside: "tandem-pi", keeps: "SQLite, event log" },
  { script: "pi-agent", label: "pi-agent-core, bare Agent", beside: "tandem-pi", keeps: "memory" },
  { script: "ai-sdk", label: "AI SDK, streamText", beside: "tandem-pi", keeps: "memory", versionOf: "ai" },
  {
    script: "ai-sdk-harness",
    label: "AI SDK, HarnessAgent on Pi",
    beside: "tandem-pi",
    keeps: "Pi's session",
    versionOf: "@ai-sdk/harness",
  },
  {
    script: "mastra",
    label: "Mastra, Agent",
    beside: "tandem-pi",
    keeps: "memory",
    versionOf: "@mastra/core",
  },
  {
    script: "mastra-memory",
    label: "Mastra, Agent with Memory on LibSQL",
    beside: "tandem-pi",
    keeps: "LibSQL file",
    versionOf: "@mastra/memory",
  },
  { script: "tandem-claude", label: "Tandem on Claude", beside: "tandem-claude", keeps: "SQLite, event log" },
  {
    script: "claude-query",
    label: "Claude Agent SDK, query()",
    beside: "tandem-claude",
    keeps: "its process",
  },
];

const TASKS = {
  text: "first turn, text",
  tool: "first turn, one tool call",
  growing: "growing conversation",
} as const;
type TaskName = keyof typeof TASKS;

export interface RivalRow {
  readonly label: string;
  readonly version: string | null;
  readonly keeps: string;
  /** Tandem's time, on the engine named, divided by this contender's: below 1, Tandem is faster. */
  readonly ratios: Readonly<Record<TaskName, number>>;
  readonly beside: Beside;
  /** Median milliseconds of a turn. */
  readonly ms: Readonly<Record<TaskName, number>>;
  /** What the newest request offered and weighed, as the model server saw it. */
  readonly wire: { readonly requests: number; readonly tools: number; readonly bytes: number };
}

export interface Rivals {
  readonly rows: readonly RivalRow[];
  /** Contenders that are missing, and why. */
  readonly missing: readonly string[];
}

export async function compareRivals(bench: Bench, say: (line: string) => void): Promise<Rivals> {
  const missing = [
    "AI SDK, HarnessAgent on Claude Code: its adapter runs only in a sandbox that opens ports, which no package offers locally.",
  ];
  let installed: Installed | null = null;
  try {
    installed = await installRivals(say);
  } catch (error) {
    missing.push(`AI SDK and Mastra: ${messageOf(error)}`);
  }
  const given = await whatTandemOffers(bench);
  const running: { readonly entry: Entry; readonly process: ContenderProcess; readonly times: Times }[] = [];
  for (const entry of ENTRIES) {
    if (entry.versionOf !== undefined && installed === null) continue;
    const script =
      entry.versionOf === undefined
        ? join(import.meta.dirname, `${entry.script}.ts`)
        : join(installed!.folder, `${entry.script}.mjs`);
    const process = startContender(script, { ...given, key: keyOf(entry), folder: bench.folder() });
    bench.defer(() => process.close());
    running.push({ entry, process, times: { text: [], tool: [], growing: [] } });
  }
  const failed = new Set<Entry>();
  const turns = WARM_UP + TURNS * bench.rounds;
  for (const task of Object.keys(TASKS) as TaskName[]) {
    say(`${TASKS[task]}: ${turns} turns of ${running.length - failed.size} contenders`);
    for (let at = 0; at < turns; at++) {
      // Who goes first changes, so that nobody always follows the same neighbour.
      const order = [...running.slice(at % running.length), ...running.slice(0, at % running.length)];
      for (const { entry, process, times } of order) {
        if (failed.has(entry)) continue;
        try {
          const before = await seenOf(bench, entry);
          const ms = await oneTurn(process, task, at);
          const { requests } = await seenOf(bench, entry);
          // A tool that was refused or never called would make a turn quick.
          if (task === "tool" && requests - before.requests < 2) throw new Error("the tool was not called");
          if (at >= WARM_UP) times[task].push(ms);
        } catch (error) {
          failed.add(entry);
          missing.push(`${entry.label}: ${TASKS[task]} failed: ${messageOf(error)}`);
        }
      }
    }
  }
  const rows = running
    .filter(({ entry }) => !failed.has(entry))
    .map(async ({ entry, times }): Promise<RivalRow> => {
      const ours = running.find((one) => one.entry.script === entry.beside)!.times;
      const of = (figure: (task: TaskName) => number) => ({
        text: figure("text"),
        tool: figure("tool"),
        growing: figure("growing"),
      });
      return {
        label: entry.label,
        version: entry.versionOf === undefined ? null : installed!.version(entry.versionOf),
        keeps: entry.keeps,
        beside: entry.beside,
        ratios: of((task) => median(ours[task].map((mine, index) => mine / times[task][index]!))),
        ms: of((task) => median(times[task])),
        wire: await seenOf(bench, entry),
      };
    });
  return { rows: await Promise.all(rows), missing };
}

async function seenOf(bench: Bench, entry: Entry): Promise<RivalRow["wire"]> {
  const { origin } = new URL(bench.model.text);
  return (await (await fetch(`${origin}/seen/${keyOf(entry)}`)).json()) as RivalRow["wire"];
}

type Times = Record<TaskName, number[]>;

function keyOf(entry: Entry): string {
  return `sk-bench-${entry.script}`;
}

/** A new conversation for each turn, or one that grows. */
async function oneTurn(process: ContenderProcess, name: TaskName, at: number): Promise<number> {
  const task: Task = name === "tool" ? "tool" : "text";
  const conversation = name === "growing" ? "growing" : `${name}-${at}`;
  const ms = await process.send({ do: "turn", task, conversation, prompt: `Message ${at}` });
  if (name !== "growing") await process.send({ do: "forget", conversation });
  return ms;
}

/** The prompt and the tools of Tandem's own turn, which the others are given. */
async function whatTandemOffers(bench: Bench): Promise<Omit<Given, "key" | "folder">> {
  const tandem = await openOurs(bench, bench.model.text);
  const { text, tools } = await tandem.prompt({ extraTools: [ECHO] });
  const asGiven = ({ name, description, inputSchema }: (typeof tools)[number]) => ({
    name,
    description,
    inputSchema: inputSchema as object,
  });
  return {
    urls: { text: bench.model.text, tool: bench.model.tool },
    model: MODEL_ID,
    systemPrompt: text,
    tools: [
      ...tools.filter(({ name }) => name === ECHO.name).map(asGiven),
      ...tools.filter(({ name }) => name !== ECHO.name).map(asGiven),
    ],
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The comparison as lines of a table. */
export function rivalLines({ rows, missing }: Rivals): string[] {
  const cells = (row: RivalRow) => [
    `${row.label}${row.version === null ? "" : ` ${row.version}`}`,
    ...(Object.keys(TASKS) as TaskName[]).map(
      (task) => `${row.ms[task].toFixed(1)} ms  × ${row.ratios[task].toFixed(2)}`,
    ),
    `${row.wire.tools} tools`,
    row.keeps,
  ];
  const head = ["", ...Object.values(TASKS), "offers", "conversation kept in"];
  const table = [head, ...rows.map(cells)];
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return [
    "Median time of a turn, and Tandem's time on the same engine divided by it (below 1: Tandem is faster).",
    "",
    ...table.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    ),
    ...(missing.length === 0 ? [] : ["", "Not measured:", ...missing.map((line) => `  ${line}`)]),
  ];
}
