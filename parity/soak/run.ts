/** Many turns over many sessions in several processes on one store, with a failing provider and kills; then what is left is checked. */
import { readdirSync, readFileSync } from "node:fs";
import { createTandem } from "../../src/create.ts";
import type { Lab } from "../lab.ts";
import { addProfiles } from "../profiles.ts";
import { stageConfig } from "../stage.ts";
import { Crew } from "./crew.ts";
import { playModel } from "./model.ts";
import { jobsOf, type SoakOptions } from "./plan.ts";
import { verify } from "./verify.ts";

export const SOAK_DEFAULTS: SoakOptions = {
  turns: 60,
  sessions: 8,
  processes: 3,
  seed: 1,
  faults: 0.1,
  killEveryMs: 4_000,
  claude: 0.25,
  atOnce: 4,
};

/** Credentials, so many that the ones an overloaded provider sends to rest leave others. */
const PROFILES = 40;
/** Seconds of work below which memory is not judged: caches and warm processes still fill. */
const LEAST_SECONDS = 60;
/** Growth of the surviving process from the third quarter to the last that counts as flat. */
const FLAT = { factor: 1.1, bytes: 16 * 1024 * 1024 };

export interface SoakTally {
  readonly turns: number;
  /** How turns ended: a status, with the error's code where there is one. */
  readonly ends: Readonly<Record<string, number>>;
  readonly kills: number;
  readonly requests: number;
  readonly failedRequests: number;
  /** Medians of the surviving process's memory in the third and the last quarter, megabytes. */
  readonly memoryMb: readonly [number, number];
  readonly seconds: number;
}

/** Asserts through the lab's check. */
export async function soak(
  lab: Lab,
  options: SoakOptions,
  onProgress?: (ended: number, kills: number) => void,
): Promise<SoakTally> {
  const { check } = lab;
  const startedAt = performance.now();
  const [server, home, workspace] = [await lab.server(), await lab.folder(), await lab.folder()];
  const model = playModel(server, options);
  const config = {
    ...stageConfig(home, workspace, server, "test-key-soak"),
    retries: { max: 2, baseMs: 1 },
    timeoutMs: 120_000,
    claude: { spare: false, maxProcesses: 4 },
  };
  const profiles = Array.from({ length: PROFILES }, (_, n) => ({ name: `p${n}`, secret: `test-key-${n}` }));
  await addProfiles(home, "anthropic", profiles);
  const crew = new Crew(options, config, jobsOf(options), onProgress);
  const { reports, kills, memory, badExits } = await crew.work(lab.signal);
  const seconds = (performance.now() - startedAt) / 1_000;

  check.deepEqual(badExits, [], "processes that did not close by themselves");
  check.deepEqual(model.problems, [], "conversations as they were sent");
  const tandem = await createTandem(config);
  try {
    verify(check, tandem, reports);
  } finally {
    await tandem.close();
  }
  check.deepEqual(processesOf(home), [], "processes that still work in the data folder");
  const memoryMb = quarters(memory);
  if (seconds >= LEAST_SECONDS) {
    const [third, last] = memoryMb;
    check.ok(last <= third * FLAT.factor + FLAT.bytes / 1_048_576, `memory grew from ${third} to ${last} MB`);
  }
  return {
    turns: reports.length,
    ends: endsOf(reports),
    kills,
    requests: model.requests,
    failedRequests: model.faults,
    memoryMb,
    seconds: Math.round(seconds),
  };
}

function endsOf(reports: readonly { readonly status: string | null; readonly code: string | null }[]) {
  const ends: Record<string, number> = {};
  for (const { status, code } of reports) {
    const end = status === null ? "killed with its process" : [status, code].filter(Boolean).join(" ");
    ends[end] = (ends[end] ?? 0) + 1;
  }
  return ends;
}

function quarters(samples: readonly { readonly rss: number }[]): readonly [number, number] {
  const quarter = Math.floor(samples.length / 4);
  const median = (part: readonly { readonly rss: number }[]) => {
    const sorted = part.map((sample) => sample.rss).sort((a, b) => a - b);
    return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) / 1_048_576);
  };
  return [median(samples.slice(quarter * 2, quarter * 3)), median(samples.slice(quarter * 3))];
}

/** Pids whose command line or environment names the folder; none where the system does not tell. */
function processesOf(home: string): number[] {
  const names = readdirSafely("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return names
    .filter((pid) => ["cmdline", "environ"].some((file) => mentions(`/proc/${pid}/${file}`, home)))
    .map(Number);
}

function readdirSafely(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function mentions(path: string, text: string): boolean {
  try {
    return readFileSync(path, "utf8").includes(text);
  } catch {
    return false;
  }
}
