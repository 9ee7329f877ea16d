/** What Tandem starts takes no code from the workspace, and what it runs there cannot be changed by tools. */
import { chmod, mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { ConfigInput } from "../../src/config/schema.ts";
import type { EscapeAttempt } from "../escape/attempt.ts";
import { nativeCall } from "../escape/native-calls.ts";
import { put } from "../escape/trap.ts";
import type { Lab } from "../lab.ts";
import { resultsOf } from "../on-wire.ts";
import { changeAttempts } from "../planted/change-attempts.ts";
import { buildDen, contents, type DenPlaces, fill, LEGITIMATE, OWN } from "../planted/den.ts";
import { type StartAttempt, type Step, startAttempts } from "../planted/start-attempts.ts";
import { scenario } from "../registry.ts";
import { FREE } from "./escape.ts";
import { native } from "./native.ts";

/** Calls of one turn. */
const BATCH = 30;
/** Stages at a time: most of an attempt's time is waiting for programs. */
const LANES = 3;
/** Attempts of a kind that are made in native mode too, which starts what every turn starts. */
const NATIVE_STARTS = 5;

async function placesOf(lab: Lab): Promise<DenPlaces> {
  const base = await lab.folder();
  const places = { workspace: join(base, "workspace"), outside: join(base, "outside") };
  for (const folder of Object.values(places)) await mkdir(folder);
  return places;
}

/** Names of what planted code has left. */
async function ran({ outside }: DenPlaces): Promise<string[]> {
  return (await readdir(outside)).filter((name) => name.startsWith("ran-"));
}

interface Try {
  readonly attempt: EscapeAttempt;
  readonly call: { readonly name: string; readonly input: Readonly<Record<string, unknown>> };
}

/** Makes all attempts in a den of their own, whose hooks, server and extension run all the while. */
async function tryChanges(
  lab: Lab,
  tries: readonly Try[],
  { more = {}, reads = false }: { more?: Partial<ConfigInput>; reads?: boolean } = {},
): Promise<void> {
  const { check } = lab;
  const places = await placesOf(lab);
  const config = await buildDen(places);
  const s = await lab.stage({ config: { ...config, ...more }, accounting: false });
  const before = await contents(places);
  for (let start = 0; start < tries.length; start += BATCH) {
    const batch = tries.slice(start, start + BATCH);
    const calls = batch.map(({ call: { name, input } }, index) => ({
      id: `toolu_${index}`,
      name,
      input: fill(input, places),
    }));
    // The binary writes no file that it has not read.
    if (reads) s.server.reply({ toolCalls: readsOf(places) });
    s.server.reply({ toolCalls: calls }, { text: "done" });
    const turn = await s.turn({ ...FREE, prompt: "go", workspaceDir: places.workspace });
    check.equal(turn.result.text, "done", `reply (${turn.result.error?.message})`);
    const results = resultsOf(turn.requests.at(-1));
    for (const [index, { attempt }] of batch.entries()) {
      const text = check.present(results.get(`toolu_${index}`)?.text, `a result of ${attempt.name}`);
      if (attempt.refusal !== undefined)
        check.match(text, attempt.refusal, `${attempt.tool}, ${attempt.name}: the refusal`);
    }
    check.deepEqual(await ran(places), [], "what planted code left");
    check.deepEqual(await contents(places), before, "what Tandem runs");
  }
  const log = await readFile(join(places.outside, "log"), "utf8");
  for (const name of LEGITIMATE) check.includes(log, `${name}\n`, "the programs as they are");
}

function readsOf(places: DenPlaces) {
  const paths = [...Object.values(OWN), "second-name.sh", "third-name.sh", "link-to-guard"];
  return [...paths, "link-to-folder/hooks/guard.sh"].map((path, index) => ({
    id: `toolu_read_${index}`,
    name: "Read",
    input: { file_path: join(places.workspace, path) },
  }));
}

/** Plants the files, has Tandem start all that it starts, and looks whether anything of the workspace ran. */
async function tryStart(lab: Lab, attempt: StartAttempt, more: Partial<ConfigInput> = {}): Promise<void> {
  const { check } = lab;
  const places = await placesOf(lab);
  const at = (path: string) => join(places.workspace, path);
  for (const [path, text] of Object.entries(attempt.files)) await put(at(path), fill(text, places));
  for (const path of attempt.programs ?? []) await chmod(at(path), 0o755);
  await put(join(places.outside, "hook-with-python.sh"), "python3 -c 'import json'\n");
  await symlink(places.workspace, join(places.outside, "link-in"));
  await symlink("real", at("linked"));
  const key = "test-key-planted";
  const s = await lab.stage({
    accounting: false,
    config: {
      workspace: places.workspace,
      ...more,
      ...fill(attempt.config ?? {}, places),
      env: { ANTHROPIC_API_KEY: key, OPENAI_API_KEY: key, ...fill(attempt.env ?? {}, places) },
    },
  });
  const steps: Readonly<Record<Step, () => Promise<unknown>>> = {
    look: () => Promise.all([s.tandem.doctor(), s.tandem.mcp.check(), s.tandem.prompt({})]),
    server: () => Promise.all(s.tandem.mcp.status().map(({ name }) => s.tandem.mcp.check(name))),
    turn: async () => {
      const calls = [
        { id: "toolu_1", name: "ls", input: {} },
        { id: "toolu_2", name: "grep", input: { pattern: "x" } },
        { id: "toolu_3", name: "exec", input: { command: "true" } },
      ];
      s.server.reply({ toolCalls: calls }, { text: "done" });
      const turn = await s.turn({ ...FREE, prompt: "go", workspaceDir: places.workspace });
      check.equal(turn.result.text, "done", `${attempt.name}: reply (${turn.result.error?.message})`);
    },
  };
  for (const step of attempt.steps ?? []) {
    await steps[step]();
    check.deepEqual(await ran(places), [], `${attempt.name}: what ran (${step})`);
  }
  await s.close();
}

async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

export const ownCodeScenarios = [
  scenario({
    id: "SAFE-05",
    name: "no tool changes what hooks, servers and extensions run in the workspace, or the settings that name it, in any way",
    needs: ["sandbox", "commands"],
    run: async (lab) => {
      const tries = changeAttempts.map(
        (attempt): Try => ({ attempt, call: { name: attempt.tool, input: attempt.input } }),
      );
      await tryChanges(lab, tries);
      lab.note(`${tries.length} attempts`);
    },
  }),

  scenario({
    id: "SAFE-05",
    name: "nor do the binary's own tools in native mode",
    needs: ["sandbox", "commands"],
    engines: ["claude"],
    run: async (lab) => {
      const tries = changeAttempts.flatMap((attempt): Try[] => {
        const call = nativeCall(attempt);
        return call === null ? [] : [{ attempt, call }];
      });
      const config = native(["Bash", "Read", "Write", "Edit", "Glob", "Grep", "NotebookEdit"]);
      const lanes = [0, 1, 2].map((lane) => tries.filter((_one, index) => index % 3 === lane));
      await Promise.all(lanes.map((lane) => tryChanges(lab, lane, { more: config, reads: true })));
      lab.note(`${tries.length} attempts`);
    },
  }),

  ...(
    [
      ["servers", "no server that Tandem starts takes its program from the workspace"],
      ["environment", "no variable of Tandem's environment has it start a program of the workspace"],
      [
        "turns",
        "neither the doctor nor a turn has a server or a hook's command take its code from the workspace",
      ],
    ] as const
  ).map(([kind, name]) =>
    scenario({
      id: "SAFE-05",
      name,
      needs: ["sandbox", "commands"],
      // Which engine turns run on makes no difference to a server's start; some are tried with turns as well.
      ...(kind === "servers" ? { engines: ["pi"] as const } : {}),
      run: async (lab) => {
        await inLanes(startAttempts[kind], (attempt) => tryStart(lab, attempt));
        lab.note(`${startAttempts[kind].length} attempts`);
      },
    }),
  ),

  scenario({
    id: "SAFE-05",
    name: "nor does a turn in native mode",
    needs: ["sandbox", "commands"],
    engines: ["claude"],
    run: async (lab) => {
      const config = native(["Read"]);
      await inLanes(startAttempts.turns.slice(0, NATIVE_STARTS), (attempt) => tryStart(lab, attempt, config));
    },
  }),
];
