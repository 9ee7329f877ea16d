/** Where the skills that come with Tandem are. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeFolder } from "../safety/make-folder.ts";
import { BUNDLED_FILES } from "./bundled-files.ts";

export interface BundledSkillsOptions {
  /** A module of Tandem; default this one. */
  readonly from?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Where files may be kept that can be made again; default `XDG_CACHE_HOME`, else `~/.cache`. */
  readonly cache?: string;
}

/**
 * The folder `skills` of the package, whether it runs from `src` or from `dist`. Where there is no package around the code (an
 * application bundled it), the build's own copy, written to the cache, since skills are read as files. The folder is missing only
 * when the cache cannot be written.
 */
export function bundledSkills(options: BundledSkillsOptions = {}): string {
  const { from = import.meta.url, files = BUNDLED_FILES, cache = cacheFolder() } = options;
  const own = packageFolder(dirname(fileURLToPath(from)));
  if (own !== null) return join(own, "skills");
  const hash = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
  const folder = join(cache, "tandem", "skills", hash);
  try {
    for (const [path, text] of Object.entries(files)) keep(join(folder, path), text);
  } catch {
    // Nowhere to write: a turn without these skills is better than none.
  }
  return folder;
}

/** The nearest package, if it is Tandem's: a host's own folder `skills` is none of ours. */
function packageFolder(from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest)) {
      const { name } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly name?: string };
      return name === "tandem" && existsSync(join(folder, "skills")) ? folder : null;
    }
    if (folder === dirname(folder)) return null;
  }
}

/** Renamed into place: another process may be reading or writing the same file. */
function keep(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  makeFolder(dirname(path));
  const next = `${path}.${process.pid}`;
  writeFileSync(next, text);
  renameSync(next, path);
}

function cacheFolder(): string {
  return process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
}
