/** A list of skills held fast, for turns that are not to see later changes. */

export interface SkillsSnapshot {
  /** Stands in the system prompt as it is; empty: no skills. */
  readonly prompt: string;
  /** The skills it speaks of: their folders may be read, their variables are set. */
  readonly skills: readonly SkillOfSnapshot[];
}

export interface SkillOfSnapshot {
  readonly name: string;
  /** Absolute path of its `SKILL.md`. */
  readonly location: string;
  /** The variable its key goes to. */
  readonly primaryEnv?: string;
}
