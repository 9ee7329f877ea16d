/** The processes of a soak: gives them turns, kills them, starts others in their place. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { ConfigInput } from "../../src/config/schema.ts";
import { CHILD } from "../programs.ts";
import { randomFrom } from "../random.ts";
import type { Job, SoakOptions } from "./plan.ts";
import type { FromWorker, ToWorker } from "./worker.ts";

/** Milliseconds for a process to close by itself at the end. */
const CLOSE_MS = 30_000;

/** What is known of a turn from outside. Times are positions in one order of events. */
export interface Report {
  readonly job: Job;
  readonly sentAt: number;
  /** When its end was told; `null`: its process was killed first. */
  readonly endedAt: number | null;
  readonly status: string | null;
  readonly code: string | null;
}

export interface CrewTally {
  readonly reports: readonly Report[];
  readonly kills: number;
  /** Resident bytes over time of the one process that is never killed. */
  readonly memory: readonly { readonly at: number; readonly rss: number }[];
  /** Processes that did not end with code 0 when asked to close. */
  readonly badExits: readonly string[];
}

interface Member {
  readonly child: ChildProcess;
  readonly exited: Promise<unknown>;
  readonly running: Map<string, { readonly job: Job; readonly sentAt: number }>;
  ready: boolean;
}

export class Crew {
  readonly #options: SoakOptions;
  readonly #config: ConfigInput;
  readonly #waiting: Job[];
  readonly #members: Member[] = [];
  readonly #reports: Report[] = [];
  readonly #memory: { at: number; rss: number }[] = [];
  readonly #finished = Promise.withResolvers<void>();
  readonly #onProgress: (ended: number, kills: number) => void;
  #kills = 0;
  #order = 0;
  #closing = false;

  constructor(
    options: SoakOptions,
    config: ConfigInput,
    jobs: readonly Job[],
    onProgress: (ended: number, kills: number) => void = () => {},
  ) {
    this.#options = options;
    this.#config = config;
    this.#waiting = [...jobs];
    this.#onProgress = onProgress;
  }

  /** Runs all jobs; settles when each has ended or died with its process and every process is gone. */
  async work(signal: AbortSignal): Promise<CrewTally> {
    const random = randomFrom(`${this.#options.seed} kills`);
    for (let place = 0; place < this.#options.processes; place++) this.#members[place] = this.#start(place);
    const killing = setInterval(() => this.#kill(random()), this.#options.killEveryMs);
    const abort = () => this.#finished.reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    try {
      await this.#finished.promise;
      clearInterval(killing);
      const badExits = await this.#close();
      return { reports: this.#reports, kills: this.#kills, memory: this.#memory, badExits };
    } finally {
      clearInterval(killing);
      signal.removeEventListener("abort", abort);
      this.#closing = true;
      for (const { child } of this.#members) child.kill("SIGKILL");
    }
  }

  #start(place: number): Member {
    const child = spawn(process.execPath, [CHILD, "soak", JSON.stringify(this.#config)], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const member: Member = { child, exited: once(child, "exit"), running: new Map(), ready: false };
    child.on("message", (message: FromWorker) => this.#hear(place, member, message));
    child.once("exit", () => this.#gone(place, member));
    return member;
  }

  #hear(place: number, member: Member, message: FromWorker): void {
    switch (message.type) {
      case "memory":
        if (place === 0) this.#memory.push({ at: performance.now(), rss: message.rss });
        return;
      case "ready":
        member.ready = true;
        break;
      case "done":
        this.#report(member, message.id, message.status, message.code);
        break;
    }
    this.#deal();
  }

  /** Each process has its fill; the plan's order is the order of dealing. */
  #deal(): void {
    for (;;) {
      const free = this.#members
        .filter((member) => member.ready && member.running.size < this.#options.atOnce)
        .sort((a, b) => a.running.size - b.running.size)[0];
      const job = free === undefined ? undefined : this.#waiting.shift();
      if (free === undefined || job === undefined) return;
      free.running.set(job.id, { job, sentAt: ++this.#order });
      free.child.send({ type: "run", job } satisfies ToWorker, () => {});
    }
  }

  #report(member: Member, id: string, status: string | null, code: string | null): void {
    const turn = member.running.get(id);
    if (turn === undefined) return;
    member.running.delete(id);
    this.#order += 1;
    this.#reports.push({ ...turn, endedAt: status === null ? null : this.#order, status, code });
    this.#onProgress(this.#reports.length, this.#kills);
    if (this.#reports.length === this.#options.turns) this.#finished.resolve();
  }

  #gone(place: number, member: Member): void {
    member.ready = false;
    for (const id of [...member.running.keys()]) this.#report(member, id, null, null);
    if (!this.#closing) this.#members[place] = this.#start(place);
  }

  /** Any but the first, in the middle of whatever it does. */
  #kill(chance: number): void {
    const victim = this.#members[1 + Math.floor(chance * (this.#members.length - 1))];
    if (victim === undefined || victim.child.exitCode !== null || !victim.ready) return;
    this.#kills += 1;
    victim.child.kill("SIGKILL");
  }

  async #close(): Promise<string[]> {
    this.#closing = true;
    const timer = setTimeout(() => {
      for (const { child } of this.#members) child.kill("SIGKILL");
    }, CLOSE_MS);
    for (const { child } of this.#members)
      if (child.connected) child.send({ type: "close" } satisfies ToWorker, () => {});
    await Promise.all(this.#members.map((member) => member.exited));
    clearTimeout(timer);
    return this.#members
      .filter(({ child }) => child.exitCode !== 0)
      .map(({ child }) => `exit ${child.signalCode ?? child.exitCode}`);
  }
}
