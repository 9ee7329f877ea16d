/** The notes as files: what is there, and how something is added. */
import { constants, lstatSync, readdirSync, statSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { blockedName } from "../safety/blocked.ts";
import { makeFolder } from "../safety/make-folder.ts";

export interface NoteStat {
  readonly mtimeMs: number;
  readonly size: number;
  readonly ino: number;
}

/** What is in a memory folder at one moment. */
export interface NoteScan {
  /** By path below the folder, with `/`. */
  readonly notes: ReadonlyMap<string, NoteStat>;
  /** Times of all folders, by absolute path: they change when a file comes, goes or is replaced. */
  readonly folders: ReadonlyMap<string, number>;
}

/** A larger file is no note that a person wrote, and is left out. */
export const MAX_NOTE_BYTES = 1_000_000;

/**
 * All Markdown files of the folder and those below it. Hidden files and folders, names that may hold secrets, symlinks and what cannot be
 * read are left out. Synchronous: a few microseconds for each file.
 */
export function scanNotes(folder: string): NoteScan {
  const notes = new Map<string, NoteStat>();
  const folders = new Map<string, number>();
  const walk = (path: string, prefix: string) => {
    let entries: ReturnType<typeof readNames>;
    try {
      folders.set(path, statSync(path).mtimeMs);
      entries = readNames(path);
    } catch {
      return;
    }
    for (const entry of entries) {
      if (entry.name.startsWith(".") || blockedName(entry.name) !== null) continue;
      const below = join(path, entry.name);
      if (entry.isDirectory()) walk(below, `${prefix}${entry.name}/`);
      else if (entry.isFile() && /\.md$/i.test(entry.name)) {
        const stat = noteStat(below);
        if (stat !== null && stat.size <= MAX_NOTE_BYTES) notes.set(`${prefix}${entry.name}`, stat);
      }
    }
  };
  walk(folder, "");
  return { notes, folders };
}

/** Facts of a regular file; `null`: it is none, or is not there. */
export function noteStat(path: string): NoteStat | null {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? { mtimeMs: stat.mtimeMs, size: stat.size, ino: stat.ino } : null;
}

/** Whether a file came, went or was replaced since the scan. Does not see a file that was written in place. */
export function foldersChanged({ folders }: NoteScan): boolean {
  if (folders.size === 0) return true;
  for (const [path, mtimeMs] of folders)
    if (statSync(path, { throwIfNoEntry: false })?.mtimeMs !== mtimeMs) return true;
  return false;
}

/**
 * Adds to a note, or begins it with `head`: one write at the file's end, so that two processes adding at the same time lose nothing of
 * each other and a reader sees the old text or the new. Returns whether the note is new. Follows no symlink.
 */
export async function appendNote(folder: string, name: string, head: string, text: string): Promise<boolean> {
  makeFolder(folder);
  const path = join(folder, name);
  const append = constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW;
  let file: FileHandle;
  let isNew = true;
  try {
    file = await open(path, append | constants.O_CREAT | constants.O_EXCL, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    file = await open(path, append);
    isNew = false;
  }
  try {
    await file.write(isNew ? `${head}${text}` : `\n${text}`);
  } finally {
    await file.close();
  }
  return isNew;
}

function readNames(path: string) {
  return readdirSync(path, { withFileTypes: true });
}
