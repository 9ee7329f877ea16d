/** Functions as hooks: checked when they are set, since callers need not be TypeScript. */
import { TandemError } from "../kernel/errors.ts";
import { nearest } from "../routing/nearest.ts";
import { effectOf } from "./effects.ts";
import { HOOK_EVENTS, type HookEvent, type HookPayload } from "./events.ts";
import {
  DEFAULT_TIMEOUT_MS,
  type Hook,
  type HookHandler,
  type HookOptions,
  type TurnRequestHooks,
} from "./handler.ts";
import { type Matcher, matcherOf } from "./matcher.ts";

/** `name`: where the options give none. Throws TandemError `validation_failed` naming the field. */
export function functionHook<E extends HookEvent>(
  event: E,
  handler: HookHandler<E>,
  options: HookOptions,
  name: string,
): Hook {
  const { matcher, timeoutMs = DEFAULT_TIMEOUT_MS, blocking = false } = options;
  if (!HOOK_EVENTS.includes(event)) {
    const near = nearest(String(event), HOOK_EVENTS, 1)[0];
    throw invalid("event", `There is no hook event "${event}"${near ? `; did you mean "${near}"?` : "."}`);
  }
  if (typeof handler !== "function")
    throw invalid(`${event}.handler`, `The handler of ${event} is not a function.`);
  if (!(timeoutMs > 0))
    throw invalid(`${event}.timeoutMs`, `The timeout of ${event} is ${timeoutMs}; it must be more than 0.`);
  return {
    event,
    name: options.name ?? name,
    matches: readMatcher(event, matcher),
    timeoutMs,
    blocking,
    // Answers are read as those of a shell command are.
    run: async (payload, { signal }) => effectOf(event, await handler(payload as HookPayload<E>, { signal })),
  };
}

/** The hooks that a request brings. Throws as {@link functionHook} does. */
export function requestHooks(request: TurnRequestHooks): Hook[] {
  return (Object.keys(request) as HookEvent[]).flatMap((event) => requested(event, request));
}

function requested<E extends HookEvent>(event: E, request: TurnRequestHooks): Hook[] {
  const given = request[event] as HookHandler<E> | (HookOptions & { handler: HookHandler<E> }) | undefined;
  if (given === undefined) return [];
  return typeof given === "function"
    ? [functionHook(event, given, {}, "request")]
    : [functionHook(event, given.handler, given, "request")];
}

function readMatcher(event: HookEvent, pattern: string | undefined): Matcher {
  try {
    return matcherOf(pattern);
  } catch (cause) {
    const message = `The matcher of ${event} is not a regular expression: ${(cause as Error).message}.`;
    throw invalid(`${event}.matcher`, message);
  }
}

function invalid(field: string, message: string): TandemError {
  return new TandemError({
    code: "validation_failed",
    field: `hooks.${field}`,
    message,
    remediation: "Correct the hook; the guide's page on hooks lists events and options.",
  });
}
