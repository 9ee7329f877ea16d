/** Sessions as people and programs use them: by id or by key. */
import { TandemError } from "../kernel/errors.ts";
import type { Sessions } from "../tandem.ts";
import type { Entry } from "./entry.ts";
import type { SessionInfo, Store } from "./store.ts";

export interface SessionsFacadeOptions {
  readonly store: () => Store;
  /** Whether a turn of this session key runs or waits here. */
  readonly busy: (key: string) => boolean;
  /** The session is gone: engines may end what they keep for it. */
  readonly onGone: (sessionId: string) => void;
}

export class SessionsFacade implements Sessions {
  readonly #options: SessionsFacadeOptions;

  constructor(options: SessionsFacadeOptions) {
    this.#options = options;
  }

  list(options?: Parameters<Sessions["list"]>[0]): SessionInfo[] {
    return this.#store.listSessions(options);
  }

  get(idOrKey: string): SessionInfo | null {
    return this.#store.getSession(idOrKey) ?? this.#store.findByKey(idOrKey);
  }

  entries(idOrKey: string): Entry[] {
    return this.#store.entries(this.#find(idOrKey).id);
  }

  reset(key: string): SessionInfo {
    const old = this.#store.findByKey(key);
    this.#refuseBusy(key);
    const session = this.#store.resetSession(key);
    if (old) this.#options.onGone(old.id);
    return session;
  }

  rename(idOrKey: string, title: string): void {
    if (title.trim() === "") {
      throw new TandemError({
        code: "validation_failed",
        field: "title",
        message: "The title is empty.",
        remediation: "Give the session a name.",
      });
    }
    this.#store.setTitle(this.#find(idOrKey).id, title.trim());
  }

  delete(idOrKey: string): void {
    const session = this.#find(idOrKey);
    this.#refuseBusy(session.key);
    this.#store.deleteSession(session.id);
    this.#options.onGone(session.id);
  }

  get #store() {
    return this.#options.store().sessions;
  }

  #find(idOrKey: string): SessionInfo {
    const session = this.get(idOrKey);
    if (session) return session;
    throw new TandemError({
      code: "session_not_found",
      field: "session",
      message: `There is no session "${idOrKey}".`,
      remediation: "`tandem sessions list` shows the sessions there are.",
    });
  }

  #refuseBusy(key: string): void {
    if (!this.#options.busy(key)) return;
    throw new TandemError({
      code: "session_busy",
      message: `A turn of session "${key}" is running.`,
      remediation: "Stop the turn, or wait for its end.",
      retryable: true,
    });
  }
}
