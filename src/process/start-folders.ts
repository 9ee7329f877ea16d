/**
 * Empty folders in which programs start that Tandem runs outside the sandbox. A program that looks for modules, settings or versions in
 * its working folder and in those above it finds nothing that tools could have written.
 */
import { mkdtemp, realpath, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, isAbsolute, join } from "node:path";
import { isWithin } from "../safety/scope.ts";
import { makeOwnedFolder, removeFolder } from "./owned-folders.ts";

export interface StartFoldersOptions {
  /** Tandem's data folder. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folders where tools may write: none may be above an empty folder. */
  readonly workspaces: readonly string[];
}

export interface StartFolder {
  readonly path: string;
  /** With what the program left in it. */
  remove(): Promise<void>;
}

export class StartFolders {
  readonly #options: StartFoldersOptions;
  #own: Promise<string> | undefined;

  constructor(options: StartFoldersOptions) {
    this.#options = options;
  }

  /** A new empty folder. Rejects with what the system says. */
  async make(): Promise<StartFolder> {
    this.#own ??= this.#open();
    const own = await this.#own.catch((error) => {
      this.#own = undefined;
      throw error;
    });
    const path = await mkdtemp(join(own, "start-"));
    return { path, remove: () => removeFolder(path) };
  }

  /** Programs must have ended. */
  async close(): Promise<void> {
    const own = await this.#own?.catch(() => undefined);
    if (own !== undefined) await removeFolder(own);
  }

  /** In the data folder, unless that is in a workspace: then where only the system and this user have a say. */
  async #open(): Promise<string> {
    const { home, env, workspaces } = this.#options;
    const roots = await Promise.all(workspaces.map(real));
    const places = [join(home, "start")];
    for (const shared of [env.XDG_RUNTIME_DIR, tmpdir(), "/var/tmp"])
      if (shared !== undefined && isAbsolute(shared))
        places.push(join(shared, `tandem-start-${process.geteuid?.() ?? 0}`));
    for (const place of places) {
      const parent = await real(place);
      if (roots.some((root) => isWithin(parent, root))) continue;
      const own = await makeOwnedFolder(parent).catch(() => null);
      if (own !== null && (await isPrivate(parent))) return realpath(own);
    }
    throw new Error("there is no folder outside the workspace to start programs in");
  }
}

/** The real path, of a missing one that of the folders above it. */
async function real(path: string): Promise<string> {
  return realpath(path).catch(async () =>
    join(dirname(path) === path ? path : await real(dirname(path)), basename(path)),
  );
}

/** Whether nobody else may put anything into a folder. */
async function isPrivate(path: string): Promise<boolean> {
  const { uid, mode } = await stat(path);
  return uid === (process.geteuid?.() ?? uid) && (mode & 0o022) === 0;
}
