/** One folder of skills: each folder in it with a `SKILL.md` is a skill. */
import { readdirSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { stampOf } from "../context/stamp.ts";
import { blockedName } from "../safety/blocked.ts";
import { isWithin, type PathScope } from "../safety/scope.ts";
import { readSkill, SKILL_FILES, type SkillReading } from "./read-skill.ts";
import type { BrokenSkill, Skill, SkillSource } from "./skill.ts";

/** Folders looked at in one folder of skills. */
const MOST_FOLDERS = 500;

/** What a folder of skills holds, by name; the same object while nothing in it changed. */
export interface SkillShelf {
  readonly skills: readonly Skill[];
  readonly broken: readonly BrokenSkill[];
}

export const EMPTY_SHELF: SkillShelf = { skills: [], broken: [] };

export interface SkillRootOptions {
  /** Absolute; need not exist. */
  readonly folder: string;
  readonly source: SkillSource;
  readonly lenient: boolean;
  /** What its skills may not leave; `null`: each stays in its own folder, wherever that really is. */
  readonly scope: PathScope | null;
  /** Data folder, of which only the managed skills may be read. */
  readonly home: string;
}

interface KnownFile {
  readonly stamp: string;
  readonly reading: SkillReading;
}

export class SkillRoot {
  readonly #options: SkillRootOptions;
  #stamp: string | null = null;
  #names: readonly string[] = [];
  #files = new Map<string, KnownFile>();
  #shelf: SkillShelf = EMPTY_SHELF;

  constructor(options: SkillRootOptions) {
    this.#options = options;
  }

  /** Reads only what changed since the last call; never rejects. Those that come with Tandem are read once. */
  shelf(): SkillShelf | Promise<SkillShelf> {
    if (this.#options.source === "bundled" && this.#shelf !== EMPTY_SHELF) return this.#shelf;
    const stamp = stampOf(this.#options.folder);
    let changed = stamp !== this.#stamp;
    if (changed) {
      this.#stamp = stamp;
      this.#names = stamp === "" ? [] : foldersOf(this.#options.folder);
    }
    const stamps = new Map<string, string>();
    for (const name of this.#names) {
      const found = this.#find(name);
      if (found === null) continue;
      stamps.set(found.file, found.stamp);
      changed ||= this.#files.get(found.file)?.stamp !== found.stamp;
    }
    if (!changed && stamps.size === this.#files.size) return this.#shelf;
    return this.#read(stamps);
  }

  #find(name: string): { readonly file: string; readonly stamp: string } | null {
    for (const fileName of SKILL_FILES) {
      const file = join(this.#options.folder, name, fileName);
      const stamp = stampOf(file);
      if (stamp !== "") return { file, stamp };
    }
    return null;
  }

  async #read(stamps: ReadonlyMap<string, string>): Promise<SkillShelf> {
    const known = this.#files;
    const entries = await Promise.all(
      [...stamps].map(async ([file, stamp]): Promise<[string, KnownFile]> => {
        const before = known.get(file);
        return [file, before?.stamp === stamp ? before : { stamp, reading: await this.#readOne(file) }];
      }),
    );
    this.#files = new Map(entries);
    this.#shelf = this.#sorted(entries.map(([file, { reading }]) => ({ file, reading })));
    return this.#shelf;
  }

  async #readOne(file: string): Promise<SkillReading> {
    const { scope, source, home } = this.#options;
    const name = basename(dirname(file));
    if (scope !== null) return readSkill(file, name, scope);
    try {
      const folder = await realpath(dirname(file));
      const own = source === "managed" && isWithin(folder, join(home, "skills"));
      if (!own && (blockedName(folder) !== null || isWithin(folder, home)))
        throw new Error("Its folder is closed to tools, so nothing in it could be read.");
      const inside = { workspaceDir: folder, additionalDirectories: [], readableDirectories: [folder] };
      return await readSkill(basename(file), name, inside);
    } catch (error) {
      return { text: null, location: null, problems: [(error as Error).message] };
    }
  }

  #sorted(read: readonly { readonly file: string; readonly reading: SkillReading }[]): SkillShelf {
    const { source, lenient } = this.#options;
    const skills: Skill[] = [];
    const broken: BrokenSkill[] = [];
    for (const { file, reading } of read) {
      const { text, location, problems } = reading;
      if (text !== null && location !== null && (lenient || problems.length === 0)) {
        const { name, description, userOnly, requirements, primaryEnv } = text;
        const folder = dirname(location);
        const needs = { userOnly, requirements, primaryEnv };
        skills.push({ name, description, location, folder, source, ...needs, problems });
      } else broken.push({ name: basename(dirname(file)), location: file, source, problems });
    }
    return { skills, broken };
  }
}

/** Names of what may be skills, in plain order. */
function foldersOf(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map((entry) => entry.name)
      .filter((name) => !name.startsWith(".") && name !== "node_modules")
      .sort()
      .slice(0, MOST_FOLDERS);
  } catch {
    return [];
  }
}
