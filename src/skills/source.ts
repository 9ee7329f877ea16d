/** The skills of a turn: listed in its prompt, their folders readable, their variables set. */
import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { PromptMaterial, PromptSource } from "../context/prompt-section.ts";
import { blockedName } from "../safety/blocked.ts";
import { toolEnvironment } from "../safety/environment.ts";
import { isWithin } from "../safety/scope.ts";
import type { Omission } from "../tools/source.ts";
import type { TurnFacts } from "../turn/facts.ts";
import type { SkillsConfig } from "./config.ts";
import { environmentOf, programFinder, reasonsAgainst, type Surroundings } from "./eligibility.ts";
import type { Inventory, SkillLibrary } from "./library.ts";
import { skillEntry, skillsText } from "./prompt-text.ts";
import type { Skill } from "./skill.ts";
import type { SkillsSnapshot } from "./snapshot.ts";

export interface SkillSourceDeps {
  readonly library: SkillLibrary;
  /** The whole configuration. */
  readonly config: { readonly skills: SkillsConfig };
  readonly home: string;
  /** Environment the tools' clean one is taken from. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A skill is of use where one of these can read it: Tandem's tool, or Claude Code's in its place. */
const READERS: readonly string[] = ["read", "Read"];

const NOTHING: PromptMaterial = { sections: [] };

export class Skills implements PromptSource {
  readonly name = "skills";
  readonly #deps: SkillSourceDeps;
  readonly #materials = new WeakMap<Inventory, { readonly chosen: string; readonly made: PromptMaterial }>();
  readonly #snapshots = new WeakMap<SkillsSnapshot, PromptMaterial>();

  constructor(deps: SkillSourceDeps) {
    this.#deps = deps;
  }

  load(facts: TurnFacts): PromptMaterial | Promise<PromptMaterial> {
    const { skills } = this.#deps.config;
    const { disableTools, skillsSnapshot } = facts.request;
    // Without tools none could be read.
    if (disableTools) return NOTHING;
    if (skillsSnapshot !== undefined) return this.#ofSnapshot(skillsSnapshot, facts);
    if (!skills.enabled || (facts.depth > 0 && !skills.subagents)) return NOTHING;
    const inventory = this.#deps.library.inventory(facts.workspaceDir);
    if (inventory instanceof Promise) return inventory.then((read) => this.#of(read, facts.request.env));
    return this.#of(inventory, facts.request.env);
  }

  /** What skills find in a turn with these variables. */
  surroundings(env: Readonly<Record<string, string>> = {}): Surroundings {
    const { config } = this.#deps;
    const toolEnv = toolEnvironment(this.#deps.env, env);
    return {
      platform: process.platform,
      hasProgram: programFinder(toolEnv.PATH),
      env: toolEnv,
      config: config as unknown as Readonly<Record<string, unknown>>,
      entries: config.skills.entries,
    };
  }

  #of(inventory: Inventory, env: Readonly<Record<string, string>> | undefined): PromptMaterial {
    const around = this.surroundings(env);
    const usable = inventory.skills.filter((skill) => reasonsAgainst(skill, around).length === 0);
    const chosen = usable.map((skill) => skill.name).join(" ");
    const known = this.#materials.get(inventory);
    if (known?.chosen === chosen) return known.made;
    const made = this.#material(usable, inventory);
    this.#materials.set(inventory, { chosen, made });
    return made;
  }

  #material(usable: readonly Skill[], { broken }: Inventory): PromptMaterial {
    const { entries } = this.#deps.config.skills;
    const listed = usable.filter((skill) => !skill.userOnly);
    const text = skillsText(listed);
    const skills = listed.map((skill) => ({ name: skill.name, chars: skillEntry(skill).length }));
    const omissions = broken.map(
      ({ name, problems, location }): Omission => ({
        kind: "skill",
        name,
        reason: `${problems.join(" ")} (${location})`,
      }),
    );
    return {
      sections: text === "" ? [] : [{ name: "skills", text, skills, tools: READERS }],
      omissions,
      readableDirectories: usable
        .filter((skill) => skill.source !== "workspace")
        .map((skill) => skill.folder),
      environment: Object.assign({}, ...usable.map((skill) => environmentOf(skill, entries))),
    };
  }

  #ofSnapshot(snapshot: SkillsSnapshot, facts: TurnFacts): PromptMaterial {
    const known = this.#snapshots.get(snapshot);
    if (known !== undefined) return known;
    const { home, config } = this.#deps;
    const { prompt, skills } = snapshot;
    const omissions: Omission[] = [];
    const readableDirectories: string[] = [];
    for (const { name, location } of skills) {
      const folder = readableFolder(location, home);
      if (folder === null)
        omissions.push({ kind: "skill", name, reason: `Its file cannot be read by tools: ${location}.` });
      else if (!isWithin(folder, facts.workspaceDir)) readableDirectories.push(folder);
    }
    const environments = skills.map(({ name, primaryEnv = null }) =>
      environmentOf({ name, primaryEnv }, config.skills.entries),
    );
    const shown = skills.map(({ name }) => ({ name, chars: 0 }));
    const made: PromptMaterial = {
      sections: prompt.trim() === "" ? [] : [{ name: "skills", text: prompt, skills: shown }],
      omissions,
      readableDirectories,
      environment: Object.assign({}, ...environments),
    };
    this.#snapshots.set(snapshot, made);
    return made;
  }
}

/** The real folder of a skill's file, unless it is closed to tools or the file is not that of a skill. */
function readableFolder(location: string, home: string): string | null {
  try {
    if (basename(location).toLowerCase() !== "skill.md") return null;
    const folder = realpathSync.native(dirname(location));
    if (isWithin(folder, join(home, "skills")) && folder !== join(home, "skills")) return folder;
    return blockedName(folder) !== null || isWithin(folder, home) ? null : folder;
  } catch {
    return null;
  }
}
