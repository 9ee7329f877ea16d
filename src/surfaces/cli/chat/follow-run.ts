/** Shows a run of another process as it comes. */
import type { TandemEvent } from "../../../events/event.ts";
import type { Tandem } from "../../../tandem.ts";
import { OpenCalls } from "./open-calls.ts";
import { userText } from "./replay.ts";
import type { ChatView } from "./view.ts";

export interface FollowOptions {
  readonly tandem: Pick<Tandem, "events" | "sessions">;
  readonly view: Pick<ChatView, "user" | "event" | "error">;
  readonly sessionId: string;
  readonly runId: string;
  /** Ends it before the run does. */
  readonly signal: AbortSignal;
}

/** Resolves when the run has ended, or at the signal. */
export async function followRun({ tandem, view, sessionId, runId, signal }: FollowOptions): Promise<void> {
  const shown = new Set<string>();
  const showMessages = (): void => {
    for (const entry of tandem.sessions.entries(sessionId)) {
      if (entry.type !== "user" || entry.runId !== runId || shown.has(entry.id)) continue;
      shown.add(entry.id);
      view.user(userText(entry.message));
    }
  };
  const calls = new OpenCalls();
  for await (const event of tandem.events.follow(runId, 0, signal)) {
    // What was asked is no event: it is in the transcript before the model is asked, and so is what was said meanwhile.
    if (event.type === "step-start") showMessages();
    if (event.type === "lifecycle.error") view.error(event.error);
    // It is the other terminal that waits.
    if (event.type === "queue") continue;
    calls.see(event);
    view.event(scoped(event));
  }
  if (!signal.aborted) for (const result of calls.results()) view.event(result);
}

/** Ids of blocks are unique within a run; two runs may be on the screen at once. */
function scoped(event: TandemEvent): TandemEvent {
  switch (event.type) {
    case "text-start":
    case "text-delta":
    case "text-end":
    case "reasoning-start":
    case "reasoning-delta":
    case "reasoning-end":
      return { ...event, id: `${event.runId}:${event.id}` };
    case "attempt.discarded":
      return { ...event, blockIds: event.blockIds.map((id) => `${event.runId}:${id}`) };
    default:
      return event;
  }
}
