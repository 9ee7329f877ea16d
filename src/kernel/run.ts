/** One turn from its first moment on: what the kernel, and who steers or stops it, know of it. */
import { callbackSubscriber, hasCallbacks } from "../delivery/callbacks.ts";
import { type EventSubscriber, RunEvents } from "../events/run-events.ts";
import { Mailbox } from "../steering/mailbox.ts";
import { TandemError } from "./errors.ts";
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
}

export interface RunOptions {
  readonly request: TurnRequest;
  readonly runId: string;
  readonly subscriber: EventSubscriber | undefined;
  readonly front: boolean;
  readonly clock: () => number;
}

/** Makes the run with its subscribers; nothing is checked, published or written yet. */
export function openRun({ request, runId, subscriber, front, clock }: RunOptions): Run {
  const events = new RunEvents({
    runId,
    parentRunId: null,
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
