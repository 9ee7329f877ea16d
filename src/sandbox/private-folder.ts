/**
 * Files of one Tandem's sandbox, in its data folder, where no tool may look: the covers that lie over what is hidden, the system call
 * filter, and for each workspace a temp folder and a home that commands share as long as Tandem runs.
 */
import { randomBytes } from "node:crypto";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeOwnedFolder, removeFolder } from "../process/owned-folders.ts";
import { systemCallFilter } from "./seccomp.ts";

export interface PrivateFolder {
  readonly coverFile: string;
  readonly coverFolder: string;
  /** Empty, and to be read by everybody. */
  readonly emptyFolder: string;
  readonly filter: string;
  /** A file of its own that only this user can read, for whoever starts a command to open and remove. */
  keep(text: string): Promise<string>;
  /** The temp folder and the home of commands in a workspace, or of whoever else it names. */
  forWorkspace(owner: string): Promise<{ readonly temp: string; readonly home: string }>;
  remove(): Promise<void>;
}

/** Also removes the folders of processes that ended without. */
export async function openPrivateFolder(dataFolder: string): Promise<PrivateFolder> {
  const path = await makeOwnedFolder(join(dataFolder, "sandbox"), remove);
  const [coverFile, coverFolder, emptyFolder, filter] = [
    "cover-file",
    "cover-folder",
    "empty-folder",
    "filter",
  ].map((name) => join(path, name)) as [string, string, string, string];
  await writeFile(coverFile, "", { mode: 0o000 });
  await mkdir(coverFolder, { mode: 0o000 });
  await mkdir(emptyFolder, { mode: 0o555 });
  await writeFile(filter, systemCallFilter(process.arch) ?? "");
  const workspaces = new Map<string, Promise<{ temp: string; home: string }>>();
  const make = async (index: number) => {
    const temp = join(path, `temp-${index}`);
    const home = join(path, `home-${index}`);
    await Promise.all([mkdir(temp), mkdir(home)]);
    return { temp, home };
  };
  return {
    coverFile,
    coverFolder,
    emptyFolder,
    filter,
    async keep(text) {
      const file = join(path, `start-${randomBytes(12).toString("hex")}`);
      await writeFile(file, text, { mode: 0o600, flag: "wx" });
      return file;
    },
    forWorkspace(owner) {
      const known = workspaces.get(owner) ?? make(workspaces.size);
      workspaces.set(owner, known);
      return known;
    },
    remove: () => remove(path),
  };
}

/** What has no permission at all cannot be looked into to be removed. */
async function remove(path: string): Promise<void> {
  await chmod(join(path, "cover-folder"), 0o700).catch(() => undefined);
  await removeFolder(path);
}
