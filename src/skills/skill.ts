/** What is known of a skill: instructions for a kind of task, in a folder with a `SKILL.md` (https://agentskills.io). */

/** Where skills come from; of two with one name the one from the later source counts. */
export const SKILL_SOURCES = ["bundled", "extra", "managed", "workspace"] as const;
export type SkillSource = (typeof SKILL_SOURCES)[number];

/** What a skill asks for (`metadata.openclaw` in its front matter); all that is named must be there. */
export interface SkillRequirements {
  /** Names as Node gives them: `linux`, `darwin`, `win32`. Empty: any. */
  readonly os: readonly string[];
  /** Programs on the PATH of the turn's tools. */
  readonly bins: readonly string[];
  /** Of these at least one; empty: none is needed. */
  readonly anyBins: readonly string[];
  /** Variables in the environment of the turn's tools. */
  readonly env: readonly string[];
  /** Keys of the configuration, as paths (`channels.telegram`), that must be set to something. */
  readonly config: readonly string[];
  /** Nothing is asked for after all. */
  readonly always: boolean;
}

export interface Skill {
  readonly name: string;
  readonly description: string;
  /** Its `SKILL.md`; absolute real path. */
  readonly location: string;
  /** Its folder; absolute real path. */
  readonly folder: string;
  readonly source: SkillSource;
  /** Not offered to the model; a person calls it by `/skill:<name>`. */
  readonly userOnly: boolean;
  readonly requirements: SkillRequirements;
  /** The variable that `skills.entries.<name>.apiKey` goes to. */
  readonly primaryEnv: string | null;
  /** Where it differs from the standard, when such skills are let in. */
  readonly problems: readonly string[];
}

/** A folder that should be a skill and is not. */
export interface BrokenSkill {
  /** Name of the folder. */
  readonly name: string;
  readonly location: string;
  readonly source: SkillSource;
  /** At least one. */
  readonly problems: readonly string[];
}
