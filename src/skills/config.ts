/** Settings of skills. */
import { z } from "zod";

const entrySchema = z.strictObject({
  enabled: z.boolean().default(true).describe("Whether it is offered"),
  env: z
    .record(z.string(), z.string())
    .default({})
    .describe("Variables of the tools in turns that are offered this skill"),
  apiKey: z
    .string()
    .optional()
    .describe("Value of the variable that the skill names as its key (metadata.openclaw.primaryEnv)"),
});

export const skillsSchema = z
  .strictObject({
    enabled: z.boolean().default(true).describe("Whether skills are offered at all"),
    bundled: z.boolean().default(true).describe("Whether those that come with Tandem are among them"),
    extra: z.array(z.string()).default([]).describe("Further folders of skills; absolute, or from ~"),
    workspace: z
      .array(z.string())
      .default([".agents/skills", "skills"])
      .describe(
        "Folders of skills in the workspace, relative to it; a later one counts before an earlier one",
      ),
    lenient: z
      .boolean()
      .default(false)
      .describe("Also offer skills that break the standard, if they have a name and a description"),
    subagents: z.boolean().default(false).describe("Whether subagents are offered skills as well"),
    entries: z.record(z.string(), entrySchema).default({}).describe("Settings of single skills, by name"),
  })
  .prefault({})
  .describe("Instructions for particular tasks that the model reads when it needs them");

export type SkillsConfig = z.output<typeof skillsSchema>;
