/** The list of skills as a model reads it. */
import type { Skill } from "./skill.ts";

const INTRODUCTION = `# Skills

A skill is a file of instructions for a kind of task. When a task fits a skill's description, read the file at its location before you \
begin, and follow it. Relative paths in a skill start at the folder of its file.`;

/** Empty when there is nothing to list. */
export function skillsText(skills: readonly Skill[]): string {
  if (skills.length === 0) return "";
  return [INTRODUCTION, "", "<available_skills>", ...skills.map(skillEntry), "</available_skills>"].join(
    "\n",
  );
}

/** One skill of the list. */
export function skillEntry({ name, description, location }: Skill): string {
  const fields = { name, description: description.replaceAll(/\s+/g, " "), location };
  const lines = Object.entries(fields).map(([field, text]) => `    <${field}>${escaped(text)}</${field}>`);
  return ["  <skill>", ...lines, "  </skill>"].join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
