/** The private folders of one claude process. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../safety/make-folder.ts";

export interface ProcessFolders {
  readonly root: string;
  readonly config: string;
  readonly home: string;
  readonly temp: string;
  readonly cwd: string;
}

/**
 * What the binary writes into its configuration at its first start: that there is no configuration of an older version to change. Found
 * there, it saves the binary some 40 ms of looking and writing. A number that is too low only makes it look.
 */
const CONFIGURATION = { migrationVersion: 15 };

/** Makes the folders below `root`, readable by the owner only. */
export function makeFolders(root: string): ProcessFolders {
  const folders = {
    root,
    config: join(root, "config"),
    home: join(root, "home"),
    temp: join(root, "tmp"),
    cwd: join(root, "cwd"),
  };
  makeFolder(root);
  for (const path of [folders.config, folders.home, folders.temp, folders.cwd]) mkdirSync(path);
  writeFileSync(join(folders.config, ".claude.json"), JSON.stringify(CONFIGURATION), { mode: 0o600 });
  return folders;
}
