/** The budgets a turn is held to, asked before each of its model calls. */
import { TandemError } from "../kernel/errors.ts";
import type { CostUsd } from "./usage.ts";

/** US dollars at most, each where it is set. */
export interface Budgets {
  readonly perTurnUsd?: number;
  readonly perSessionUsd?: number;
  readonly perDayUsd?: number;
}

export interface TurnBudgetOptions {
  readonly limits: Budgets;
  /** Dollars spent so far, read each time: others spend at the same time. */
  readonly spent: {
    readonly turn: () => CostUsd;
    readonly session: () => number;
    /** Since this moment. */
    readonly since: (ms: number) => number;
  };
  readonly clock: () => number;
  /** Of the turn that spawned this one: each call must fit it as well. */
  readonly above?: TurnBudget | null;
}

interface Use {
  readonly limit: number | undefined;
  readonly spent: () => number;
  readonly error: (figures: Figures) => TandemError;
}

interface Figures {
  readonly limit: number;
  readonly spent: number;
  readonly next: number;
}

/** A turn's first call is not held against the budget of the turn, which nothing has been spent of. */
export class TurnBudget {
  readonly #options: TurnBudgetOptions;
  #refusal: TandemError | null = null;

  constructor(options: TurnBudgetOptions) {
    this.#options = options;
  }

  /** Whether any budget is set; without one nothing needs to be estimated. */
  get limited(): boolean {
    const { limits, above } = this.#options;
    return Object.values(limits).some((limit) => limit !== undefined) || above?.limited === true;
  }

  /** Why the last call was refused. */
  get refusal(): TandemError | null {
    return this.#refusal;
  }

  /** The error that a call of about `next` dollars would pass a budget; `null` when it may leave. `calls`: those of the turn that were paid for. */
  check(next: number, calls: number): TandemError | null {
    this.#refusal = firstPassed(this.#uses(calls), next) ?? this.#options.above?.checkSpawned(next) ?? null;
    return this.#refusal;
  }

  /** As `check`, for a call of a turn that this one spawned, whose spending counts as this one's. */
  checkSpawned(next: number): TandemError | null {
    return firstPassed([this.#ofTurn()], next) ?? this.#options.above?.checkSpawned(next) ?? null;
  }

  #ofTurn(): Use {
    const { limits, spent } = this.#options;
    return { limit: limits.perTurnUsd, spent: () => spent.turn() ?? 0, error: turnError };
  }

  #uses(calls: number): readonly Use[] {
    const { limits, spent, clock } = this.#options;
    return [
      ...(calls === 0 ? [] : [this.#ofTurn()]),
      { limit: limits.perSessionUsd, spent: spent.session, error: sessionError },
      {
        limit: limits.perDayUsd,
        spent: () => spent.since(startOfDay(clock())),
        error: (figures) => dayError(figures, startOfDay(clock(), 1)),
      },
    ];
  }
}

function firstPassed(uses: readonly Use[], next: number): TandemError | null {
  for (const { limit, spent, error } of uses) {
    if (limit === undefined) continue;
    const used = spent();
    if (used >= limit || used + next > limit) return error({ limit, spent: used, next });
  }
  return null;
}

/** The first millisecond of a day of this machine's time zone, `days` after the one that `at` is in. */
export function startOfDay(at: number, days = 0): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

function turnError({ limit, spent, next }: Figures): TandemError {
  return new TandemError({
    code: "max_budget",
    field: "maxBudgetUsd",
    message: `The turn has spent ${dollars(spent)} of ${dollars(limit)} and was not done; the next call would cost about ${dollars(next)}.`,
    remediation: "Raise maxBudgetUsd, or send another message to continue.",
    details: { limitUsd: limit, spentUsd: spent, nextCallUsd: next },
  });
}

function sessionError({ limit, spent, next }: Figures): TandemError {
  return new TandemError({
    code: "budget_exceeded",
    field: "budgets.perSessionUsd",
    message: `This session has spent ${dollars(spent)} of its budget of ${dollars(limit)}; the next call would cost about ${dollars(next)}.`,
    remediation:
      "Start a new session with `/new`, or raise budgets.perSessionUsd. It does not renew automatically.",
    details: { scope: "session", limitUsd: limit, spentUsd: spent, nextCallUsd: next, renewsAt: null },
  });
}

function dayError({ limit, spent, next }: Figures, renewsAt: number): TandemError {
  const when = new Date(renewsAt).toISOString();
  return new TandemError({
    code: "budget_exceeded",
    field: "budgets.perDayUsd",
    message: `${dollars(spent)} of today's budget of ${dollars(limit)} is spent; the next call would cost about ${dollars(next)}. It renews at ${when}.`,
    remediation: `Wait until ${when}, or raise budgets.perDayUsd.`,
    details: { scope: "day", limitUsd: limit, spentUsd: spent, nextCallUsd: next, renewsAt },
  });
}

function dollars(value: number): string {
  if (value === 0) return "$0";
  return value < 0.01 ? `$${value.toPrecision(2)}` : `$${value.toFixed(value < 1 ? 4 : 2)}`;
}
