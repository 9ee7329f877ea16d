/** What the configuration says of tools. */
import { z } from "zod";
import { GROUP_NAMES } from "./groups.ts";
import { groupOf } from "./names.ts";

/** Sets of tools for a kind of agent; `full` is all of them. */
export const PROFILES = ["minimal", "coding", "messaging", "full"] as const;
export type Profile = (typeof PROFILES)[number];

const entry = z
  .string()
  .trim()
  .min(1)
  .refine((text) => groupOf(text) === null || GROUP_NAMES.includes(groupOf(text)!), {
    error: `There is no such group; there are ${GROUP_NAMES.map((name) => `group:${name}`).join(", ")}.`,
  });

const RULES = {
  profile: z.enum(PROFILES).optional().describe("Set of tools to start from; default: all"),
  allow: z.array(entry).default([]).describe("Only these tools; an empty list allows all"),
  deny: z.array(entry).default([]).describe("Tools that are never available, whatever else allows them"),
  alsoAllow: z.array(entry).default([]).describe("Tools to add to the profile and the allow list"),
};

/** One layer of the tool policy: names, `mcp__github__*` patterns, `group:fs` groups; spelling by case does not matter. */
export const toolRulesSchema = z.strictObject(RULES);

export type ToolRules = z.output<typeof toolRulesSchema>;

/** `tools` of the configuration. */
export const toolsSchema = z
  .strictObject({
    ...RULES,
    byProvider: z
      .record(z.string(), toolRulesSchema)
      .default({})
      .describe("By provider (`anthropic`) or model (`anthropic/claude-*`)"),
    sandbox: toolRulesSchema.optional().describe("For turns whose commands run in the sandbox"),
    subagents: toolRulesSchema.optional().describe("For turns that another turn started"),
    ownerOnly: z
      .array(entry)
      .default([])
      .describe("Tools only for the owner's turns, in addition to those that declare it themselves"),
  })
  .prefault({})
  .describe("Which tools are offered and may run; a denial anywhere wins");

const senders = z
  .record(z.string(), z.strictObject({ tools: toolRulesSchema.optional().describe("For this sender") }))
  .default({})
  .describe("By sender id or telephone number; `*`: everybody without an entry");

/** The part of a channel's configuration that is about tools. */
export const channelToolFields = {
  tools: toolRulesSchema.optional().describe("For all turns of this channel"),
  groups: z
    .record(
      z.string(),
      z.strictObject({ tools: toolRulesSchema.optional().describe("For this group"), senders }),
    )
    .default({})
    .describe("Group conversations, by group id; `*`: every group without an entry"),
  senders,
};

/** `commands` of the configuration. */
export const commandsSchema = z
  .strictObject({
    ownerOnly: z
      .array(z.string().trim().min(1))
      .default([])
      .describe("Commands (without the slash) only for the owner's turns: `compact`, names of templates"),
  })
  .prefault({});
