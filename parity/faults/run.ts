/** Runs the fault matrix: every fault on every engine and API it can speak, at both points, with each thing that may stand ready. */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Check } from "../check.ts";
import { ENGINES, type EngineUnderTest } from "../engines.ts";
import { type ModelServer, startModelServer } from "../wire/model-server.ts";
import { type Cell, type CellTurn, runCell } from "./cell.ts";
import { type Fault, POINTS, SETUPS } from "./fault.ts";
import { FAULTS } from "./faults.ts";
import type { Script } from "./script.ts";

/** What a cell was seen to do. */
export interface Observed {
  readonly status: string;
  readonly stopReason: string;
  /** Kind of the result's error; `null` when it finished. */
  readonly kind: string | null;
  /** Requests on the wire in the whole turn. */
  readonly requests: number;
  readonly steps: readonly string[];
  /** What a person is told; `null` when it finished. */
  readonly message: string | null;
  readonly remediation: string | null;
}

export interface CellRun {
  readonly cell: Cell;
  /** `429-after-1s on pi (openai-responses), after a tool, alone`. */
  readonly name: string;
  readonly ok: boolean;
  /** Why it failed. */
  readonly message: string | null;
  /** `null` when the turn did not end. */
  readonly observed: Observed | null;
  readonly assertions: number;
  readonly ms: number;
}

export interface FaultReport {
  readonly runs: readonly CellRun[];
  /** Every cell holds, and there was one. */
  readonly ok: boolean;
  readonly ms: number;
}

export interface FaultMatrixOptions {
  /** Part of a cell's name, or several that must all be in it, separated by commas. */
  readonly filter?: string;
  readonly engines?: readonly EngineUnderTest[];
  readonly faults?: readonly Fault[];
  /** Cells at once; default 4. */
  readonly concurrency?: number;
  readonly onProgress?: (run: CellRun, done: number, total: number) => void;
  /** Milliseconds after which a cell counts as hung, and failed; default 60,000. */
  readonly timeLimitMs?: number;
}

/** Needs nothing but loopback; rejects only when the matrix itself is broken. */
export async function runFaultMatrix(options: FaultMatrixOptions = {}): Promise<FaultReport> {
  const started = performance.now();
  const words = (options.filter ?? "")
    .toLowerCase()
    .split(",")
    .map((word) => word.trim());
  const cells = cellsOf(options.faults ?? FAULTS, options.engines ?? ENGINES).filter((cell) =>
    words.every((word) => nameOf(cell).toLowerCase().includes(word)),
  );
  const root = await realpath(await mkdtemp(join(tmpdir(), "tandem-faults-")));
  const server = await startModelServer();
  const scripts: Script[] = [];
  server.respond((request) => {
    const script = scripts.find((one) => one.owns(request));
    if (script === undefined) throw new Error(`no cell knows ${request.path}`);
    return script.answer(request);
  });
  const runs = new Map<Cell, CellRun>();
  const queue = [...cells.entries()];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [number, cell] = next;
      const folder = join(root, `cell-${number}`);
      const run = await runOne(
        cell,
        { server, folder, number, onScript: (script) => scripts.push(script) },
        options,
      );
      runs.set(cell, run);
      options.onProgress?.(run, runs.size, cells.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.concurrency ?? 4 }, work));
  } finally {
    await server.close();
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  }
  const all = cells.map((cell) => runs.get(cell)!);
  return {
    runs: all,
    ok: all.length > 0 && all.every((run) => run.ok),
    ms: Math.round(performance.now() - started),
  };
}

/** Every cell of these faults on these engines. */
export function cellsOf(faults: readonly Fault[], engines: readonly EngineUnderTest[]): Cell[] {
  return engines.flatMap((engine) =>
    engine.apis.flatMap((api) =>
      faults.flatMap((fault) =>
        POINTS.flatMap((point) =>
          SETUPS.filter((setup) => fault.ends[setup] !== undefined).map((setup) => ({
            fault,
            engine,
            api,
            point,
            setup,
          })),
        ),
      ),
    ),
  );
}

export function nameOf({ fault, engine, api, point, setup }: Cell): string {
  return `${fault.id} on ${engine.id} (${api}), ${point}, ${setup}`;
}

async function runOne(
  cell: Cell,
  world: {
    readonly server: ModelServer;
    readonly folder: string;
    readonly number: number;
    readonly onScript: (script: Script) => void;
  },
  options: FaultMatrixOptions,
): Promise<CellRun> {
  const check = new Check();
  const started = performance.now();
  let observed: Observed | null = null;
  let message: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  const limit = options.timeLimitMs ?? 60_000;
  const hung = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${limit / 1_000} s`)), limit);
  });
  try {
    const run = runCell(cell, {
      ...world,
      check,
      onTurn: (turn) => {
        observed = observedOf(turn);
      },
    });
    await Promise.race([run, hung]);
  } catch (error) {
    message = error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
  const ms = Math.round(performance.now() - started);
  return { cell, name: nameOf(cell), ok: message === null, message, observed, assertions: check.count, ms };
}

function observedOf({ result, requests, events }: CellTurn): Observed {
  return {
    status: result.status,
    stopReason: result.stopReason,
    kind: result.error?.kind ?? null,
    requests: requests.length,
    steps: events.flatMap((event) => (event.type === "recovery" ? [event.step] : [])),
    message: result.error?.message ?? null,
    remediation: result.error?.remediation ?? null,
  };
}
