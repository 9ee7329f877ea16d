/** Writes the files of a patch, all of them or none. */
import { TandemError } from "../../../kernel/errors.ts";
import { removeInside } from "../../../safety/remove.ts";
import type { PathScope } from "../../../safety/scope.ts";
import { writeInside } from "../../../safety/write.ts";
import type { PlannedFile } from "./plan.ts";

/**
 * Files are written before others are removed, each atomically. When one cannot be (or `signal` aborts), those before it are put back
 * and the call fails; what could not be put back is named in the error. Folders made on the way stay.
 */
export async function commitPatch(
  files: readonly PlannedFile[],
  scope: PathScope,
  signal: AbortSignal,
): Promise<void> {
  const order = [...files].sort((a, b) => Number(a.after === null) - Number(b.after === null));
  const done: PlannedFile[] = [];
  try {
    for (const file of order) {
      signal.throwIfAborted();
      await change(file, scope);
      done.push(file);
    }
  } catch (cause) {
    const lost: string[] = [];
    for (const file of done.reverse()) {
      await putBack(file, scope).catch(() => lost.push(file.shown));
    }
    if (lost.length === 0 && TandemError.isInstance(cause)) throw cause;
    const state =
      lost.length === 0 ? "no file was changed" : `and these could not be put back: ${lost.join(", ")}`;
    const message = `The patch was not applied (${cause instanceof Error ? cause.message : String(cause)}), ${state}.`;
    throw new TandemError({ code: "tool_error", message, cause });
  }
}

async function change({ path, after, stats, movedFrom }: PlannedFile, scope: PathScope): Promise<void> {
  if (after === null) await removeInside(path, scope, stats ?? undefined);
  else await writeInside(path, after, scope, stats ?? undefined, modeOf(movedFrom));
}

async function putBack({ path, before, stats }: PlannedFile, scope: PathScope): Promise<void> {
  if (before === null) await removeInside(path, scope);
  else await writeInside(path, before, scope, undefined, stats === null ? undefined : stats.mode & 0o777);
}

function modeOf(file: PlannedFile | null): number | undefined {
  return file?.stats ? file.stats.mode & 0o777 : undefined;
}
