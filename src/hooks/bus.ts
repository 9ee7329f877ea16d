/**
 * All hooks of one Tandem, from every source: the configuration, extensions, the library, a request. They run in this order, those of
 * one origin in the order they were set.
 */
import type { HookEvent } from "./events.ts";
import type { Hook } from "./handler.ts";

/** Whose hooks go first. */
const ORIGINS = ["config", "extension", "library", "request"] as const;
export type HookOrigin = (typeof ORIGINS)[number];

/** Hooks by event, in the order they run. Never changed once made. */
export type HookTable = ReadonlyMap<HookEvent, readonly Hook[]>;

export class HookBus {
  readonly #hooks: { readonly hook: Hook; readonly origin: HookOrigin }[] = [];
  #table: HookTable | null = null;

  /** Adds hooks; gives what takes them away again. */
  add(origin: HookOrigin, hooks: readonly Hook[]): () => void {
    const added = hooks.map((hook) => ({ hook, origin }));
    this.#hooks.push(...added);
    this.#table = null;
    return () => {
      for (const one of added) {
        const index = this.#hooks.indexOf(one);
        if (index >= 0) this.#hooks.splice(index, 1);
      }
      this.#table = null;
    };
  }

  /** The hooks as they are now; the same table until one is added or taken away. */
  get table(): HookTable {
    this.#table ??= tableOf(ORIGINS.flatMap((origin) => this.#of(origin)));
    return this.#table;
  }

  /** The table with hooks of one turn after the others. */
  tableWith(hooks: readonly Hook[]): HookTable {
    if (hooks.length === 0) return this.table;
    return tableOf([...ORIGINS.flatMap((origin) => this.#of(origin)), ...hooks]);
  }

  #of(origin: HookOrigin): Hook[] {
    return this.#hooks.filter((one) => one.origin === origin).map(({ hook }) => hook);
  }
}

function tableOf(hooks: readonly Hook[]): HookTable {
  return Map.groupBy(hooks, (hook) => hook.event);
}
