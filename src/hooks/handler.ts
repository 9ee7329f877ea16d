/** A hook: what runs when its event happens, and what it may cost. */
import type { Effect } from "./effects.ts";
import type { HookEvent, HookPayload, HookResult } from "./events.ts";
import type { Matcher } from "./matcher.ts";

/** Milliseconds a handler may take unless its options say otherwise. */
export const DEFAULT_TIMEOUT_MS = 60_000;

export interface HookOptions {
  /** Which tools (or sources, triggers …) it is for, as Claude Code writes it: a name, names joined by `|`, a regular expression. */
  readonly matcher?: string;
  /** Milliseconds after which it counts as failed; default 60,000. */
  readonly timeoutMs?: number;
  /** Its failure refuses what it was asked about (`hook_failed`). Default false: a failure is reported, and that is all. */
  readonly blocking?: boolean;
  /** In events and messages. */
  readonly name?: string;
}

/** What a handler gets in addition to its payload. */
export interface HookContext {
  /** Aborted when its time is up or the turn is stopped. */
  readonly signal: AbortSignal;
}

// biome-ignore lint/suspicious/noConfusingVoidType: most handlers only look, and return nothing at all
type Answer<E extends HookEvent> = HookResult<E> | undefined | void;

/** May throw; the failure is reported, see {@link HookOptions.blocking}. Handlers of one event run one after another. */
export type HookHandler<E extends HookEvent> = (
  payload: HookPayload<E>,
  context: HookContext,
) => Answer<E> | Promise<Answer<E>>;

/** Hooks of one turn, by event. */
export type TurnRequestHooks = {
  readonly [E in HookEvent]?: HookHandler<E> | (HookOptions & { readonly handler: HookHandler<E> });
};

/** A hook as the bus keeps it. */
export interface Hook {
  readonly event: HookEvent;
  readonly name: string;
  readonly matches: Matcher;
  readonly timeoutMs: number;
  readonly blocking: boolean;
  /** Rejects with what went wrong. Stops when the signal says so, as far as it can. */
  readonly run: (payload: HookPayload<HookEvent>, place: HookPlace) => Promise<Effect>;
}

/** Where and how long a hook runs. */
export interface HookPlace {
  /** Absolute; commands run there. */
  readonly cwd: string;
  readonly signal: AbortSignal;
}
