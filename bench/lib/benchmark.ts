/** What a benchmark is given and what it gives back. */
import type { Model } from "./model.ts";

export interface Bench {
  /** The one model server of all contenders, in a process of its own. */
  readonly model: Model;
  /** Rounds to run where a benchmark goes by rounds. */
  readonly rounds: number;
  /** A new, empty folder, removed at the end. */
  folder(): string;
  /** Ends something when the benchmark is over, the newest first. */
  defer(end: () => void | Promise<void>): void;
}

export interface Measure {
  readonly name: string;
  /** In `unit`; smaller is better. */
  readonly value: number;
  /** `×` is a ratio of two contenders that took turns. */
  readonly unit: "×" | "ms" | "µs" | "MB";
  /** What `value` may be at most. */
  readonly limit: number;
  /** The two medians a ratio stands for, and other figures worth seeing. */
  readonly detail: string;
}

export interface Benchmark {
  readonly name: string;
  run(bench: Bench): Promise<readonly Measure[]>;
}
