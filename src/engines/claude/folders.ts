/** The private folders of one claude process. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";

export interface ProcessFolders {
  readonly root: string;
  readonly config: string;
  readonly home: string;
  readonly temp: string;
  readonly cwd: string;
}

/** Makes the folders below `root`, readable by the owner only. */
export function makeFolders(root: string): ProcessFolders {
  const folders = {
    root,
    config: join(root, "config"),
    home: join(root, "home"),
    temp: join(root, "tmp"),
    cwd: join(root, "cwd"),
  };
  mkdirSync(root, { recursive: true, mode: 0o700 });
  for (const path of [folders.config, folders.home, folders.temp, folders.cwd]) mkdirSync(path);
  return folders;
}
