/** Takes messages to sessions and finds out what becomes of them. No message goes without an answer. */
import { randomUUID } from "node:crypto";
import { loadPromptImages } from "../context/images.ts";
import { submitPrompt } from "../hooks/opening.ts";
import type { ActiveRun } from "../kernel/active-runs.ts";
import { ArrivalOrder } from "../kernel/arrival-order.ts";
import { TandemError } from "../kernel/errors.ts";
import type { ExecutionKernel } from "../kernel/kernel.ts";
import type { TurnRequest } from "../kernel/request.ts";
import { tellReceived } from "../kernel/run-hooks.ts";
import type { ValidRequest } from "../kernel/validate.ts";
import type { UserContent } from "../sessions/message.ts";
import type { Store } from "../sessions/store.ts";
import type { TemplateLibrary } from "../templates/library.ts";
import type { Clock } from "../transport/clock.ts";
import { Collector } from "./collector.ts";
import { combine } from "./combine.ts";
import { Fate } from "./fate.ts";
import type { Letter } from "./mailbox.ts";
import type { SendMode, SendOutcome, SentMessage } from "./send.ts";

const TURN_OVER = "The turn ended before its next model call, so the message becomes a separate turn.";
const STOPPED = "The turn was stopped before the message could enter.";
const ELSEWHERE = "A turn of another process runs in the session.";
const INTERRUPTED = "A newer message interrupted the turn.";

export interface DeskDeps {
  readonly kernel: ExecutionKernel;
  readonly store: () => Store;
  readonly validate: (request: TurnRequest) => ValidRequest;
  /** Whether the turn that runs can be shown images. */
  readonly takesImages: (request: TurnRequest) => boolean;
  /** Makes what a prompt calls by `/name` of it. */
  readonly templates: Pick<TemplateLibrary, "expand">;
  /** Folders no image may be read from. */
  readonly protectedDirectories: readonly string[];
  /** For `collect`; see {@link Collector}. */
  readonly timers: Pick<Clock, "after">;
}

interface TurnOptions {
  readonly front?: boolean;
  readonly reason?: string;
}

export class SteeringDesk {
  readonly #deps: DeskDeps;
  readonly #arrivals = new ArrivalOrder();
  readonly #collector: Collector;
  /** Messages that a turn gave back at its end, for one turn together. */
  readonly #returned = new Map<string, { readonly fates: Fate[]; readonly placed: Promise<boolean> }>();
  #closing = false;

  constructor(deps: DeskDeps) {
    this.#deps = deps;
    this.#collector = new Collector({
      timers: deps.timers,
      idle: (key) => deps.kernel.runs.idle(key),
      send: (key, fates) => void this.#startTurn(key, fates),
    });
  }

  /** Messages to one session are dealt with in the order they came. */
  send(request: TurnRequest, mode: SendMode = "steer"): SentMessage {
    const fate = new Fate(request);
    this.#deliver(fate, mode).catch((error: unknown) => fate.rejected(TandemError.from(error).toJSON()));
    return fate.message;
  }

  /** Refuses what comes from now on, and what was gathered and not sent. */
  close(): void {
    this.#closing = true;
    for (const fate of this.#collector.close()) fate.rejected(shuttingDown().toJSON());
  }

  async #deliver(fate: Fate, mode: SendMode): Promise<void> {
    if (this.#closing) throw shuttingDown();
    const { request } = fate;
    const valid = this.#deps.validate(request);
    const key = this.#keyOf(request);
    if (key === null) {
      await this.#startTurn(null, [fate]);
      return;
    }
    // Results of tools answer a turn that has ended: they are a turn of their own, never part of another.
    if (request.toolResults !== undefined) {
      await this.#startTurn(key, [fate]);
      return;
    }
    if (mode === "collect") {
      fate.held(null);
      this.#collector.add(key, fate);
      return;
    }
    const place = this.#arrivals.enter(key);
    try {
      if (place.turn !== null) await place.turn;
      if (fate.withdrawn) return;
      if (mode === "steer") await this.#steer(key, fate, valid);
      else if (mode === "interrupt") await this.#interrupt(key, fate);
      else await this.#startTurn(key, [fate]);
    } finally {
      place.through();
    }
  }

  async #steer(key: string, fate: Fate, valid: ValidRequest): Promise<void> {
    const { request } = fate;
    const run = this.#running(key, request);
    // What the owner's turn may do is not for others to use: their messages are turns of their own.
    const mayEnter = run?.request.senderIsOwner !== true || request.senderIsOwner === true;
    const content = run?.mailbox.open && mayEnter ? await this.#submitted(run, request, valid) : null;
    const shown =
      content?.every((block) => block.type === "text") || (run && this.#deps.takesImages(run.request));
    if (fate.withdrawn) return;
    if (run !== null && content !== null && shown === true) {
      const letter = this.#letter(key, fate, run, content);
      if (run.mailbox.put(letter)) {
        fate.held(() => run.mailbox.remove(letter));
        return;
      }
    }
    await this.#startTurn(key, [fate]);
  }

  /** The message on its way into a turn. */
  #letter(key: string, fate: Fate, run: ActiveRun, content: readonly UserContent[]): Letter {
    return {
      content,
      entered: () => {
        fate.held(null);
        this.#tell(key, [fate], "steered");
        if (run.hooks !== null) tellReceived(run.hooks, fate.request);
        fate.carried({ outcome: "steered", runId: run.runId }, run.result);
      },
      returned: (stopped) => {
        fate.held(null);
        if (!stopped && !this.#closing) {
          this.#tell(key, [fate], "started", TURN_OVER);
          return this.#startReturned(key, fate);
        }
        const error = stopped ? new TandemError({ code: "aborted", message: STOPPED }) : shuttingDown();
        this.#tell(key, [fate], "rejected", error.message);
        fate.rejected(error.toJSON());
        return Promise.resolve();
      },
    };
  }

  async #interrupt(key: string, fate: Fate): Promise<void> {
    const run = this.#running(key, fate.request);
    if (run === null) {
      await this.#startTurn(key, [fate], { front: true });
      return;
    }
    const message = INTERRUPTED;
    // A message that cannot be run stops nothing.
    if (!(await this.#startTurn(key, [fate], { front: true, reason: message }))) return;
    if (this.#deps.kernel.runs.ofSession(key)?.runId !== run.runId) return;
    this.#tell(key, [fate], "started", message);
    this.#deps.kernel.abort(run.runId, new TandemError({ code: "aborted", message }));
  }

  /** Messages given back by one turn come one after another, in the same tick, and become one turn. */
  #startReturned(key: string, fate: Fate): Promise<unknown> {
    const group = this.#returned.get(key);
    if (group !== undefined) {
      group.fates.push(fate);
      return group.placed;
    }
    const fates = [fate];
    const placed = Promise.resolve().then(() => {
      this.#returned.delete(key);
      return this.#startTurn(key, fates, { front: true, reason: TURN_OVER });
    });
    this.#returned.set(key, { fates, placed });
    return placed;
  }

  /** Settles when the turn has its place in the session's lane, or was refused (false). */
  async #startTurn(key: string | null, fates: readonly Fate[], options: TurnOptions = {}): Promise<boolean> {
    for (const fate of fates) fate.held(null);
    const { kernel } = this.#deps;
    const request = combine(fates.map((fate) => fate.request));
    const runId = request.runId ?? randomUUID();
    const placed = Promise.withResolvers<boolean>();
    const waits = options.reason === undefined && key !== null && kernel.runs.idle(key) !== null;
    const told = (outcome: SendOutcome) => {
      for (const fate of fates) fate.carried(outcome, result);
    };
    const result = kernel.execute(
      request,
      (event) => {
        if (event.type === "lifecycle.error") for (const fate of fates) fate.rejected(event.error);
        if (event.type === "lifecycle.start") {
          const elsewhere = event.sessionId !== null && this.#heldElsewhere(event.sessionId);
          if (waits) this.#tell(key, fates, "queued");
          // What fails at once when the session is held is answered by its first event after the lanes.
          if (elsewhere && request.whenBusy === "fail") return;
          if (elsewhere) told({ outcome: "queued", runId, reason: ELSEWHERE });
          else told({ outcome: waits ? "queued" : "started", runId, reason: options.reason });
        }
        if (event.type === "route") told({ outcome: "started", runId, reason: options.reason });
        placed.resolve(event.type !== "lifecycle.error");
      },
      runId,
      options.front,
    );
    // Stopped before anything else could be said of it.
    void result.then(() => told({ outcome: "started", runId, reason: options.reason }));
    return placed.promise;
  }

  /** In the stream of the turn that works in the session now; one that has ended says nothing more. */
  #tell(key: string, fates: readonly Fate[], outcome: SendOutcome["outcome"], reason?: string): void {
    const run = this.#deps.kernel.runs.ofSession(key);
    for (const { id } of fates) run?.events.publish({ type: "steering", messageId: id, outcome, reason });
  }

  #heldElsewhere(sessionId: string): boolean {
    const holder = this.#deps.store().leases.holder(sessionId);
    return holder !== null && !this.#deps.kernel.runs.has(holder.owner);
  }

  /** The turn that works in the session the request means. */
  #running(key: string, request: TurnRequest) {
    const run = this.#deps.kernel.runs.ofSession(key);
    const other = request.sessionId !== undefined && run?.sessionId !== request.sessionId;
    return other || request.ephemeral ? null : run;
  }

  #keyOf({ ephemeral, sessionKey, sessionId }: TurnRequest): string | null {
    if (ephemeral) return null;
    if (sessionId === undefined) return sessionKey ?? null;
    return this.#deps.store().sessions.getSession(sessionId)?.key ?? null;
  }

  /** The message with what hooks put before it. Rejects with TandemError `prompt_blocked`. */
  async #submitted(
    { hooks }: ActiveRun,
    request: TurnRequest,
    valid: ValidRequest,
  ): Promise<readonly UserContent[]> {
    const content = await this.#contentOf(request, valid);
    if (!hooks?.has("UserPromptSubmit")) return content;
    const context = await submitPrompt(hooks, request.prompt ?? "", null);
    return [...context.map((text) => ({ type: "text", text }) as const), ...content];
  }

  async #contentOf(request: TurnRequest, valid: ValidRequest): Promise<readonly UserContent[]> {
    const { prompt } = await this.#deps.templates.expand(request.prompt ?? "", valid.workspaceDir);
    const { content } = await loadPromptImages({
      prompt,
      images: request.images ?? [],
      workspaceDir: valid.workspaceDir,
      additionalDirectories: request.additionalDirectories ?? [],
      protectedDirectories: this.#deps.protectedDirectories,
    });
    return content;
  }
}

function shuttingDown(): TandemError {
  return new TandemError({ code: "shutting_down", message: "Tandem is shutting down." });
}
