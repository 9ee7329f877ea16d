/** Begins a new skill. */
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { TandemError } from "../kernel/errors.ts";
import { makeFolder } from "../safety/make-folder.ts";
import { skillProblems } from "./validate.ts";

export interface NewSkill {
  readonly name: string;
  readonly workspaceDir: string;
  /** Default: a text that asks to be replaced. */
  readonly description?: string;
}

const DESCRIPTION = "Says what this skill does. Use when (the words in which people ask for it).";

/**
 * Makes `skills/<name>/SKILL.md` in the workspace and gives its path. Rejects with TandemError `validation_failed` for a name or
 * description that the standard refuses, and when there is such a skill already.
 */
export async function createSkill({
  name,
  workspaceDir,
  description = DESCRIPTION,
}: NewSkill): Promise<string> {
  const fields = { name, description };
  const [problem] = skillProblems({ fields, body: "", refusals: [] }, name);
  if (problem !== undefined) throw invalid(problem, "Small letters, digits and single hyphens make a name.");
  const folder = resolve(workspaceDir, "skills", name);
  const file = join(folder, "SKILL.md");
  try {
    makeFolder(folder, 0o777);
    await writeFile(file, textOf(name, description), { flag: "wx" });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST")
      throw invalid(`There is ${file} already.`, "Choose another name, or edit that file.");
    throw invalid(
      `${file} cannot be written: ${(cause as Error).message}`,
      "Check the workspace's permissions.",
    );
  }
  return file;
}

function textOf(name: string, description: string): string {
  const title = name.replaceAll("-", " ").replace(/^./u, (first) => first.toUpperCase());
  // JSON's quotes are YAML's too, so that any text is safe in them.
  return `---
name: ${name}
description: ${JSON.stringify(description)}
---

# ${title}

1. The steps in order, for somebody able who does not know this project.
2. The commands as they are typed, and how to tell that they worked.
`;
}

function invalid(message: string, remediation: string): TandemError {
  return new TandemError({ code: "validation_failed", field: "name", message, remediation });
}
