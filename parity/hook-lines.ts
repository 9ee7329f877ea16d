/** Events of a turn in forms that scenarios compare. */
import type { TandemEvent } from "../src/events/event.ts";
import { eventsOf } from "./props.ts";
import type { Turn } from "./stage.ts";

/** Hook events in one line each: event, outcome, message. */
export function hookLines(events: readonly TandemEvent[]): string[] {
  return eventsOf(events, "hook").map(({ event, outcome, message = "" }) =>
    `${event} ${outcome} ${message}`.trim(),
  );
}

/** The events without what differs from run to run. */
export function comparable({ events }: Turn): unknown[] {
  return events
    .filter(({ type }) => !type.endsWith("-delta") && type !== "route" && !type.startsWith("attempt"))
    .map((event) => {
      const { runId: _r, sessionId: _s, seq: _q, at: _a, ...rest } = event;
      const body: Record<string, unknown> = { ...rest };
      for (const name of ["durationMs", "sessionKey", "usage", "costUsd"]) delete body[name];
      return body;
    });
}
