/** What a turn would offer its model, without running it. */
import { randomUUID } from "node:crypto";
import { changedParts } from "../context/system-prompt.ts";
import type { TurnRequest } from "../kernel/request.ts";
import type { SystemPromptReport } from "../kernel/result.ts";
import { openRun } from "../kernel/run.ts";
import type { ValidRequest } from "../kernel/validate.ts";
import type { SessionInfo } from "../sessions/store.ts";
import type { ToolOffer } from "../tools/tool.ts";
import { type Gathered, gatherTurn } from "./gather.ts";
import type { Offer } from "./offer.ts";
import { outputContract } from "./output.ts";
import { offerOf, type PrepareDeps, type PrepareInput } from "./prepare.ts";

/** The system prompt that a turn would have. */
export interface PromptPreview {
  readonly text: string;
  readonly report: SystemPromptReport;
  /** What would be offered, with schemas, in the order it is sent. */
  readonly tools: readonly ToolOffer[];
  /** Parts that differ from the session's last turn; `null`: there is none to compare with. */
  readonly changed: readonly string[] | null;
}

/** Takes the steps of a turn up to its offer. Nothing is written and no event fires. Rejects with TandemError as the turn would. */
export async function gatherPreview(
  deps: PrepareDeps,
  valid: ValidRequest,
  session: SessionInfo | null,
): Promise<{ readonly gathered: Gathered; readonly offer: Offer }> {
  const request: TurnRequest = { ...valid.request, streamMiddleware: [] };
  const { outputSchema } = request;
  const run = openRun({
    request,
    runId: request.runId ?? randomUUID(),
    subscriber: undefined,
    front: false,
    clock: deps.clock,
  });
  const input: PrepareInput = {
    ...run,
    valid,
    isLook: true,
    content: [],
    output: outputSchema === undefined ? null : await outputContract(outputSchema),
    session,
    route: { context: deps.resolver.resolve(request, session), session },
    fence: undefined,
  };
  const gathered = await gatherTurn(deps, input);
  return { gathered, offer: offerOf(deps, input, gathered) };
}

/** The prompt of such a turn, and which parts are new to the session. */
export async function previewPrompt(
  deps: PrepareDeps,
  valid: ValidRequest,
  session: SessionInfo | null,
): Promise<PromptPreview> {
  const { gathered, offer } = await gatherPreview(deps, valid, session);
  const before = session?.promptParts ?? null;
  return {
    text: offer.prompt.text,
    report: { ...offer.prompt.report, omissions: gathered.omissions, removedTools: gathered.removedTools },
    tools: offer.tools,
    changed: before === null ? null : changedParts(before, offer.prompt.digests),
  };
}
