/** Runs one hook to its answer, its failure or the end of its time. */
import { TandemError } from "../kernel/errors.ts";
import type { Effect } from "./effects.ts";
import type { HookEvent, HookPayload } from "./events.ts";
import type { Hook } from "./handler.ts";

export type HookRun =
  | { readonly outcome: "done"; readonly effect: Effect }
  | { readonly outcome: "failed" | "timeout"; readonly message: string }
  /** The turn was stopped meanwhile. */
  | { readonly outcome: "stopped" };

/** Never rejects. Settles when the time is up or `stop` is aborted, whatever the handler does then. */
export async function runHook(
  hook: Hook,
  payload: HookPayload<HookEvent>,
  cwd: string,
  stop: AbortSignal | null,
): Promise<HookRun> {
  if (stop?.aborted) return { outcome: "stopped" };
  const controller = new AbortController();
  const cut = Promise.withResolvers<HookRun>();
  const onStop = () => cut.resolve({ outcome: "stopped" });
  stop?.addEventListener("abort", onStop, { once: true });
  const timer = setTimeout(
    () => cut.resolve({ outcome: "timeout", message: `it took longer than ${hook.timeoutMs} ms` }),
    hook.timeoutMs,
  );
  try {
    return await Promise.race([attempt(hook, payload, cwd, controller.signal), cut.promise]);
  } finally {
    clearTimeout(timer);
    stop?.removeEventListener("abort", onStop);
    controller.abort();
  }
}

async function attempt(
  hook: Hook,
  payload: HookPayload<HookEvent>,
  cwd: string,
  signal: AbortSignal,
): Promise<HookRun> {
  try {
    return { outcome: "done", effect: await hook.run(payload, { cwd, signal }) };
  } catch (error) {
    const message = TandemError.from(error, "hook_failed").message.trim();
    return { outcome: "failed", message: message || "it failed without a message" };
  }
}
