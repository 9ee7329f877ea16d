/** A Tandem pointed at a scripted model server, and turns on it with everything they showed. */

import type { ConfigInput } from "../src/config/schema.ts";
import { createTandemWith } from "../src/create.ts";
import type { EventType, TandemEvent } from "../src/events/event.ts";
import type { TurnRequest } from "../src/kernel/request.ts";
import type { ExecutionResult } from "../src/kernel/result.ts";
import type { Tandem, TurnStream } from "../src/tandem.ts";
import type { Clock } from "../src/transport/clock.ts";
import { type EngineUnderTest, PLAIN_MODEL } from "./engines.ts";
import type { Lab } from "./lab.ts";
import type { CapturedRequest, ModelServer } from "./wire/model-server.ts";

export interface StageOptions {
  /** On top of the stage's own configuration. */
  readonly config?: Partial<ConfigInput>;
  /** A server and a data folder of another stage, to share them. */
  readonly server?: ModelServer;
  readonly home?: string;
  /**
   * Whether every request on the wire must be accounted for by the attempts of the turns run on this stage; default true.
   * Off where turns run in ways the stage does not see.
   */
  readonly accounting?: boolean;
  /** Time of attempts, retries, idle limits and cooldowns; the system's when left out. */
  readonly clock?: Clock;
}

/** A turn that ended, with its events in order. */
export interface Turn {
  readonly result: ExecutionResult;
  readonly events: readonly TandemEvent[];
  /** Names of the events in order, neighbouring deltas of one block counted once. */
  readonly names: readonly EventType[];
  /** What the turn put on the wire; only meaningful when nothing else ran at the same time. */
  readonly requests: readonly CapturedRequest[];
}

/** A turn on its way. */
export interface StartedTurn {
  readonly stream: TurnStream;
  readonly done: Promise<Turn>;
  /** Settles with `moment`, or rejects if the turn ends before it: nobody waits for what cannot come. */
  until<T>(moment: Promise<T>): Promise<T>;
}

export interface Stage {
  readonly server: ModelServer;
  readonly home: string;
  readonly workspace: string;
  /** The only key there is; must not be seen anywhere but on the wire. */
  readonly key: string;
  readonly config: ConfigInput;
  /** The Tandem as it is now; another one after `reopen`. */
  readonly tandem: Tandem;
  /** Runs a turn to its end, on the stage's engine, model and workspace unless the request says otherwise. */
  turn(request: TurnRequest): Promise<Turn>;
  /** Starts a turn without waiting for it. */
  start(request: TurnRequest): StartedTurn;
  /** Closes Tandem and starts it again on the same data folder, as a restart of the process would. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

/** The configuration every stage starts from: one server behind all providers, no traffic but to it, no second tries. */
export function stageConfig(home: string, workspace: string, server: ModelServer, key: string): ConfigInput {
  return {
    home,
    workspace,
    offline: "never",
    env: { ANTHROPIC_API_KEY: key, OPENAI_API_KEY: key },
    providers: { anthropic: { baseUrl: server.url }, openai: { baseUrl: `${server.url}/v1` } },
    claude: { spare: false },
    // One request for one model call, unless the scenario is about trying again, or about what is asked before a compaction.
    retries: { max: 0 },
    memory: { flush: { enabled: false } },
  };
}

export async function openStage(lab: Lab, engine: EngineUnderTest, options: StageOptions): Promise<Stage> {
  const server = options.server ?? (await lab.server());
  const home = options.home ?? (await lab.folder());
  const workspace = await lab.folder();
  const key = `test-key-${home.slice(-6)}`;
  const base = stageConfig(home, workspace, server, key);
  const config: ConfigInput = {
    ...base,
    ...options.config,
    providers: { ...base.providers, ...options.config?.providers },
  };
  let tandem = await createTandemWith(config, { clock: options.clock });
  const results: ExecutionResult[] = [];

  function start(request: TurnRequest): StartedTurn {
    const before = server.requests.length;
    const stream = tandem.stream({
      runtime: engine.runtime,
      ...(request.model === undefined && request.agentId === undefined ? { model: PLAIN_MODEL } : {}),
      workspaceDir: workspace,
      ...request,
    });
    const done = collect(stream, () => server.requests.slice(before), results);
    return { stream, done, until: (moment) => Promise.race([moment, endedEarly(done)]) };
  }

  return {
    server,
    home,
    workspace,
    key,
    config,
    get tandem() {
      return tandem;
    },
    turn: (request) => start(request).done,
    start,
    async reopen() {
      await tandem.close();
      tandem = await createTandemWith(config, { clock: options.clock });
    },
    async close() {
      await tandem.close();
      if (options.accounting !== false) accountFor(lab, server, results);
    },
  };
}

async function endedEarly(done: Promise<Turn>): Promise<never> {
  const { result } = await done;
  throw new Error(`the turn ended too early: ${result.status} ${result.error?.message ?? ""}`);
}

async function collect(
  stream: TurnStream,
  requests: () => readonly CapturedRequest[],
  results: ExecutionResult[],
): Promise<Turn> {
  const events: TandemEvent[] = [];
  for await (const event of stream) events.push(event);
  const result = await stream.result;
  results.push(result);
  return { result, events, names: namesOf(events), requests: requests() };
}

/** Event names in order; a run of deltas or progress counts once, because their number is the network's. */
export function namesOf(events: readonly TandemEvent[]): EventType[] {
  const names = events.map((event) => event.type);
  const repeats = (name: EventType) => name.endsWith("-delta") || name === "tool-progress";
  return names.filter((name, index) => !(repeats(name) && names[index - 1] === name));
}

/** Every request that reached the server is an attempt of some turn: engines sent nothing by themselves. */
function accountFor(lab: Lab, server: ModelServer, results: readonly ExecutionResult[]): void {
  const attempts = results.flatMap((result) => result.attempts).filter((item) => !SILENT.has(item.outcome));
  const others = server.requests.filter((request) => request.api === null);
  lab.check.deepEqual(
    others.map((request) => `${request.method} ${request.path}`),
    [],
    "requests of other kinds",
  );
  const sent = server.requests.length;
  // An attempt that was aborted may have ended before its request reached the server.
  const aborted = attempts.filter((item) => item.outcome === "aborted" || item.status === null).length;
  lab.check.within(
    sent,
    attempts.length - aborted,
    attempts.length,
    "requests on the wire, against attempts",
  );
}

const SILENT: ReadonlySet<string> = new Set(["skipped", "unstarted"]);
