/** Folders that belong to one process: removed with it, or by a later one when it ended without. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../safety/make-folder.ts";
import { isGone, processName } from "./identity.ts";

/** Makes a folder of this process below `parent`, readable by this user only, and removes those of processes that are gone. */
export async function makeOwnedFolder(
  parent: string,
  remove: (path: string) => Promise<void> = removeFolder,
): Promise<string> {
  makeFolder(parent);
  const path = await mkdtemp(join(parent, "run-"));
  await writeFile(join(path, "owner"), processName());
  void removeAbandoned(parent, remove);
  return path;
}

export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
}

async function removeAbandoned(parent: string, remove: (path: string) => Promise<void>): Promise<void> {
  for (const name of await readdir(parent).catch((): string[] => [])) {
    const owner = await readFile(join(parent, name, "owner"), "utf8").catch(() => null);
    if (owner !== null && isGone(owner)) await remove(join(parent, name));
  }
}
