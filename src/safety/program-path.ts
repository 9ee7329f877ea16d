/** Where a program that Tandem itself starts, outside the sandbox, may be looked for. */
import { realpathSync } from "node:fs";
import { delimiter, isAbsolute } from "node:path";
import { isWithin } from "./scope.ts";

export const DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

/**
 * The absolute folders of a PATH that are not in one of the `writable` folders, links followed: what a relative folder holds depends on
 * where Tandem was started, and in a workspace a tool or a cloned repository can have put a program of any name. Never empty.
 */
export function trustedPath(path: string | undefined, writable: readonly string[] = []): string {
  const closed = writable.flatMap((folder) => [folder, real(folder)]);
  const folders = (path ?? "").split(delimiter).filter((folder) => {
    if (!isAbsolute(folder)) return false;
    return closed.every((root) => !isWithin(folder, root) && !isWithin(real(folder), root));
  });
  return folders.join(delimiter) || DEFAULT_PATH;
}

/** An environment for such a program: by its PATH it is found, and finds others. */
export function trustedEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  writable: readonly string[],
): Record<string, string | undefined> {
  return { ...env, PATH: trustedPath(env.PATH, writable) };
}

function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
