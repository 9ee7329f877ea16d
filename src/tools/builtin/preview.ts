/** Previews of tools that change files. */
import { TandemError } from "../../kernel/errors.ts";
import type { ChangedFile, ChangesPreview } from "../../permissions/preview.ts";
import { type FileChange, unifiedDiff } from "./diff.ts";

/** Characters of a diff that is kept for the person who is asked: more than anyone reads to the end. */
export const PREVIEW_CHARS = 1_000_000;

export async function changesPreview(changes: readonly FileChange[]): Promise<ChangesPreview> {
  return {
    kind: "changes",
    files: changes.map(changedFile),
    diff: await unifiedDiff(changes, PREVIEW_CHARS),
  };
}

export function changedFile({ path, movedTo, before, after }: FileChange): ChangedFile {
  if (movedTo !== undefined) return { path, change: "moved", movedTo };
  return { path, change: before === null ? "added" : after === null ? "deleted" : "changed" };
}

/** Why a call would fail, in one text. */
export function problemOf(error: unknown): string {
  const { code, message, remediation } = TandemError.from(error, "tool_error");
  return code === "tool_error" || message.includes(remediation)
    ? message
    : `${message} ${remediation}`.trim();
}
