/** A session as a row. */
import { TandemError } from "../../kernel/errors.ts";
import type { RuntimeKind } from "../message.ts";
import type { SessionInfo } from "../store.ts";
import { type SpentColumns, spentFrom } from "./spent-columns.ts";

export interface SessionRow extends SpentColumns {
  readonly id: string;
  readonly key: string;
  readonly agent_id: string;
  readonly title: string | null;
  readonly spawned_by: string | null;
  readonly workspace_dir: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly entry_count: number;
  readonly head_id: string | null;
  /** Sequence of the first entry that the last compaction kept; 1 without one. */
  readonly history_from: number;
  readonly runtime: string | null;
  readonly provider: string | null;
  readonly model: string | null;
  readonly prompt_parts: string | null;
}

export function sessionInfo(row: SessionRow): SessionInfo {
  return {
    id: row.id,
    key: row.key,
    agentId: row.agent_id,
    title: row.title,
    spawnedBy: row.spawned_by,
    workspaceDir: row.workspace_dir,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    entryCount: row.entry_count,
    headId: row.head_id,
    runtime: row.runtime as RuntimeKind | null,
    provider: row.provider,
    model: row.model,
    ...spentFrom(row),
    promptParts: row.prompt_parts === null ? null : JSON.parse(row.prompt_parts),
  };
}

export function noSuchSession(id: string): TandemError {
  return new TandemError({
    code: "session_not_found",
    message: `There is no session ${id}.`,
    remediation: "`tandem sessions list` shows those there are.",
    details: { id },
  });
}
