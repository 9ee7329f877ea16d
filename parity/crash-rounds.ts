/** Kills a process that runs a turn, at a random moment, and looks at what is left. Used by the suite and by `crash.ts`. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import Database from "better-sqlite3";
import type { EngineUnderTest } from "./engines.ts";
import { PLAIN_MODEL } from "./engines.ts";
import type { Lab } from "./lab.ts";
import { lineOf, partsOf } from "./on-wire.ts";
import { CHILD } from "./programs.ts";
import { databaseOf, sessionKey } from "./props.ts";
import { randomFrom } from "./random.ts";
import type { Stage } from "./stage.ts";

export interface CrashTally {
  /** Rounds in which the process was killed before it had ended by itself. */
  readonly killed: number;
  /** Entries known to be committed before the kills. */
  readonly committed: number;
  /** Children of killed processes that were found and ended. */
  readonly orphans: number;
}

/**
 * `rounds` turns of one session, each killed at a random moment, engines taking turns; after each, the next turn runs on every
 * engine. Asserts through the lab's check.
 */
export async function crashRounds(
  lab: Lab,
  engines: readonly EngineUnderTest[],
  rounds: number,
  seed: number,
  onRound?: (round: number) => void,
): Promise<CrashTally> {
  const random = randomFrom(seed);
  const stage = await lab.stage({ accounting: false });
  const key = sessionKey("crash");
  let killed = 0;
  let orphans = 0;
  const committed: string[] = [];
  await stage.tandem.close();
  for (let round = 1; round <= rounds; round++) {
    const engine = engines[(round - 1) % engines.length]!;
    const cut = await runAndKill(lab, stage, engine, key, round, random);
    if (cut.wasRunning) killed += 1;
    committed.push(...cut.committed);
    const left = childrenOf(stage.home).filter(isAlive);

    await stage.reopen();
    const stored = stage.tandem.sessions.entries(key).map((entry) => entry.id);
    lab.check.deepEqual(
      committed.filter((id) => !stored.includes(id)),
      [],
      `round ${round} on ${engine.id}: committed entries that are gone`,
    );
    for (const next of engines) {
      await nextTurnWorks(lab, stage, next, key, `round ${round} on ${engine.id}, then ${next.id}`);
    }
    lab.check.deepEqual(
      left.filter(isAlive),
      [],
      `round ${round}: processes of the killed one that still run`,
    );
    orphans += left.length;
    committed.push(
      ...stage.tandem.sessions
        .entries(key)
        .map((entry) => entry.id)
        .filter((id) => !stored.includes(id)),
    );
    await stage.tandem.close();
    onRound?.(round);
  }
  return { killed, committed: new Set(committed).size, orphans };
}

async function runAndKill(
  lab: Lab,
  stage: Stage,
  engine: EngineUnderTest,
  key: string,
  round: number,
  random: () => number,
): Promise<{ readonly wasRunning: boolean; readonly committed: readonly string[] }> {
  stage.server.reset();
  stage.server.reply(
    { text: "I will act.", toolCalls: [{ id: `toolu_${round}`, name: "act", input: { round } }] },
    { text: Array.from({ length: 60 }, (_, index) => `word-${index} `), tokenDelayMs: 4 },
  );
  const request = { prompt: `round ${round}`, sessionKey: key, runtime: engine.runtime, model: PLAIN_MODEL };
  const child = spawn(
    process.execPath,
    [CHILD, "turn", JSON.stringify(stage.config), JSON.stringify(request)],
    {
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  lab.defer(() => child.kill("SIGKILL"));
  const exited = once(child, "exit");
  const committed: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const { fresh } = JSON.parse(line) as { fresh: string[] };
    committed.push(...fresh);
    // From the first event on; a turn here takes about 300 ms.
    timer ??= setTimeout(() => child.kill("SIGKILL"), random() * 400);
  }
  clearTimeout(timer);
  await exited;
  return { wasRunning: child.signalCode === "SIGKILL", committed };
}

async function nextTurnWorks(
  lab: Lab,
  stage: Stage,
  engine: EngineUnderTest,
  key: string,
  what: string,
): Promise<void> {
  stage.server.reset();
  stage.server.reply({ text: "alive" });
  const { result, requests } = await stage.turn({
    prompt: `after ${what}`,
    sessionKey: key,
    runtime: engine.runtime,
  });
  lab.check.equal(result.status, "completed", `${what}: ${result.error?.message}`);
  lab.check.equal(requests.length, 1, `${what}: requests`);
  const parts = partsOf(requests[0]);
  const calls = parts.filter((part) => part.kind === "tool-call").map((part) => part.id);
  const results = parts.filter((part) => part.kind === "tool-result").map((part) => part.id);
  lab.check.deepEqual(results, calls, `${what}: each call in the history has its result`);
  lab.check.equal(lineOf(parts.at(-1)!), `user:text:after ${what}`, `${what}: the last message`);
}

interface ChildRow {
  readonly pid: number;
  readonly start: string;
}

function childrenOf(home: string): ChildRow[] {
  const db = new Database(databaseOf(home), { readonly: true });
  try {
    return db.prepare<[], ChildRow>("SELECT pid, start_time AS start FROM children").all();
  } finally {
    db.close();
  }
}

/** Whether a process runs under this pid; a zombie does not. */
function isAlive({ pid }: ChildRow): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return process.platform !== "linux";
  }
}
