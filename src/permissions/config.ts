/** What the configuration says of permissions. */
import { z } from "zod";
import { PERMISSION_MODES } from "../turn/facts.ts";
import { parseRule } from "./rule.ts";

const rules = z.array(
  z.string().refine((text) => parseRule(text) !== null, {
    error:
      "Write a tool, or a tool with a pattern: exec(git status:*), write(src/**), web_fetch(domain:example.org).",
  }),
);

export const permissionsSchema = z
  .strictObject({
    mode: z
      .enum(PERMISSION_MODES)
      .default("acceptEdits")
      .describe("What may happen without asking: reading; also edits; reading only; everything"),
    allow: rules
      .default([])
      .describe("Calls that need no question: `exec(npm test:*)`, `write(docs/**)`, `mcp__github__*`"),
    ask: rules.default([]).describe("Calls that are always asked about, in every mode"),
    deny: rules
      .default([])
      .describe("Calls that never run, in no mode; a denial wins over `ask`, and that over `allow`"),
    timeoutMs: z
      .number()
      .positive()
      .max(2_147_000_000)
      .default(300_000)
      .describe("Milliseconds a question waits for its answer; without one the answer is no"),
  })
  .prefault({});

export type PermissionsConfig = z.output<typeof permissionsSchema>;
