/** Settings of prompt templates. */
import { z } from "zod";

export const templatesSchema = z
  .strictObject({
    entries: z
      .record(
        z.string().regex(/^[A-Za-z0-9][\w-]{0,63}$/, "must be a name of letters, digits, - and _"),
        z.strictObject({
          text: z.string().describe("What /name becomes; with $1, $@ and the like in it"),
          description: z.string().optional().describe("For people"),
          argumentHint: z.string().optional().describe("For people: what to write behind the name"),
        }),
      )
      .default({})
      .describe("Templates by name"),
    folders: z
      .array(z.string())
      .default([])
      .describe("Folders of templates (name.md); absolute, or from ~. They count before the entries"),
    workspace: z
      .string()
      .nullable()
      .default("prompts")
      .describe("Folder of templates in the workspace, relative to it; null: none. Counts before the others"),
  })
  .prefault({})
  .describe("Prompts that /name stands for");

export type TemplatesConfig = z.output<typeof templatesSchema>;
