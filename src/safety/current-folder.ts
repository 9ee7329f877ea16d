/** The folder that the process is in, which may be removed at any time. */
import { TandemError } from "../kernel/errors.ts";

/** Throws TandemError `workspace_missing` when it is no longer there. */
export function currentFolder(): string {
  const folder = currentFolderIfAny();
  if (folder !== null) return folder;
  throw new TandemError({
    code: "workspace_missing",
    message: "The current folder is no longer there: it was removed, or moved away.",
    remediation: "Change to a folder that exists, and try again.",
  });
}

/** `null` when it is no longer there. */
export function currentFolderIfAny(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}
