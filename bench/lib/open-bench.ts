/** What one run of the benchmarks needs, and how all of it goes away again. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench } from "./benchmark.ts";
import type { Model } from "./model.ts";

/** Runs `work` with a bench of its own; folders and deferred ends are dealt with whatever comes of it. */
export async function withBench<T>(
  given: { readonly model: Model; readonly rounds: number },
  work: (bench: Bench) => Promise<T>,
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), "tandem-bench-"));
  const ends: (() => void | Promise<void>)[] = [];
  try {
    return await work({
      ...given,
      folder: () => mkdtempSync(join(root, "f-")),
      defer: (end) => ends.push(end),
    });
  } finally {
    for (const end of ends.reverse()) await end();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}
