/** What a patch makes of the files it names: computed in whole before the first of them is touched. */
import type { Stats } from "node:fs";
import { TandemError } from "../../../kernel/errors.ts";
import { openInside } from "../../../safety/open.ts";
import { resolveInside } from "../../../safety/paths.ts";
import { displayPath, type PathScope } from "../../../safety/scope.ts";
import { decodeExactly } from "../text-file.ts";
import { applyHunks } from "./apply.ts";
import type { PatchStep } from "./parse.ts";

/** One file of a patch. */
export interface PlannedFile {
  /** Absolute real path. */
  readonly path: string;
  /** As shown to the model. */
  readonly shown: string;
  readonly before: string | null;
  /** Of the file as it was read; `null`: there was none. */
  readonly stats: Stats | null;
  after: string | null;
  /** Where its content came from. */
  movedFrom: PlannedFile | null;
}

const MAX_BYTES = 20 * 1024 * 1024;

/** The files that change, in the order in which they are first named. Throws TandemError; nothing was written then. */
export async function planPatch(steps: readonly PatchStep[], scope: PathScope): Promise<PlannedFile[]> {
  const files = new Map<string, PlannedFile>();

  async function fileAt(path: string): Promise<PlannedFile> {
    const real = await resolveInside(path, scope, "write");
    const known = files.get(real);
    if (known) return known;
    const file = await readFile(path, real, scope);
    files.set(real, file);
    return file;
  }

  async function newFileAt(path: string): Promise<PlannedFile> {
    const file = await fileAt(path);
    if (file.after !== null)
      throw refused(`${file.shown} exists already. Use "*** Update File" to change it.`);
    return file;
  }

  async function existingAt(path: string): Promise<PlannedFile> {
    const file = await fileAt(path);
    if (file.after === null) throw refused(`${file.shown} does not exist.`);
    return file;
  }

  for (const step of steps) {
    if (step.kind === "add") (await newFileAt(step.path)).after = step.content;
    else if (step.kind === "delete") (await existingAt(step.path)).after = null;
    else {
      const file = await existingAt(step.path);
      const text = applyHunks(file.after as string, step.hunks, file.shown);
      if (step.moveTo === null) file.after = text;
      else {
        const target = await newFileAt(step.moveTo);
        target.after = text;
        target.movedFrom = file;
        file.after = null;
      }
    }
  }
  return [...files.values()].filter((file) => file.before !== file.after);
}

async function readFile(path: string, real: string, scope: PathScope): Promise<PlannedFile> {
  const shown = displayPath(real, scope);
  const none = { path: real, shown, before: null, stats: null, after: null, movedFrom: null };
  let file: Awaited<ReturnType<typeof openInside>>;
  try {
    file = await openInside(path, scope);
  } catch (error) {
    const cause = TandemError.isInstance(error) ? (error.cause as NodeJS.ErrnoException | undefined) : null;
    if (cause?.code === "ENOENT") return none;
    throw error;
  }
  try {
    if (file.stats.size > MAX_BYTES) throw refused(`${shown} is over 20 MB, too large to patch.`);
    const before = decodeExactly(await file.handle.readFile(), shown);
    return { ...none, path: file.path, before, after: before, stats: file.stats };
  } finally {
    await file.close();
  }
}

function refused(why: string): TandemError {
  return new TandemError({
    code: "tool_error",
    message: `The patch was not applied, no file was changed: ${why}`,
  });
}
