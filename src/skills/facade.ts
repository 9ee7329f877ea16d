/** Skills as hosts and people see them: all of them, with the reasons why some are not offered. */
import type { SkillsConfig } from "./config.ts";
import { reasonsAgainst } from "./eligibility.ts";
import type { SkillLibrary } from "./library.ts";
import { skillsText } from "./prompt-text.ts";
import type { Skill, SkillSource } from "./skill.ts";
import type { SkillsSnapshot } from "./snapshot.ts";
import type { Skills } from "./source.ts";

/**
 * `ready`: offered to the model. `user-only`: called by a person as `/skill:<name>`. `ineligible`: something it needs is not here, or it
 * is turned off. `overridden`: a later source has one of this name. `invalid`: it breaks the standard.
 */
export type SkillStatus = "ready" | "user-only" | "ineligible" | "overridden" | "invalid";

export interface SkillInfo {
  readonly name: string;
  /** `null` where it could not be read. */
  readonly description: string | null;
  readonly source: SkillSource;
  readonly status: SkillStatus;
  /** Why it is not ready, and how a skill admitted by `skills.lenient` breaks the standard; one sentence each. */
  readonly reasons: readonly string[];
  /** Path of its `SKILL.md`. */
  readonly location: string;
}

export interface SkillScope {
  /** Default: the agent's workspace. */
  readonly workspaceDir?: string;
  /** Default `main`. */
  readonly agentId?: string;
}

/** What `Tandem.skills` gives. Both reject with TandemError `unknown_agent` for an agent that is not in the configuration. */
export interface SkillsFace {
  /** By name, then by the order of the sources. */
  list(scope?: SkillScope): Promise<readonly SkillInfo[]>;
  /** The skills that a turn would be offered now, for `TurnRequest.skillsSnapshot`. */
  snapshot(scope?: SkillScope): Promise<SkillsSnapshot>;
}

export interface SkillsFaceDeps {
  readonly library: SkillLibrary;
  readonly source: Skills;
  readonly config: SkillsConfig;
  readonly workspaceDir: (scope: SkillScope) => string;
}

export function createSkillsFace({ library, source, config, workspaceDir }: SkillsFaceDeps): SkillsFace {
  const infoOf = (skill: Skill): SkillInfo => {
    const { name, description, location, problems, userOnly } = skill;
    const against = config.enabled ? reasonsAgainst(skill, source.surroundings()) : [TURNED_OFF];
    const status = against.length > 0 ? "ineligible" : userOnly ? "user-only" : "ready";
    return { name, description, source: skill.source, status, reasons: [...against, ...problems], location };
  };
  return {
    async list(scope = {}) {
      const { skills, overridden, broken } = await library.inventory(workspaceDir(scope));
      const infos = [
        ...skills.map(infoOf),
        ...overridden.map((skill): SkillInfo => {
          const by = skills.find(({ name }) => name === skill.name);
          const reasons = [`The one in ${by?.location} has the same name.`];
          return { ...infoOf(skill), status: "overridden", reasons };
        }),
        ...broken.map(({ name, problems, location, source }): SkillInfo => {
          return { name, description: null, source, status: "invalid", reasons: problems, location };
        }),
      ];
      return infos.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    },
    async snapshot(scope = {}) {
      const { skills } = await library.inventory(workspaceDir(scope));
      const ready = skills.filter((skill) => infoOf(skill).status === "ready");
      return {
        prompt: skillsText(ready),
        skills: ready.map(({ name, location, primaryEnv }) => ({
          name,
          location,
          ...(primaryEnv === null ? {} : { primaryEnv }),
        })),
      };
    },
  };
}

const TURNED_OFF = "Skills are turned off (skills.enabled).";
