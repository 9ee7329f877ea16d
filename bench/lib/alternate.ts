/** Comparing two contenders on a machine that is never quiet: they take turns, and each pair gives one ratio. */
import type { Measure } from "./benchmark.ts";

export interface Contest {
  readonly name: string;
  readonly limit: number;
  /** Pairs that count. */
  readonly pairs: number;
  /** Pairs before them, which do not; default 2. */
  readonly warmup?: number;
  /** Whether both do their work in this process, so that its CPU time says something. */
  readonly inProcess?: boolean;
  /** Milliseconds. `pair` counts from 0, warm-up included. */
  readonly ours: (pair: number) => Promise<number>;
  readonly theirs: (pair: number) => Promise<number>;
}

/** The median of the pairs' ratios. Who goes first changes with each pair. */
export async function alternate(contest: Contest): Promise<Measure> {
  const { name, limit, pairs, warmup = 2 } = contest;
  const ours = new Side(contest.ours);
  const theirs = new Side(contest.theirs);
  for (let pair = 0; pair < warmup + pairs; pair++) {
    const order = pair % 2 === 0 ? [ours, theirs] : [theirs, ours];
    for (const side of order) await side.run(pair, pair >= warmup);
  }
  const ratios = ours.times.map((mine, index) => mine / theirs.times[index]!);
  return {
    name,
    value: median(ratios),
    unit: "×",
    limit,
    detail: `${versus(ours.times, theirs.times)}${contest.inProcess ? `, CPU ${versus(ours.cpu, theirs.cpu)}` : ""}, ${pairs} pairs`,
  };
}

/** One contender's figures, in milliseconds. */
class Side {
  readonly times: number[] = [];
  readonly cpu: number[] = [];
  readonly #run: (pair: number) => Promise<number>;

  constructor(run: (pair: number) => Promise<number>) {
    this.#run = run;
  }

  async run(pair: number, counts: boolean): Promise<void> {
    const before = process.cpuUsage();
    const time = await this.#run(pair);
    const { user, system } = process.cpuUsage(before);
    if (!counts) return;
    this.times.push(time);
    this.cpu.push((user + system) / 1_000);
  }
}

function versus(ours: readonly number[], theirs: readonly number[]): string {
  return `${median(ours).toFixed(2)} ms to ${median(theirs).toFixed(2)} ms`;
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Milliseconds of processor time that `work` takes on this thread: for work that waits for nothing, the time on a quiet machine. */
export function onCpu(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
