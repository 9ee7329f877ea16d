/** The standard's verdict on a folder, as `tandem skills validate` gives it. */
import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { stampOf } from "../context/stamp.ts";
import { readSkill, SKILL_FILES } from "./read-skill.ts";

export interface SkillVerdict {
  readonly folder: string;
  /** One sentence each; empty: it is valid. */
  readonly problems: readonly string[];
}

/** `path` is the folder of a skill or its file, relative to `cwd` or absolute. Never rejects. */
export async function validateSkill(path: string, cwd: string): Promise<SkillVerdict> {
  const asked = resolve(cwd, path);
  const stats = await stat(asked).catch(() => null);
  if (stats === null) return { folder: asked, problems: ["There is no such folder."] };
  const isFile = stats.isFile() && basename(asked).toLowerCase() === "skill.md";
  const folder = isFile ? dirname(asked) : asked;
  if (stats.isFile() && !isFile) return { folder, problems: ["It is a file, not a folder."] };
  const file = SKILL_FILES.find((name) => stampOf(join(folder, name)) !== "");
  if (file === undefined) return { folder, problems: ["It has no SKILL.md."] };
  const scope = { workspaceDir: folder, additionalDirectories: [] };
  const { problems } = await readSkill(file, basename(folder), scope);
  return { folder, problems };
}
