/** What the hooks of one event came to, all of them together. */
import type { HookEvent, HookFields } from "./events.ts";

export interface Verdict<E extends HookEvent> {
  /** The event's fields as the last handler left them. */
  readonly fields: HookFields<E>;
  /** Whether a handler changed them. */
  readonly changed: boolean;
  /** Why it must not happen; `null`: it may. The handlers after the one that refused were not asked. */
  readonly denied: string | null;
  /** Why a person must be asked first (may be empty); `null`: nobody wants that. */
  readonly ask: string | null;
  /** For the model to read, in the order of the handlers. */
  readonly context: readonly string[];
}

/** The verdict of nobody. */
export function unchanged<E extends HookEvent>(fields: HookFields<E>): Verdict<E> {
  return { fields, changed: false, denied: null, ask: null, context: [] };
}
