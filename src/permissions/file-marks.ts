/** What the files of a call are like at one moment, so that a yes counts only for what the person was shown. */
import { createHash } from "node:crypto";
import { openResolved } from "../safety/open.ts";
import { resolveInside } from "../safety/paths.ts";
import type { PendingCall } from "../tools/stages/stage.ts";
import { effectOf } from "./modes.ts";
import { pathsOf } from "./subject.ts";

/** Bytes of a file up to which its content counts; of a larger one size and times do. */
const MOST_HASHED = 64 * 1024 * 1024;

/** The files of a call by the path as the call names it, each with a text that differs if the file does. */
export type FileMarks = ReadonlyMap<string, string>;

/** `null`: the call changes no files, or names none. Never rejects: a file that cannot be read has its failure as its mark. */
export async function fileMarks({ tool, input, context }: PendingCall): Promise<FileMarks | null> {
  if (effectOf(tool!) !== "edit") return null;
  const paths = pathsOf(tool!, input);
  if (paths === null || paths.length === 0) return null;
  const marks = new Map<string, string>();
  for (const path of new Set(paths)) marks.set(path, await markOf(path, context));
  return marks;
}

/** The first file that is no longer what it was; `null`: all are. */
export function changedSince(before: FileMarks, now: FileMarks | null): string | null {
  for (const [path, mark] of before) if (now?.get(path) !== mark) return path;
  return null;
}

/** By content: a file that was only touched is the same, and times are too coarse to see every change. */
async function markOf(path: string, context: PendingCall["context"]): Promise<string> {
  let real = "";
  try {
    real = await resolveInside(path, context, "read");
    const file = await openResolved(real, context, path);
    try {
      const { size, ino, mtimeMs } = file.stats;
      if (size > MOST_HASHED) return `${real}\0${ino} ${size} ${mtimeMs}`;
      const hash = createHash("sha256");
      for await (const chunk of file.handle.createReadStream({ autoClose: false })) hash.update(chunk);
      return `${real}\0${hash.digest("hex")}`;
    } finally {
      await file.close();
    }
  } catch (error) {
    return `${real}\0${error instanceof Error ? error.message : String(error)}`;
  }
}
