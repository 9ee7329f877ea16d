/** Runs the suite: every scenario on every engine it applies to, and the matrix that follows from it. */
import { cellsOf, type Ran } from "./cells.ts";
import { Check } from "./check.ts";
import { ENGINES, type EngineUnderTest } from "./engines.ts";
import { openLab } from "./lab.ts";
import { type Lack, lackOf } from "./needs.ts";
import type { Scenario } from "./registry.ts";
import type { ParityProgress, ParityReport, ScenarioRun } from "./report.ts";
import { loadRequirements, type Requirement } from "./requirements.ts";
import { childPids, endStrays } from "./strays.ts";

export interface ParityOptions {
  /** Part of a requirement's id or of a scenario's name, letter case aside; only what matches runs and is reported. */
  readonly filter?: string;
  /** Engines to hold to the requirements; default all of `ENGINES`. */
  readonly engines?: readonly EngineUnderTest[];
  readonly onProgress?: (progress: ParityProgress) => void;
  /** Scenarios at once; default 2. Those that measure time run alone, after the others. */
  readonly concurrency?: number;
  /**
   * How often a scenario that failed is run once more, alone, after all others; default 0. One that holds then counts, and is reported as
   * unsteady with what it said first.
   */
  readonly retries?: number;
  /** Milliseconds after which a scenario counts as hung, and failed; default 120,000 (a busy machine is not a hung one). */
  readonly timeLimitMs?: number;
  readonly scenarios?: readonly Scenario[];
  readonly requirements?: readonly Requirement[];
}

interface Job {
  readonly scenario: Scenario;
  readonly engines: readonly EngineUnderTest[];
}

/** Runs and reports; rejects only when the suite itself is broken. Needs nothing but loopback. */
export async function runParity(options: ParityOptions = {}): Promise<ParityReport> {
  const started = performance.now();
  const childrenBefore = await childPids();
  const engines = options.engines ?? ENGINES;
  const selection = select(
    options.requirements ?? loadRequirements(),
    options.scenarios ?? (await import("./scenarios/index.ts")).SCENARIOS,
    options.filter,
  );
  const jobs = selection.scenarios.flatMap((scenario) => jobsOf(scenario, engines));
  const lacking = await lacksOf(selection.scenarios);
  const timeLimitMs = options.timeLimitMs ?? 120_000;
  const finished = new Map<Job, ScenarioRun>();
  const work = async (queue: Job[]) => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
      const lack = lacking.get(job.scenario);
      const run = lack === undefined ? await runJob(job, timeLimitMs) : skippedRun(job, lack);
      finished.set(job, run);
      options.onProgress?.({ done: finished.size, total: jobs.length, last: run });
    }
  };
  const shared = jobs.filter((job) => !job.scenario.alone);
  await Promise.all(Array.from({ length: options.concurrency ?? 2 }, () => work(shared)));
  await work(jobs.filter((job) => job.scenario.alone));
  for (let again = 0; again < (options.retries ?? 0); again++) {
    for (const [job, first] of finished) {
      if (first.ok) continue;
      const run = await runJob(job, timeLimitMs);
      if (!run.ok) continue;
      finished.set(job, {
        ...run,
        notes: [...run.notes, `unsteady: it first said "${first.message}"`],
        unsteady: true,
      });
    }
  }

  const ran: Ran[] = selection.scenarios.map((scenario) => ({
    scenario,
    runs: jobs.filter((job) => job.scenario === scenario).map((job) => finished.get(job)!),
  }));
  const cells = cellsOf(selection.requirements, engines, ran);
  const runs = ran.flatMap((item) => item.runs);
  const count = (status: string) => cells.filter((cell) => cell.status === status).length;
  const strays = await endStrays(childrenBefore);
  return {
    cells,
    summary: {
      proved: count("proved"),
      failed: count("failed"),
      skipped: count("skipped"),
      pending: count("pending"),
      unsupported: count("unsupported"),
      cells: cells.length,
      scenarios: runs.length,
      assertions: runs.reduce((sum, run) => sum + run.assertions, 0),
      ms: Math.round(performance.now() - started),
      strays,
      unsteady: runs.filter((run) => run.unsteady).length,
      ok: count("failed") === 0 && strays === 0 && runs.every((run) => run.ok),
    },
    scenarios: runs,
  };
}

function select(
  requirements: readonly Requirement[],
  scenarios: readonly Scenario[],
  filter: string | undefined,
): { requirements: readonly Requirement[]; scenarios: readonly Scenario[] } {
  if (filter === undefined || filter === "") return { requirements, scenarios };
  const wanted = filter.toLowerCase();
  const byId = requirements.filter((item) => item.id.toLowerCase().includes(wanted));
  const ids = new Set(byId.map((item) => item.id));
  const chosen = scenarios.filter(
    (item) => item.name.toLowerCase().includes(wanted) || item.ids.some((id) => ids.has(id)),
  );
  if (byId.length > 0) return { requirements: byId, scenarios: chosen };
  // A filter on a scenario's name cannot prove its requirements whole: only its runs are reported.
  return { requirements: [], scenarios: chosen };
}

function jobsOf(scenario: Scenario, engines: readonly EngineUnderTest[]): Job[] {
  const applicable = engines.filter((engine) => scenario.engines?.includes(engine.id) ?? true);
  if (applicable.length === 0) return [];
  return scenario.mode === "each"
    ? applicable.map((engine) => ({ scenario, engines: [engine] }))
    : [{ scenario, engines: applicable }];
}

/** What this machine lacks for each scenario that cannot run on it. */
async function lacksOf(scenarios: readonly Scenario[]): Promise<Map<Scenario, Lack>> {
  const lacking = new Map<Scenario, Lack>();
  const groups = Map.groupBy(scenarios, (item) => item.needs.join());
  for (const group of groups.values()) {
    const lack = await lackOf(group[0]!.needs);
    if (lack !== null) for (const item of group) lacking.set(item, lack);
  }
  return lacking;
}

function skippedRun({ scenario, engines }: Job, lack: Lack): ScenarioRun {
  return {
    name: scenario.name,
    ids: scenario.ids,
    engines: columnsOf(scenario, engines),
    ok: true,
    skipped: lack,
    ms: 0,
    assertions: 0,
    notes: [],
    message: null,
    unsteady: false,
  };
}

function columnsOf(scenario: Scenario, engines: readonly EngineUnderTest[]): string[] {
  return scenario.mode === "layer" ? ["layer"] : engines.map((engine) => engine.id);
}

async function runJob({ scenario, engines }: Job, timeLimitMs: number): Promise<ScenarioRun> {
  const check = new Check();
  const notes: string[] = [];
  const started = performance.now();
  const message = await attempt(scenario, engines, check, notes, timeLimitMs);
  return {
    name: scenario.name,
    ids: scenario.ids,
    engines: columnsOf(scenario, engines),
    ok: message === null,
    skipped: null,
    ms: Math.round(performance.now() - started),
    assertions: check.count,
    notes,
    message,
    unsteady: false,
  };
}

/** Null when the scenario held, else why not. */
async function attempt(
  scenario: Scenario,
  engines: readonly EngineUnderTest[],
  check: Check,
  notes: string[],
  timeLimitMs: number,
): Promise<string | null> {
  const limit = new AbortController();
  const lab = await openLab(check, limit.signal, engines[0]!);
  let timer: NodeJS.Timeout | undefined;
  let problem: string | null = null;
  try {
    const hung = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        limit.abort();
        reject(new Error(`no end after ${timeLimitMs / 1_000} s`));
      }, timeLimitMs);
    });
    const run = scenario.run({ ...lab.face, engine: engines[0]!, engines, note: (fact) => notes.push(fact) });
    await Promise.race([run, hung]);
    if (check.count === 0) problem = "it asserted nothing";
  } catch (error) {
    problem = messageOf(error);
  } finally {
    clearTimeout(timer);
  }
  // What cleaning up finds (a request nobody accounts for) is a failure too, but not the first one.
  await lab.close().catch((error: unknown) => {
    problem ??= messageOf(error);
  });
  return problem;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
