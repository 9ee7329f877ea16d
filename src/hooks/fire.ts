/** Asks the hooks of one event, one after another, and reports each of them. */
import type { EventBody } from "../events/event.ts";
import { TandemError } from "../kernel/errors.ts";
import type { Effect } from "./effects.ts";
import type { HookEvent, HookFields, HookPayload } from "./events.ts";
import type { Hook } from "./handler.ts";
import { subjectsOf } from "./matcher.ts";
import { type HookRun, runHook } from "./run-hook.ts";
import type { Verdict } from "./verdict.ts";

/** Most characters of a message in an event. */
const MAX_MESSAGE = 400;

export interface Firing<E extends HookEvent> {
  readonly event: E;
  readonly hooks: readonly Hook[];
  readonly fields: HookFields<E>;
  /** Brings what follows from changed fields up to date. */
  readonly derive?: ((fields: HookFields<E>) => HookFields<E>) | undefined;
  /** Puts the base of the event's kind to its fields. */
  readonly payloadOf: (fields: HookFields<E>) => HookPayload<E>;
  readonly cwd: string;
  /** Hooks are cut off and not begun any more once it is aborted; `null`: nothing but their time limits them. */
  readonly stop: AbortSignal | null;
  readonly emit: (body: EventBody) => void;
  /** A handler wants the turn to end. */
  readonly endTurn: (reason: string) => void;
}

/**
 * Each hook sees what those before it changed; a refusal ends the row. Rejects with TandemError `hook_failed` when a blocking hook fails
 * and with the signal's reason when the turn was stopped; nothing else.
 */
export async function fire<E extends HookEvent>(firing: Firing<E>): Promise<Verdict<E>> {
  const { event, payloadOf, cwd, stop } = firing;
  let { fields } = firing;
  let changed = false;
  let ask: string | null = null;
  const context: string[] = [];
  for (const hook of firing.hooks) {
    const payload = payloadOf(fields);
    if (!hook.matches(subjectsOf(payload))) continue;
    const startedAt = performance.now();
    const run = await runHook(hook, payload as HookPayload<HookEvent>, cwd, stop);
    report(firing, hook, run, performance.now() - startedAt);
    if (run.outcome === "stopped") break;
    if (run.outcome !== "done") {
      if (hook.blocking) throw hookFailed(event, hook, run.message);
      continue;
    }
    const { effect } = run;
    if (effect.stop !== undefined) firing.endTurn(effect.stop);
    if (effect.deny !== undefined) return { fields, changed, denied: effect.deny, ask, context };
    ask ??= effect.ask ?? null;
    if (effect.context !== undefined) context.push(effect.context);
    if (effect.change !== undefined) {
      const next = { ...fields, ...effect.change };
      fields = firing.derive?.(next) ?? next;
      changed = true;
    }
  }
  stop?.throwIfAborted();
  return { fields, changed, denied: null, ask, context };
}

function report<E extends HookEvent>({ event, emit }: Firing<E>, hook: Hook, run: HookRun, ms: number): void {
  const told = (outcome: Extract<EventBody, { type: "hook" }>["outcome"], message?: string) =>
    emit({
      type: "hook",
      event,
      name: hook.name,
      outcome,
      durationMs: Math.round(ms * 10) / 10,
      ...(message ? { message: message.slice(0, MAX_MESSAGE) } : {}),
    });
  if (run.outcome === "stopped") {
    told("failed", "the turn was stopped before it had answered");
    return;
  }
  if (run.outcome !== "done") {
    told(run.outcome, run.message);
    const message = `The hook ${hook.name} on ${event} failed: ${run.message}`;
    emit({ type: "warning", code: "hook_failed", message: message.slice(0, MAX_MESSAGE) });
    return;
  }
  const { effect } = run;
  told(outcomeOf(effect), effect.deny ?? effect.stop ?? effect.ask);
  if (effect.message !== undefined)
    emit({ type: "warning", code: "hook_message", message: effect.message.slice(0, MAX_MESSAGE) });
}

function outcomeOf(effect: Effect): "ok" | "denied" | "changed" {
  if (effect.deny !== undefined) return "denied";
  return effect.change === undefined && effect.context === undefined ? "ok" : "changed";
}

function hookFailed(event: HookEvent, hook: Hook, message: string): TandemError {
  return new TandemError({
    code: "hook_failed",
    message: `The hook ${hook.name} on ${event} must succeed and failed: ${message}`.slice(0, MAX_MESSAGE),
    remediation: "Correct the hook, or take `blocking` from it.",
    details: { event, hook: hook.name },
  });
}
