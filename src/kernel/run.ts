/** One turn from its first moment on: what the kernel, and who steers or stops it, know of it. */
import { callbackSubscriber, hasCallbacks } from "../delivery/callbacks.ts";
import { type EventSubscriber, RunEvents } from "../events/run-events.ts";
import { Mailbox } from "../steering/mailbox.ts";
import type { TurnFacts } from "../turn/facts.ts";
import { TandemError } from "./errors.ts";
import { Family } from "./family.ts";
import type { TurnRequest } from "./request.ts";

export interface Run {
  readonly request: TurnRequest;
  readonly runId: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly events: RunEvents;
  readonly controller: AbortController;
  readonly warnings: { code: string; message: string }[];
  readonly mailbox: Mailbox;
  /** Goes before the turns that wait for the same session. */
  readonly front: boolean;
  /** Who spawned it; `null`: somebody outside asked for it. Never taken from a request. */
  readonly parent: ParentRun | null;
  readonly family: Family;
}

/** The run that spawned another, and what it passes on of its own rights. */
export interface ParentRun {
  readonly facts: TurnFacts;
  /** Tools the spawned run may have at most, by name. */
  readonly tools: ReadonlySet<string>;
}

export interface RunOptions {
  readonly request: TurnRequest;
  readonly runId: string;
  readonly subscriber: EventSubscriber | undefined;
  readonly front: boolean;
  readonly clock: () => number;
  readonly parent?: ParentRun;
  /** Its place in the parent's family; one of its own when left out. */
  readonly family?: Family;
}

/** Makes the run with its subscribers; nothing is checked, published or written yet. */
export function openRun(options: RunOptions): Run {
  const { request, runId, subscriber, front, clock, parent = null, family = new Family() } = options;
  const events = new RunEvents({
    runId,
    parentRunId: parent?.facts.runId ?? null,
    middleware: request.streamMiddleware ?? [],
    clock,
  });
  const warnings: { code: string; message: string }[] = [];
  events.subscribe((event) => {
    if (event.type === "warning") warnings.push({ code: event.code, message: event.message });
  });
  if (subscriber) events.subscribe(subscriber);
  if (hasCallbacks(request)) events.subscribe(callbackSubscriber(request));
  return {
    request,
    runId,
    startedAt: clock(),
    events,
    controller: new AbortController(),
    warnings,
    mailbox: new Mailbox(),
    front,
    parent,
    family,
  };
}

/** Passes the caller's signal on to the run; returns how to stop that. */
export function stopOn(signal: AbortSignal | undefined, controller: AbortController): () => void {
  const onAbort = () =>
    controller.abort(new TandemError({ code: "aborted", message: "The turn was stopped by its caller." }));
  if (signal?.aborted) onAbort();
  else signal?.addEventListener("abort", onAbort, { once: true });
  return () => signal?.removeEventListener("abort", onAbort);
}

/** Why the run was stopped from outside; `null`: it was not. */
export function stopError(signal: AbortSignal): TandemError | null {
  return signal.aborted ? TandemError.from(signal.reason, "aborted") : null;
}
