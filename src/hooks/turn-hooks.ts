/** The hooks of one turn: what its parts, tools and engine fire events with. */
import type { EventBody } from "../events/event.ts";
import { TandemError } from "../kernel/errors.ts";
import type { PermissionMode } from "../turn/facts.ts";
import type { HookTable } from "./bus.ts";
import {
  type ClaudeBase,
  type HookEvent,
  type HookFields,
  type HookPayload,
  isClaudeEvent,
  type OwnBase,
} from "./events.ts";
import { type Firing, fire } from "./fire.ts";
import { unchanged, type Verdict } from "./verdict.ts";

/** Milliseconds that hooks nobody waits for may still have once the model is done; then they are cut off. */
const SETTLE_MS = 1_000;

/**
 * Fires events. Which hooks there are is fixed when the turn begins. Code that fires an event passes only the event's own fields: session,
 * workspace and the like are put to them here.
 */
export interface TurnHooks {
  /** Whether any hook is set on it: asking costs a look into a map, so ask before making expensive fields. */
  has(event: HookEvent): boolean;
  /**
   * Asks the hooks and reports each by a `hook` event. Rejects with TandemError `hook_failed` when one that is marked blocking fails,
   * and with the reason when the turn is stopped. `derive` brings fields up to date that follow from those a hook changed.
   */
  fire<E extends HookEvent>(
    event: E,
    fields: HookFields<E>,
    derive?: (fields: HookFields<E>) => HookFields<E>,
  ): Promise<Verdict<E>>;
  /** As `fire`, for events nobody waits for: what the hooks answer has no effect. Never throws. */
  tell<E extends HookEvent>(event: E, fields: HookFields<E>): void;
}

/** The turn that hooks are fired in. */
export interface HookScope {
  readonly runId: string;
  readonly sessionId: string | null;
  readonly sessionKey: string | null;
  readonly agentId: string;
  readonly workspaceDir: string;
  readonly permissionMode: PermissionMode;
  /** Whether the turn is a subagent's. */
  readonly subagent: boolean;
  readonly emit: (body: EventBody) => void;
  /** For what comes when the turn is over and nobody listens any more. */
  readonly record: (body: EventBody) => void;
  readonly controller: AbortController;
}

/** What a subagent lacks: its own session and person, and an end that SubagentStop does not report. */
const NOT_OF_SUBAGENTS: ReadonlySet<HookEvent> = new Set<HookEvent>([
  "SessionStart",
  "UserPromptSubmit",
  "Stop",
  "message_received",
]);

export class ScopedHooks implements TurnHooks {
  readonly #table: HookTable;
  readonly #scope: HookScope;
  readonly #told = new Set<Promise<unknown>>();
  readonly #cut = new AbortController();
  #bases: { readonly claude: ClaudeBase; readonly own: OwnBase } | null = null;

  constructor(table: HookTable, scope: HookScope) {
    this.#table = table;
    this.#scope = scope;
  }

  has(event: HookEvent): boolean {
    return this.#table.has(event) && !(this.#scope.subagent && NOT_OF_SUBAGENTS.has(event));
  }

  fire<E extends HookEvent>(
    event: E,
    fields: HookFields<E>,
    derive?: (fields: HookFields<E>) => HookFields<E>,
  ): Promise<Verdict<E>> {
    return this.#fire(event, fields, this.#scope.controller.signal, { derive });
  }

  tell<E extends HookEvent>(event: E, fields: HookFields<E>): void {
    if (!this.has(event)) return;
    const stop = AbortSignal.any([this.#scope.controller.signal, this.#cut.signal]);
    // A failure was reported by its event.
    const done: Promise<unknown> = this.#fire(event, fields, stop)
      .catch(() => undefined)
      .then(() => this.#told.delete(done));
    this.#told.add(done);
  }

  /**
   * As `tell`, for work that continues after the turn is over: only its time limits it. The promise, which never rejects, settles when its
   * hooks are done.
   */
  tellAfter<E extends HookEvent>(event: E, fields: HookFields<E>): Promise<unknown> {
    if (!this.has(event)) return Promise.resolve();
    return this.#fire(event, fields, null, { emit: this.#scope.record }).catch(() => undefined);
  }

  /** Waits a second for what was reported and then cuts it off, so that nothing of the turn runs on. `null`: nothing to wait for. */
  settled(): Promise<void> | null {
    return this.#told.size === 0 ? null : this.#settle();
  }

  async #settle(): Promise<void> {
    const timer = setTimeout(() => this.#cut.abort(), SETTLE_MS);
    await Promise.allSettled(this.#told);
    clearTimeout(timer);
  }

  async #fire<E extends HookEvent>(
    event: E,
    fields: HookFields<E>,
    stop: AbortSignal | null,
    { emit = this.#scope.emit, derive }: Partial<Pick<Firing<E>, "emit" | "derive">> = {},
  ): Promise<Verdict<E>> {
    const hooks = this.has(event) ? this.#table.get(event) : undefined;
    if (hooks === undefined) return unchanged(fields);
    const { workspaceDir, controller } = this.#scope;
    return fire({
      event,
      hooks,
      fields,
      derive,
      payloadOf: (now) => this.#payload(event, now),
      cwd: workspaceDir,
      stop,
      emit,
      endTurn: (message) => controller.abort(new TandemError({ code: "hook_stopped", message })),
    });
  }

  #payload<E extends HookEvent>(event: E, fields: HookFields<E>): HookPayload<E> {
    this.#bases ??= { claude: claudeBase(this.#scope), own: ownBase(this.#scope) };
    const { claude, own } = this.#bases;
    const payload = isClaudeEvent(event)
      ? { ...claude, hook_event_name: event, ...fields }
      : { ...own, event, ...fields };
    return payload as unknown as HookPayload<E>;
  }
}

function claudeBase(scope: HookScope): ClaudeBase {
  const { permissionMode, runId } = scope;
  return {
    session_id: scope.sessionId ?? runId,
    transcript_path: "",
    cwd: scope.workspaceDir,
    permission_mode: permissionMode === "bypass" ? "bypassPermissions" : permissionMode,
    ...(scope.subagent ? { agent_id: runId, agent_type: scope.agentId } : {}),
  };
}

function ownBase({ runId, sessionId, sessionKey, agentId, workspaceDir }: HookScope): OwnBase {
  return { runId, sessionId, sessionKey, agentId, workspaceDir };
}
