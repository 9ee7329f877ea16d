/** Settings of prompt templates. */
import { z } from "zod";

export const templatesSchema = z
  .strictObject({
    entries: z
      .record(
        z.string().regex(/^[A-Za-z0-9][\w-]{0,63}$/, "must be a name of letters, digits, - and _"),
        z.strictObject({
          text: z.string().describe("Text that replaces /name; may contain $1, $@ and the like"),
          description: z.string().optional().describe("For people"),
          argumentHint: z.string().optional().describe("Hint for people: what to write after the name"),
        }),
      )
      .default({})
      .describe("Templates by name"),
    folders: z
      .array(z.string())
      .default([])
      .describe(
        "Template folders (name.md); absolute, or starting with ~. They take precedence over the entries",
      ),
    workspace: z
      .string()
      .nullable()
      .default("prompts")
      .describe(
        "Template folder in the workspace, relative to it; null: none. Takes precedence over the others",
      ),
  })
  .prefault({})
  .describe("Prompts that can be called as /name");

export type TemplatesConfig = z.output<typeof templatesSchema>;
