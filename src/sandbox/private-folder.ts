/**
 * Files of one Tandem's sandbox, in its data folder, where no tool may look: the covers that lie over what is hidden, the system call
 * filter, and for each workspace a temp folder and a home that commands share as long as Tandem runs.
 */
import { randomBytes } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isGone, processName } from "../process/identity.ts";
import { systemCallFilter } from "./seccomp.ts";

export interface PrivateFolder {
  readonly coverFile: string;
  readonly coverFolder: string;
  readonly filter: string;
  /** A file of its own that only this user can read, for whoever starts a command to open and remove. */
  keep(text: string): Promise<string>;
  /** The temp folder and the home of commands in a workspace. */
  forWorkspace(workspaceDir: string): Promise<{ readonly temp: string; readonly home: string }>;
  remove(): Promise<void>;
}

/** Also removes the folders of processes that ended without. */
export async function openPrivateFolder(dataFolder: string): Promise<PrivateFolder> {
  const parent = join(dataFolder, "sandbox");
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const path = await mkdtemp(join(parent, "run-"));
  await writeFile(join(path, "owner"), processName());
  void removeAbandoned(parent);
  const [coverFile, coverFolder, filter] = ["cover-file", "cover-folder", "filter"].map((name) =>
    join(path, name),
  ) as [string, string, string];
  await writeFile(coverFile, "", { mode: 0o000 });
  await mkdir(coverFolder, { mode: 0o000 });
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
    filter,
    async keep(text) {
      const file = join(path, `start-${randomBytes(12).toString("hex")}`);
      await writeFile(file, text, { mode: 0o600, flag: "wx" });
      return file;
    },
    forWorkspace(workspaceDir) {
      const known = workspaces.get(workspaceDir) ?? make(workspaces.size);
      workspaces.set(workspaceDir, known);
      return known;
    },
    remove: () => removeFolder(path),
  };
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch((): string[] => [])) {
    const owner = await readFile(join(parent, name, "owner"), "utf8").catch(() => null);
    if (owner !== null && isGone(owner)) await removeFolder(join(parent, name));
  }
}

async function removeFolder(path: string): Promise<void> {
  await chmod(join(path, "cover-folder"), 0o700).catch(() => undefined);
  await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
}
