/** Sessions as people and programs use them: by id or by key. */
import { join } from "node:path";
import { TandemError } from "../kernel/errors.ts";
import type { PendingToolCall } from "../kernel/result.ts";
import type { ExportOptions, ForkOptions, ImportSource, Sessions } from "../tandem.ts";
import { pendingCalls, toldCall } from "../tools/client/pending.ts";
import type { Entry } from "./entry.ts";
import { pastThrough } from "./fork.ts";
import type { ImportReport, ReadTranscript } from "./formats/format.ts";
import { forkKey, parseSessionKey, sessionKeyFor, validateSessionKey } from "./session-key.ts";
import type { SearchHit, SearchOptions, SessionInfo, Store } from "./store.ts";

export interface SessionsFacadeOptions {
  readonly store: () => Store;
  /** Folder that an agent works in. */
  readonly workspaceDir: (agentId: string) => string;
  /** Whether a turn of this session key runs or waits here. */
  readonly busy: (key: string) => boolean;
  /** The session is gone: engines may end what they keep for it. `next`: what its key means now, when it was reset. */
  readonly onGone: (sessionId: string, next: string | null) => void;
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

  pending(idOrKey: string): PendingToolCall[] {
    const entries = this.#store.entries(this.#find(idOrKey).id, { fromLastCompaction: true });
    return pendingCalls(entries).map(toldCall);
  }

  reset(key: string): SessionInfo {
    const old = this.#store.findByKey(key);
    this.#refuseBusy(key);
    const session = this.#store.resetSession(key);
    if (old) this.#options.onGone(old.id, session.id);
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
    this.#options.onGone(session.id, null);
  }

  search(query: string, options?: SearchOptions): SearchHit[] {
    return this.#store.search(query, options);
  }

  fork(idOrKey: string, { entryId, key, title }: ForkOptions = {}): SessionInfo {
    const session = this.#find(idOrKey);
    const entries = this.#store.entries(session.id);
    const last = entryId === undefined ? entries.at(-1) : entries.find((entry) => entry.id === entryId);
    if (last === undefined) throw noSuchEntry(session, entryId);
    const fork = {
      key: key === undefined ? this.#freeFork(session.key) : validateSessionKey(key),
      agentId: parseSessionKey(key ?? "")?.agentId ?? session.agentId,
      title: title ?? session.title,
      workspaceDir: session.workspaceDir,
    };
    return this.#store.createSession(fork, pastThrough(entries, last));
  }

  async export(idOrKey: string, { format, cwd }: ExportOptions): Promise<string> {
    const session = this.#find(idOrKey);
    const { exportTranscript } = await import("./exchange.ts");
    const folder = cwd ?? this.#options.workspaceDir(session.agentId);
    return exportTranscript({ session, entries: this.#store.entries(session.id), cwd: folder }, format);
  }

  async import({ file, format, key, agentId = "main" }: ImportSource): Promise<ImportReport> {
    const { importFile } = await import("./exchange.ts");
    return importFile({
      file,
      ...(format === undefined ? {} : { format }),
      keepIn: join(this.#options.store().home, "imports"),
      store: ({ sourceId, title, past }: ReadTranscript) => {
        const imported = sessionKeyFor({ agentId, channel: "import", user: sourceId.slice(0, 200) });
        const free = this.#store.findByKey(imported) === null ? imported : this.#freeFork(imported);
        const target = {
          key: key === undefined ? free : validateSessionKey(key),
          agentId: parseSessionKey(key ?? "")?.agentId ?? agentId,
        };
        return this.#store.createSession({ ...target, title }, past);
      },
    });
  }

  #freeFork(key: string): string {
    for (let n = 1; ; n++) {
      const fork = forkKey(key, n);
      if (this.#store.findByKey(fork) === null) return fork;
    }
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

function noSuchEntry(session: SessionInfo, entryId: string | undefined): TandemError {
  return new TandemError({
    code: "validation_failed",
    field: "entryId",
    message:
      entryId === undefined
        ? `Session ${session.id} is empty: there is nothing to fork.`
        : `Session ${session.id} has no entry "${entryId}".`,
    remediation: "`tandem sessions show <session> --json` shows its entries with their ids.",
  });
}
