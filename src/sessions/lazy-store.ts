/** The data folder of one Tandem: opened once; a failure is reported to the call that needs it, not to the one that started it. */
import { memoryProfileHealth, type ProfileHealthStore } from "../auth/health.ts";
import { TandemError } from "../kernel/errors.ts";
import { openStore } from "./sqlite/open.ts";
import type { Store } from "./store.ts";

export class LazyStore {
  readonly #home: string;
  #store: Store | null = null;
  readonly #ownHealth = memoryProfileHealth();
  #failure: unknown = null;
  #closed = false;

  constructor(home: string) {
    this.#home = home;
  }

  /** Tries to open the folder. Never rejects: a failure is thrown by {@link use}, so that `doctor` can still run. */
  async open(): Promise<void> {
    try {
      this.#store = await openStore({ home: this.#home });
      this.#failure = null;
    } catch (error) {
      this.#failure = error;
    }
  }

  /** The opened store. Throws TandemError: why it could not be opened, or `shutting_down`. */
  use(): Store {
    if (this.#closed) throw new TandemError({ code: "shutting_down", message: "Tandem was closed." });
    if (this.#store) return this.#store;
    throw TandemError.from(this.#failure ?? new Error("The store was not opened."), "state_persist_failed");
  }

  /** Health of the profiles, shared by all processes on the folder; this process's own while the folder cannot be used. */
  readonly health: ProfileHealthStore = {
    read: () => this.#health().read(),
    update: (change) => this.#health().update(change),
    noteUse: (profile, at) => this.#health().noteUse(profile, at),
  };

  #health(): ProfileHealthStore {
    return this.#store?.profileHealth ?? this.#ownHealth;
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true;
    this.#store?.close();
    this.#store = null;
  }
}
