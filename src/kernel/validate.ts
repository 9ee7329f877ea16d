/** Checks a request before anything is opened for it. Every error names the field and the remedy. */
import { existingFolder } from "../safety/existing-folder.ts";
import { validateSessionKey } from "../sessions/session-key.ts";
import { checkClientTools } from "../tools/client/check.ts";
import { checkAgent, MAIN_AGENT } from "./agents.ts";
import { TandemError } from "./errors.ts";
import { checkedRequest } from "./read-request.ts";
import type { TurnRequest } from "./request.ts";

const AGENT_ID = /^[A-Za-z0-9_-]{1,64}$/;
const RUN_ID = /^[A-Za-z0-9_.:-]{1,128}$/;
const BILLING_TAG = /^[A-Za-z0-9_.:@-]{1,128}$/;
/** Largest delay a timer takes; longer timeouts mean this one (24.8 days). */
export const MAX_TIMEOUT_MS = 2_147_000_000;

/** A request with its defaults, checked. */
export interface ValidRequest {
  readonly request: TurnRequest;
  readonly agentId: string;
  /** Real path. */
  readonly workspaceDir: string;
  /** Real path of the agent's own folder; `null`: it has none. */
  readonly agentDir: string | null;
  readonly timeoutMs: number;
}

/** What holds where a request says nothing. */
export interface RequestDefaults {
  readonly workspaceDir: (agentId: string) => string;
  readonly agentDir: (agentId: string) => string | undefined;
  readonly timeoutMs: number;
  /** Agents of the configuration, by id. */
  readonly agents: Readonly<Record<string, unknown>>;
}

/** Throws TandemError (kind `validation_failed`). Reads only whether its folders exist. */
export function validateRequest(given: TurnRequest, defaults: RequestDefaults): ValidRequest {
  return validateChecked(checkedRequest(given), defaults);
}

/** The same for a request whose fields have been checked. */
export function validateChecked(request: TurnRequest, defaults: RequestDefaults): ValidRequest {
  const agentId = request.agentId ?? MAIN_AGENT;
  if (!AGENT_ID.test(agentId)) {
    throw invalid("agentId", `"${agentId}" is not an agent id.`, "Use 1 to 64 letters, digits, `-` or `_`.");
  }
  if (request.agentId !== undefined) checkAgent(agentId, defaults.agents);
  if (request.sessionKey !== undefined) validateSessionKey(request.sessionKey);
  if (request.runId !== undefined && !RUN_ID.test(request.runId)) {
    throw invalid(
      "runId",
      "The run id has characters that are not allowed.",
      "Use 1 to 128 letters, digits or `_.:-`.",
    );
  }
  if (request.compact !== undefined) checkCompaction(request);
  else if (!asks(request) && request.toolResults === undefined) {
    throw new TandemError({
      code: "prompt_missing",
      field: "prompt",
      message: "The prompt is empty and no image was given.",
      remediation: "Give a prompt, an image, or both.",
    });
  }
  checkClientTools(request);
  if (request.billingTag !== undefined && !BILLING_TAG.test(request.billingTag)) {
    throw invalid(
      "billingTag",
      "The billing tag has characters that are not allowed.",
      "Use 1 to 128 letters, digits or `_.:@-`.",
    );
  }
  const agentDir = request.agentDir ?? defaults.agentDir(agentId);
  return {
    request,
    agentId,
    workspaceDir: existingFolder(request.workspaceDir ?? defaults.workspaceDir(agentId), "workspaceDir"),
    agentDir: agentDir === undefined ? null : existingFolder(agentDir, "agentDir"),
    timeoutMs: Math.min(request.timeoutMs ?? defaults.timeoutMs, MAX_TIMEOUT_MS),
  };
}

/** Whether the request says something to the model itself. */
export function asks({ prompt = "", images = [] }: TurnRequest): boolean {
  return prompt.trim() !== "" || images.length > 0;
}

function checkCompaction(request: TurnRequest): void {
  if (request.prompt !== undefined || request.images !== undefined || request.toolResults !== undefined) {
    throw invalid(
      "compact",
      "A compaction takes no prompt, no images and no tool results.",
      "Send the prompt as a separate turn.",
    );
  }
  if (request.sessionKey === undefined && request.sessionId === undefined) {
    throw invalid("sessionKey", "A compaction needs a session.", "Name the session by its key or its id.");
  }
}

function invalid(field: string, message: string, remediation: string): TandemError {
  return new TandemError({ code: "validation_failed", field, message, remediation });
}
