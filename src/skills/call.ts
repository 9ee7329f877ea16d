/** A skill that a person calls by its name: its instructions, as the prompt. */
import { basename, dirname } from "node:path";
import { reasonsAgainst } from "./eligibility.ts";
import type { SkillLibrary } from "./library.ts";
import { readSkill } from "./read-skill.ts";
import type { Skills } from "./source.ts";

/** `null`: there is no such skill, or it cannot be used here. */
export async function calledSkill(
  deps: { readonly library: SkillLibrary; readonly source: Skills },
  name: string,
  workspaceDir: string,
): Promise<string | null> {
  const { skills } = await deps.library.inventory(workspaceDir);
  const skill = skills.find((one) => one.name === name);
  if (skill === undefined || reasonsAgainst(skill, deps.source.surroundings()).length > 0) return null;
  const { folder, location } = skill;
  const scope = { workspaceDir: folder, additionalDirectories: [], readableDirectories: [folder] };
  const { text } = await readSkill(basename(location), basename(dirname(location)), scope);
  return text === null
    ? null
    : `Follow these instructions of the skill ${name}. Its folder is ${folder}.\n\n${text.body}`;
}
