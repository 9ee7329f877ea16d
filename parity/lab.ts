/** What a scenario works with: folders, scripted servers and Tandems of its own, all gone when it ends. */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Check } from "./check.ts";
import type { EngineUnderTest } from "./engines.ts";
import { openStage, type Stage, type StageOptions } from "./stage.ts";
import { type ModelServer, startModelServer } from "./wire/model-server.ts";

export interface Lab {
  readonly check: Check;
  /** Aborted when the scenario's time is up. */
  readonly signal: AbortSignal;
  /** A new, empty folder (its real path). */
  folder(): Promise<string>;
  /** A scripted model server on a port of its own. */
  server(): Promise<ModelServer>;
  /** A Tandem on a new data folder and workspace, with every provider pointed at a scripted server. */
  stage(options?: StageOptions): Promise<Stage>;
  /** Runs when the scenario ends, last one first. */
  defer(cleanup: () => unknown): void;
}

/** Opens a lab whose stages run turns on `engine` unless told otherwise. */
export async function openLab(
  check: Check,
  signal: AbortSignal,
  engine: EngineUnderTest,
): Promise<{ readonly face: Lab; close(): Promise<void> }> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "tandem-parity-")));
  const cleanups: (() => unknown)[] = [];
  const face: Lab = {
    check,
    signal,
    folder: () => mkdtemp(join(root, "f-")),
    defer: (cleanup) => void cleanups.push(cleanup),
    async server() {
      const server = await startModelServer();
      cleanups.push(() => server.close());
      return server;
    },
    async stage(options = {}) {
      const stage = await openStage(face, engine, options);
      cleanups.push(() => stage.close());
      return stage;
    },
  };
  return {
    face,
    async close() {
      const problems: unknown[] = [];
      for (const cleanup of cleanups.reverse()) {
        await Promise.resolve(cleanup()).catch((error: unknown) => problems.push(error));
      }
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
      if (problems.length > 0) throw problems[0];
    },
  };
}
