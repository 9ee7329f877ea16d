/**
 * How long a failing profile rests. Pure; the clock is the caller's.
 *
 * A window belongs to a profile and a reason, and for limits that a provider counts for each model, to a model. Once it ended the
 * profile is half-open: one caller may try it, the others wait for that trial.
 */
import type { FailureKind } from "../kernel/errors.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Failures older than this no longer count. */
export const FORGET_AFTER_MS = 24 * HOUR;
/** A trial nobody reported on (its process died) stops holding others back after this. */
export const TRIAL_MS = 2 * MINUTE;
const LONGEST_MS = 24 * HOUR;

/** Whom a failure of this kind rests: all of the profile, or the profile with one model. Other kinds rest nobody. */
const SCOPES: Partial<Record<FailureKind, "profile" | "model">> = {
  auth: "profile",
  auth_permanent: "profile",
  billing: "profile",
  rate_limit: "model",
  overloaded: "model",
  timeout: "model",
};

/** One window of rest, and what it remembers after it ended. */
export interface CooldownWindow {
  readonly profile: string;
  /** `null`: the whole profile. */
  readonly model: string | null;
  readonly reason: FailureKind;
  /** Failures in a row that opened a window. */
  readonly count: number;
  /** Milliseconds since 1970, as all times here. */
  readonly lastFailureAt: number;
  readonly until: number;
  /** Until when a trial under way holds others back; `null`: none. */
  readonly trialUntil: number | null;
}

export interface ProfileFailure {
  readonly profile: string;
  /** The model asked; `null` when none was. */
  readonly model: string | null;
  readonly kind: FailureKind;
  /** Milliseconds the provider asked to wait. */
  readonly retryAfterMs?: number | null;
}

/** Whether a failure of this kind says something against the profile. */
export function cools(kind: FailureKind): boolean {
  return SCOPES[kind] !== undefined;
}

/** Length of the n-th window: 1, 5, 25, 60 minutes; for billing 5, 10, 20, 24 hours. */
export function windowMs(kind: FailureKind, count: number): number {
  const step = Math.max(0, count - 1);
  return kind === "billing" ? Math.min(24 * HOUR, 5 * HOUR * 2 ** step) : Math.min(HOUR, MINUTE * 5 ** step);
}

/** Windows after a failure. A window in force stays as long as it is; a wait that the provider named is taken at its word. */
export function afterFailure(
  windows: readonly CooldownWindow[],
  failure: ProfileFailure,
  now: number,
): readonly CooldownWindow[] {
  const scope = SCOPES[failure.kind];
  if (scope === undefined) return endTrials(windows, failure);
  const model = scope === "model" ? failure.model : null;
  const isSame = (window: CooldownWindow) =>
    window.profile === failure.profile && window.model === model && window.reason === failure.kind;
  const before = windows.find(isSame);
  const others = endTrials(
    windows.filter((window) => !isSame(window)),
    failure,
  );
  if (before !== undefined && now < before.until)
    return [...others, { ...before, lastFailureAt: now, trialUntil: null }];
  const forgotten = before === undefined || now - before.lastFailureAt >= FORGET_AFTER_MS;
  const count = forgotten ? 1 : before.count + 1;
  const asked = failure.retryAfterMs ?? 0;
  const length = asked > 0 ? Math.min(asked, LONGEST_MS) : windowMs(failure.kind, count);
  return [
    ...others,
    {
      profile: failure.profile,
      model,
      reason: failure.kind,
      count,
      lastFailureAt: now,
      until: now + length,
      trialUntil: null,
    },
  ];
}

/**
 * Windows after a success: those of the profile and of this model are gone. `startedAt` is when the request left; a failure since
 * then is newer than this success, and its window stays.
 */
export function afterSuccess(
  windows: readonly CooldownWindow[],
  success: { readonly profile: string; readonly model: string | null; readonly startedAt?: number },
): readonly CooldownWindow[] {
  const startedAt = success.startedAt ?? Number.POSITIVE_INFINITY;
  return windows.filter(
    (window) => !concerns(window, success.profile, success.model) || window.lastFailureAt > startedAt,
  );
}

/** Whether a profile may be tried with a model now. */
export type Availability =
  | { readonly state: "ready" }
  /** A window ended: one trial decides. */
  | { readonly state: "half_open" }
  | { readonly state: "cooling"; readonly until: number; readonly reason: FailureKind };

export function availability(
  windows: readonly CooldownWindow[],
  profile: string,
  model: string | null,
  now: number,
): Availability {
  let halfOpen = false;
  let last: { until: number; reason: FailureKind } | undefined;
  for (const window of windows) {
    if (!concerns(window, profile, model)) continue;
    const until = Math.max(window.until, window.trialUntil ?? 0);
    if (now < until) {
      if (last === undefined || until > last.until) last = { until, reason: window.reason };
    } else if (now - window.lastFailureAt < FORGET_AFTER_MS) halfOpen = true;
  }
  if (last !== undefined) return { state: "cooling", ...last };
  return { state: halfOpen ? "half_open" : "ready" };
}

/** Windows after a caller took the one trial of a half-open profile. */
export function withTrial(
  windows: readonly CooldownWindow[],
  profile: string,
  model: string | null,
  now: number,
): readonly CooldownWindow[] {
  return windows.map((window) =>
    concerns(window, profile, model) && now >= window.until
      ? { ...window, trialUntil: now + TRIAL_MS }
      : window,
  );
}

/** Windows without those that are over and forgotten. */
export function pruned(windows: readonly CooldownWindow[], now: number): readonly CooldownWindow[] {
  return windows.filter((window) => now < window.until || now - window.lastFailureAt < FORGET_AFTER_MS);
}

function concerns(window: CooldownWindow, profile: string, model: string | null): boolean {
  return window.profile === profile && (window.model === null || window.model === model);
}

/** A trial that failed for a reason of its own has ended too; the profile stays half-open. */
function endTrials(
  windows: readonly CooldownWindow[],
  { profile, model }: ProfileFailure,
): readonly CooldownWindow[] {
  return windows.map((window) =>
    concerns(window, profile, model) && window.trialUntil !== null ? { ...window, trialUntil: null } : window,
  );
}
