/** The last gate before a turn: what can be refused is refused here, and what is not is opened in the store. */
import { randomUUID } from "node:crypto";
import { loadPromptImages } from "../context/images.ts";
import { checkDemands } from "../routing/demands.ts";
import type { RuntimeContext } from "../routing/model.ts";
import { checkExecRequest } from "../sandbox/overrides.ts";
import type { UserContent } from "../sessions/message.ts";
import { sessionKeyFor } from "../sessions/session-key.ts";
import type { SessionInfo } from "../sessions/store.ts";
import { readSubmission } from "../tools/client/submission.ts";
import { type OutputContract, outputContract } from "../turn/output.ts";
import { TandemError } from "./errors.ts";
import type { KernelDeps } from "./kernel.ts";
import { keepsNothing } from "./probe.ts";
import type { SubmittedToolResult, TurnRequest } from "./request.ts";
import type { Run } from "./run.ts";
import type { ValidRequest } from "./validate.ts";

/** A request that will not be refused any more. */
export interface Admitted {
  readonly session: SessionInfo | null;
  readonly content: readonly UserContent[];
  readonly output: OutputContract | null;
  /** What it was resolved to, and the session as it was then. */
  readonly route: { readonly context: RuntimeContext; readonly session: SessionInfo | null };
}

/** Everything that can be refused is checked here, before a session is opened or anything is written. */
export async function admitRequest(deps: KernelDeps, run: Run, valid: ValidRequest): Promise<Admitted> {
  const { request, events, runId, startedAt } = run;
  const pinned = existingSession(deps, request);
  const context = deps.resolver.resolve(request, pinned, run.parent?.facts);
  deps.resolver.checkFallbacks(request);
  const { prompt, omission } = await deps.templates.expand(request.prompt ?? "", valid.workspaceDir);
  if (omission !== null)
    run.warnings.push({ code: "template_left_out", message: `${omission.name}: ${omission.reason}` });
  const { content, notes } = await loadPromptImages({
    prompt,
    images: request.images ?? [],
    workspaceDir: valid.workspaceDir,
    additionalDirectories: request.additionalDirectories ?? [],
    protectedDirectories: [deps.prepare.home],
  });
  checkDemands(request, context, content, deps.prepare.config.budgets);
  checkExecRequest(request, deps.prepare.config.sandbox);
  if (request.toolResults !== undefined) checkSubmission(deps, request.toolResults, pinned);
  const output = request.outputSchema === undefined ? null : await outputContract(request.outputSchema);
  for (const note of notes) run.warnings.push({ code: "image_left_out", message: note });
  const route = { context, session: pinned };
  if (keepsNothing(request)) return { session: null, content, output, route };
  const store = deps.store();
  if (request.runId !== undefined && store.runs.getRun(runId) !== null) throw runIdTaken(runId);
  const session =
    pinned ??
    store.sessions.openSession(request.sessionKey ?? freshKey(valid.agentId), valid.agentId, {
      spawnedBy: run.parent?.facts.sessionId ?? null,
      workspaceDir: valid.workspaceDir,
    });
  events.sessionId = session.id;
  events.attachLog(store.events);
  try {
    if (session.workspaceDir === null) store.sessions.setWorkspaceDir(session.id, valid.workspaceDir);
    store.runs.startRun({
      runId,
      sessionId: session.id,
      sessionKey: session.key,
      parentRunId: run.parent?.facts.runId ?? null,
      startedAt,
      billingTag: request.billingTag ?? null,
    });
  } catch (error) {
    run.warnings.push({ code: "state_persist_failed", message: TandemError.from(error).message });
  }
  return { session, content, output, route };
}

/**
 * Results for calls that nobody waits for are refused before anything is opened, unless a turn of the session is on its way that may
 * yet leave them; with the session held they are looked at again.
 */
function checkSubmission(
  { store, lanes }: KernelDeps,
  results: readonly SubmittedToolResult[],
  session: SessionInfo | null,
): void {
  if (session === null) readSubmission([], results);
  else if (!lanes.busy(session.key) && store().leases.holder(session.id) === null)
    readSubmission(store().sessions.entries(session.id, { fromLastCompaction: true }), results);
}

function existingSession(deps: KernelDeps, request: TurnRequest): SessionInfo | null {
  if (keepsNothing(request)) return null;
  if (request.sessionId !== undefined) {
    const session = deps.store().sessions.getSession(request.sessionId);
    if (session) return session;
    throw new TandemError({
      code: "session_not_found",
      field: "sessionId",
      message: `There is no session ${request.sessionId}.`,
      remediation: "`tandem sessions list` shows the sessions there are.",
    });
  }
  return request.sessionKey === undefined ? null : deps.store().sessions.findByKey(request.sessionKey);
}

/** The error of a run id that was used before. */
export function runIdTaken(runId: string): TandemError {
  return new TandemError({
    code: "validation_failed",
    field: "runId",
    message: `There is a run ${runId} already.`,
    remediation: "Give each turn its own run id, or leave it out.",
  });
}

function freshKey(agentId: string): string {
  return sessionKeyFor({ agentId, channel: "local", user: randomUUID() });
}
