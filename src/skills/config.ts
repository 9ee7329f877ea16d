/** Settings of skills. */
import { z } from "zod";

const entrySchema = z.strictObject({
  enabled: z.boolean().default(true).describe("Whether it is offered"),
  env: z
    .record(z.string(), z.string())
    .default({})
    .describe("Variables for the tools of turns that are offered this skill"),
  apiKey: z
    .string()
    .optional()
    .describe("Value of the variable that the skill names as its key (metadata.openclaw.primaryEnv)"),
});

export const skillsSchema = z
  .strictObject({
    enabled: z.boolean().default(true).describe("Whether skills are offered at all"),
    bundled: z.boolean().default(true).describe("Whether to include the skills that come with Tandem"),
    extra: z.array(z.string()).default([]).describe("More skill folders; absolute, or starting with ~"),
    workspace: z
      .array(z.string())
      .default([".agents/skills", "skills"])
      .describe("Skill folders in the workspace, relative to it; a later one takes precedence"),
    lenient: z
      .boolean()
      .default(false)
      .describe("Also offer skills that break the standard, if they have a name and a description"),
    subagents: z.boolean().default(false).describe("Whether subagents are offered skills, too"),
    entries: z.record(z.string(), entrySchema).default({}).describe("Settings of single skills, by name"),
  })
  .prefault({})
  .describe("Instructions for particular tasks that the model reads when it needs them");

export type SkillsConfig = z.output<typeof skillsSchema>;
