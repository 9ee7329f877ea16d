/** The hooks of a run: made when it is admitted, and notified of its start and its end. */
import type { HookFields } from "../hooks/events.ts";
import type { Hook } from "../hooks/handler.ts";
import type { Hooks } from "../hooks/hooks.ts";
import { type Sending, sendingMessage } from "../hooks/sending.ts";
import type { ScopedHooks, TurnHooks } from "../hooks/turn-hooks.ts";
import type { SessionInfo } from "../sessions/store.ts";
import type { TurnOutcome } from "../turn/outcome.ts";
import type { Preparation } from "../turn/prepare.ts";
import { TandemError } from "./errors.ts";
import { messagingOf } from "./messaging.ts";
import type { TurnRequest } from "./request.ts";
import type { ExecutionResult } from "./result.ts";
import type { Run } from "./run.ts";
import type { ValidRequest } from "./validate.ts";

export interface RunHooksDeps {
  readonly hooks: Hooks;
  readonly config: { readonly permissions: { readonly mode: ValidRequest["request"]["permissionMode"] } };
}

/** Does nothing that could wait. */
export function hooksOfRun(
  deps: RunHooksDeps,
  run: Run,
  { request, agentId, workspaceDir }: ValidRequest,
  session: SessionInfo | null,
  own: readonly Hook[],
): ScopedHooks {
  const { runId, events, controller } = run;
  const subagent = run.parent !== null;
  const hooks = deps.hooks.forTurn(
    {
      runId,
      sessionId: session?.id ?? null,
      sessionKey: session?.key ?? null,
      agentId,
      workspaceDir,
      permissionMode: request.permissionMode ?? deps.config.permissions.mode ?? "default",
      subagent,
      emit: (body) => events.publish(body),
      record: (body) => events.record(body),
      controller,
    },
    own,
  );
  if (session !== null && !subagent)
    deps.hooks.ran({ id: session.id, key: session.key, agentId, workspaceDir });
  if (hooks.has("Notification")) {
    events.subscribe((event) => {
      if (event.type !== "approval.request") return;
      const title = `${event.toolName} needs your permission`;
      hooks.tell("Notification", {
        message: event.summary,
        title,
        notification_type: "permission_prompt",
      });
    });
  }
  return hooks;
}

/** `null`: nobody wants to know. */
export function messageReceived(hooks: ScopedHooks, { request }: Run): Promise<unknown> | null {
  return hooks.has("message_received") ? hooks.fire("message_received", receivedFields(request)) : null;
}

/** For a message that entered a running turn, which does not wait for it. */
export function tellReceived(hooks: TurnHooks, request: TurnRequest): void {
  if (hooks.has("message_received")) hooks.tell("message_received", receivedFields(request));
}

function receivedFields(request: TurnRequest): HookFields<"message_received"> {
  const { prompt = "", images = [] } = request;
  return { text: prompt, images: images.length, messaging: messagingOf(request) };
}

/**
 * The turn's work is over, its session still held: what becomes of its reply, and nothing of its hooks runs on. `null`: the reply goes
 * out as it is. Never rejects.
 */
export async function closeHooks(
  hooks: ScopedHooks,
  preparation: Preparation | undefined,
  outcome: TurnOutcome | undefined,
  run: Run,
): Promise<Sending | null> {
  if (outcome?.pending !== undefined) {
    const names = outcome.pending.map((call) => call.name).join(", ");
    const message = `The turn waits for the results of ${names}.`;
    hooks.tell("Notification", { message, notification_type: "idle_prompt" });
  }
  const text = outcome?.text ?? preparation?.turn.tracker.totals.text ?? "";
  const reply = text.trim() === "" || !hooks.has("message_sending") ? null : await replyOf(hooks, text, run);
  const told = hooks.settled();
  if (told !== null) await told;
  return reply;
}

async function replyOf(hooks: ScopedHooks, text: string, { request }: Run): Promise<Sending> {
  const { messageChannel = null, messageTo = null } = request;
  const message = { kind: "reply", text, channel: messageChannel, to: messageTo, mediaUrls: [] } as const;
  try {
    return await sendingMessage(hooks, message);
  } catch (error) {
    return { cancelled: TandemError.from(error).message };
  }
}

/** Tells `agent_end`. Nobody waits for it but the instance's close. */
export function agentEnded(
  deps: RunHooksDeps,
  hooks: ScopedHooks,
  result: ExecutionResult,
  preparation: Preparation | undefined,
): void {
  if (!hooks.has("agent_end")) return;
  const { status, stopReason, error, text, usage, costUsd } = result;
  const work = hooks.tellAfter("agent_end", {
    success: status === "completed",
    status,
    stopReason,
    error,
    text,
    durationMs: result.durations.total,
    usage,
    costUsd,
    messages: preparation?.ownMessages() ?? [],
  });
  deps.hooks.keep(work);
}
