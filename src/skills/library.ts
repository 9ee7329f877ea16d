/** All skills of a workspace, from every source. */
import { realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { expandHome } from "../safety/home-path.ts";
import { isWithin } from "../safety/scope.ts";
import { bundledSkills } from "./bundled.ts";
import type { SkillsConfig } from "./config.ts";
import type { BrokenSkill, Skill, SkillSource } from "./skill.ts";
import { EMPTY_SHELF, SkillRoot, type SkillShelf } from "./skill-root.ts";

/** Workspaces whose folders of skills are remembered. */
const MOST_WORKSPACES = 64;

/** What there is; the same object while nothing changed. */
export interface Inventory {
  /** By name; one for each name. */
  readonly skills: readonly Skill[];
  /** Skills whose name a later source has as well. */
  readonly overridden: readonly Skill[];
  readonly broken: readonly BrokenSkill[];
}

export interface SkillLibraryDeps {
  readonly config: SkillsConfig;
  readonly home: string;
  /** Default: those that come with Tandem. */
  readonly bundled?: string;
}

export class SkillLibrary {
  readonly #deps: SkillLibraryDeps;
  /** Of all workspaces; in the order of their standing. */
  readonly #shared: readonly SkillRoot[];
  readonly #workspaces = new Map<string, readonly SkillRoot[]>();
  readonly #inventories = new WeakMap<SkillShelf, { readonly of: readonly SkillShelf[]; made: Inventory }>();

  constructor(deps: SkillLibraryDeps) {
    this.#deps = deps;
    const { config, home } = deps;
    this.#shared = [
      ...(config.bundled ? [this.#root(deps.bundled ?? bundledSkills(), "bundled")] : []),
      ...config.extra.map((folder) => this.#root(fromHome(folder), "extra")),
      this.#root(join(home, "skills"), "managed"),
    ];
  }

  /** Reads only what changed; never rejects. `null`: without those of a workspace. */
  inventory(workspaceDir: string | null): Inventory | Promise<Inventory> {
    const roots = [...this.#shared, ...(workspaceDir === null ? [] : this.#rootsOf(workspaceDir))];
    const shelves = roots.map((root) => root.shelf());
    return shelves.some((shelf) => shelf instanceof Promise)
      ? Promise.all(shelves).then((read) => this.#merge(read))
      : this.#merge(shelves as SkillShelf[]);
  }

  #merge(shelves: readonly SkillShelf[]): Inventory {
    // Remembered with one that is not shared by all: the last that holds something.
    const key = shelves.findLast((shelf) => shelf !== EMPTY_SHELF) ?? EMPTY_SHELF;
    const known = this.#inventories.get(key);
    if (known?.of.length === shelves.length && known.of.every((shelf, index) => shelf === shelves[index]))
      return known.made;
    const made = merged(shelves);
    this.#inventories.set(key, { of: shelves, made });
    return made;
  }

  #rootsOf(workspaceDir: string): readonly SkillRoot[] {
    const known = this.#workspaces.get(workspaceDir);
    if (known !== undefined) return known;
    const roots = this.#deps.config.workspace.map((folder) =>
      this.#root(resolve(workspaceDir, folder), "workspace", workspaceDir),
    );
    if (this.#workspaces.size >= MOST_WORKSPACES) this.#workspaces.clear();
    this.#workspaces.set(workspaceDir, roots);
    return roots;
  }

  #root(folder: string, source: SkillSource, workspaceDir?: string): SkillRoot {
    const { config, home } = this.#deps;
    // Looked up for each file, so only where it could matter.
    const closed = workspaceDir !== undefined && isWithin(realOf(home), workspaceDir) ? [home] : [];
    const scope =
      workspaceDir === undefined
        ? null
        : { workspaceDir, additionalDirectories: [], protectedDirectories: closed };
    return new SkillRoot({ folder, source, lenient: config.lenient, scope, home });
  }
}

function merged(shelves: readonly SkillShelf[]): Inventory {
  const skills = new Map<string, Skill>();
  const overridden: Skill[] = [];
  for (const skill of shelves.flatMap((shelf) => shelf.skills)) {
    const earlier = skills.get(skill.name);
    if (earlier !== undefined) overridden.push(earlier);
    skills.set(skill.name, skill);
  }
  const sorted = [...skills.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { skills: sorted, overridden, broken: shelves.flatMap((shelf) => shelf.broken) };
}

function realOf(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return folder;
  }
}

/** Absolute, with `~` for the home folder. */
export function fromHome(folder: string): string {
  return resolve(expandHome(folder));
}
