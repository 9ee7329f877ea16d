/** A run among those that spawned it and those it spawns: what they spend, and what none of them may exceed. */

import { addSpent, budgeted, NOTHING_SPENT, type Spent } from "../cost/spent.ts";
import type { TurnBudget } from "../cost/turn-budget.ts";
import type { ToolDefinition } from "../tools/tool.ts";
import type { SubagentTotals } from "./result.ts";

/** What a run shares with its subagents once it is put together. */
interface Share {
  /** `null`: it writes nothing. */
  readonly sessionId: string | null;
  /** What it was offered. */
  readonly tools: readonly ToolDefinition[];
  readonly budget: TurnBudget;
  /** What it has spent itself so far. */
  readonly spent: () => Spent;
}

export class Family {
  readonly #above: Family | null;
  readonly #children: Family[] = [];
  readonly #running = new Set<Promise<unknown>>();
  #share: Share | null = null;

  constructor(above: Family | null = null) {
    this.#above = above;
  }

  /** Runs above this one. */
  get depth(): number {
    return this.#above === null ? 0 : this.#above.depth + 1;
  }

  /** Budget of the run above, which this one's calls must fit as well. */
  get budgetAbove(): TurnBudget | null {
    return this.#above === null ? null : (this.#above.#share?.budget ?? null);
  }

  /** Session whose budget every run of the family counts against: that of the first; `null`: it has none. */
  get rootSessionId(): string | null {
    return this.#above === null ? (this.#share?.sessionId ?? null) : this.#above.rootSessionId;
  }

  /** What the run was offered; empty before that. */
  get tools(): readonly ToolDefinition[] {
    return this.#share?.tools ?? [];
  }

  /** Called once, when the run is put together. */
  share(share: Share): void {
    this.#share = share;
  }

  /** A place for a run that this one spawns. */
  spawn(): Family {
    const child = new Family(this);
    this.#children.push(child);
    return child;
  }

  /** Runs it has spawned, those that were refused included. */
  get spawned(): number {
    return this.#children.length;
  }

  /** Keeps a child's run until it settles. */
  keep(run: Promise<unknown>): void {
    this.#running.add(run);
    void run.finally(() => this.#running.delete(run));
  }

  /** Settles when the runs it has spawned have ended; `null`: there are none. */
  ended(): Promise<unknown> | null {
    return this.#running.size === 0 ? null : Promise.allSettled(this.#running);
  }

  /** All runs below this one, so far. */
  get below(): SubagentTotals {
    return this.#children
      .map((child) => child.total)
      .reduce((sum, total) => ({ count: sum.count + total.count, ...addSpent(sum, total) }), NO_SUBAGENTS);
  }

  /** US dollars of this run and all below, estimates of what was not reported included; unknown prices count nothing. */
  get spentUsd(): number {
    const own = budgeted(this.#share?.spent() ?? NOTHING_SPENT);
    return this.#children.reduce((sum, child) => sum + child.spentUsd, own);
  }

  /** This run and all below it. */
  get total(): SubagentTotals {
    const own = this.#share?.spent() ?? NOTHING_SPENT;
    const { below } = this;
    return { count: below.count + 1, ...addSpent(own, below) };
  }
}

export const NO_SUBAGENTS: SubagentTotals = { count: 0, ...NOTHING_SPENT };
