/** The part of the configuration that sets hooks, in the shape of Claude Code's settings. */
import { isAbsolute } from "node:path";
import { z } from "zod";
import { HOOK_EVENTS } from "./events.ts";
import { matcherOf } from "./matcher.ts";

/** In `cwd`, stands for the turn's workspace. */
export const WORKSPACE = "$" + "{workspace}";

const commandSchema = z.strictObject({
  type: z.literal("command").default("command").describe("The one kind there is"),
  command: z.string().min(1).describe("For /bin/sh, in the tools' environment; gets JSON on standard input"),
  cwd: z
    .string()
    .refine((path) => path.startsWith(WORKSPACE) || isAbsolute(path), {
      error: `Write an absolute folder, or ${WORKSPACE}`,
    })
    .optional()
    .describe(
      `Folder it starts in, absolute or ${WORKSPACE}; default: the turn's workspace, and an empty folder for what looks there for its code (npx, python -m)`,
    ),
  timeout: z.number().positive().max(86_400).default(60).describe("Seconds after which it has failed"),
  blocking: z
    .boolean()
    .default(false)
    .describe("When it fails, what it was asked about is refused; else the failure is only reported"),
});

const groupSchema = z.strictObject({
  matcher: z
    .string()
    .optional()
    .superRefine((pattern, context) => {
      try {
        matcherOf(pattern);
      } catch (error) {
        context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
      }
    })
    .describe("Tools (or sources, triggers …) it is for: a name, names joined by |, a regular expression"),
  hooks: z.array(commandSchema).describe("Run one after the other"),
});

export const hooksSchema = z
  .partialRecord(z.enum(HOOK_EVENTS), z.array(groupSchema))
  .default({})
  .describe("Commands that run on events");

export const extensionsSchema = z
  .array(z.string().min(1))
  .default([])
  .describe(
    "Modules (TypeScript or JavaScript) that add hooks and tools; relative to the config file, or else to the data folder",
  );

export type HooksConfig = z.output<typeof hooksSchema>;
