/** What is known of a turn before its model is asked: what policies, hooks, tool sources and tools decide by. */
import type { TurnHooks } from "../hooks/turn-hooks.ts";
import type { MessagingContext } from "../kernel/messaging.ts";
import type { TurnRequest } from "../kernel/request.ts";
import type { RuntimeKind } from "../sessions/message.ts";

/** Fixed for the whole turn, whatever it falls back to. */
export interface TurnFacts {
  readonly runId: string;
  /** The run that spawned this one; `null`: none. */
  readonly parentRunId: string | null;
  /** Spawned runs above this one; 0 for a turn that somebody asked for. */
  readonly depth: number;
  readonly sessionId: string | null;
  readonly sessionKey: string | null;
  readonly agentId: string;
  /** Absolute real path. */
  readonly workspaceDir: string;
  /** Absolute real path of the agent's own folder; `null`: it has none. */
  readonly agentDir: string | null;
  readonly additionalDirectories: readonly string[];
  /** What the turn was resolved to when it was prepared. */
  readonly runtime: RuntimeKind;
  readonly provider: string;
  readonly model: string;
  readonly messaging: MessagingContext;
  /** `senderIsOwner` was exactly `true`. */
  readonly senderIsOwner: boolean;
  readonly permissionMode: PermissionMode;
  /** Whether a person may be there to answer. */
  readonly userAvailable: boolean;
  /** Fires hooks in this turn; absent only where a tool is run outside one. */
  readonly hooks?: TurnHooks;
  /** The request as it came, for what only one part needs to know. */
  readonly request: TurnRequest;
}

/**
 * What may happen without asking. `default`: reading. `acceptEdits`: also changes to files of the workspace. `plan`: reading only, and
 * nothing else is asked for. `bypass`: everything a policy allows. Hard blocks and denials hold in every mode.
 */
export const PERMISSION_MODES = ["default", "acceptEdits", "plan", "bypass"] as const;
export type PermissionMode = (typeof PERMISSION_MODES)[number];
