/** What a turn's prompt and tools cost before its model is asked: bootstrap files, fifty skills, sixty tools, the report. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ToolDefinition, TurnRequest } from "../src/index.ts";
import { median, timed } from "./lib/alternate.ts";
import type { Bench, Benchmark } from "./lib/benchmark.ts";
import { openOurs } from "./lib/ours.ts";

const FILES = [
  "AGENTS.md",
  "SOUL.md",
  "TOOLS.md",
  "IDENTITY.md",
  "USER.md",
  "HEARTBEAT.md",
  "BOOTSTRAP.md",
  "MEMORY.md",
];
const SKILLS = 50;
const TOOLS = 60;
const WARM_ROUNDS = 200;

export const prepare: Benchmark = {
  name: "prepare",
  async run(bench) {
    const cold: number[] = [];
    const warm: number[] = [];
    // The first has the modules to load and is not counted.
    for (let round = 0; round <= bench.rounds; round++) {
      const { first, again } = await once(bench);
      if (round === 0) continue;
      cold.push(first);
      warm.push(...again);
    }
    const detail = `${FILES.length} files, ${SKILLS} skills, ${TOOLS} tools`;
    return [
      { name: "Prepare step, nothing changed", value: median(warm), unit: "ms", limit: 3, detail },
      { name: "Prepare step, cold", value: median(cold), unit: "ms", limit: 25, detail },
    ];
  },
};

/** Milliseconds of the first preparation of a workspace, and of those after it. */
async function once(bench: Bench): Promise<{ readonly first: number; readonly again: readonly number[] }> {
  const ours = await openOurs(bench, bench.model.text, { skills: { bundled: false } });
  for (const name of FILES)
    writeFileSync(join(ours.workspace, name), `${name}\n${"A rule of the house. ".repeat(200)}`);
  for (let index = 0; index < SKILLS; index++) writeSkill(ours.workspace, `skill-${index}`);
  const request: TurnRequest = { workspaceDir: ours.workspace, extraTools: tools() };
  const prepared = async () => {
    const { report } = await ours.prompt(request);
    if (
      report.skills.length !== SKILLS ||
      report.files.length !== FILES.length ||
      report.tools.length < TOOLS
    )
      throw new Error(`The prompt has ${report.skills.length} skills and ${report.files.length} files.`);
  };
  const first = await timed(prepared);
  const again: number[] = [];
  for (let round = 0; round < WARM_ROUNDS; round++) again.push(await timed(prepared));
  return { first, again };
}

function writeSkill(workspace: string, name: string): void {
  const folder = join(workspace, "skills", name);
  mkdirSync(folder, { recursive: true });
  const description = `Does what ${name} is for. Use when somebody asks for ${name}.`;
  const needs = "metadata:\n  openclaw:\n    requires:\n      bins:\n        - sh\n";
  const body = "A step of the work.\n".repeat(100);
  writeFileSync(
    join(folder, "SKILL.md"),
    `---\nname: ${name}\ndescription: ${description}\n${needs}---\n${body}`,
  );
}

function tools(): ToolDefinition[] {
  return Array.from({ length: TOOLS }, (_, index) => ({
    name: `tool_${index}`,
    description: `Tool number ${index} of many, with a description of common length.`,
    inputSchema: {
      type: "object",
      properties: { path: { type: "string", description: "Where" }, count: { type: "integer", minimum: 1 } },
      required: ["path"],
    },
    readOnly: true,
    execute: async () => ({ content: [] }),
  }));
}
