/** A folder that a caller names. */
import { realpathSync, statSync } from "node:fs";
import { TandemError } from "../kernel/errors.ts";

/**
 * Its real path. Throws TandemError `workspace_missing`, which names the field. Synchronous: a local folder's answer takes microseconds,
 * the way through the thread pool ten times as long.
 */
export function existingFolder(path: string, field: "workspaceDir" | "agentDir"): string {
  const what = field === "workspaceDir" ? "workspace" : "agent's folder";
  try {
    const real = realpathSync.native(path);
    if (statSync(real).isDirectory()) return real;
  } catch (cause) {
    throw new TandemError({
      code: "workspace_missing",
      field,
      message: `The ${what} ${path} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`,
      remediation: "Create the folder, or name one that exists.",
      cause,
    });
  }
  throw new TandemError({
    code: "workspace_missing",
    field,
    message: `The ${what} ${path} is not a folder.`,
    remediation: "Name a folder that exists.",
  });
}
