/** The configuration: one schema, from which types, defaults and the reference page come. */
import { z } from "zod";
import { messagesSchema } from "../channels/config.ts";
import { bootstrapSchema } from "../context/bootstrap-config.ts";
import { harnessSchema, nativeSchema } from "../engines/claude/native/config.ts";
import { extensionsSchema, hooksSchema } from "../hooks/config.ts";
import { mcpServersSchema } from "../mcp/config.ts";
import { memorySchema } from "../memory/config.ts";
import { permissionsSchema } from "../permissions/config.ts";
import { channelToolFields, commandsSchema, toolRulesSchema, toolsSchema } from "../policy/config.ts";
import { API_KINDS, THINKING_LEVELS } from "../routing/model.ts";
import { jobsSchema, sandboxSchema, webSchema } from "../sandbox/config.ts";
import { skillsSchema } from "../skills/config.ts";
import { subagentsSchema } from "../subagents/config.ts";
import { templatesSchema } from "../templates/config.ts";
import { chatSchema } from "./chat-config.ts";

const runtimeKind = z.enum(["pi", "claude", "recipe"]);
const positive = z.number().positive();

const priceSchema = z
  .strictObject({
    input: z.number().nonnegative().describe("US dollars per million tokens, like all prices"),
    output: z.number().nonnegative(),
    cacheRead: z.number().nonnegative().default(0).describe("For input read from the provider's cache"),
    cacheWrite: z.number().nonnegative().default(0).describe("For input written to the cache"),
  })
  .describe("US dollars per million tokens");

const customModelSchema = z.strictObject({
  id: z.string().min(1).describe("The id sent on the wire"),
  name: z.string().optional().describe("Display name; default: the id"),
  aliases: z.array(z.string()).default([]).describe("Other names for this model"),
  contextWindow: z.int().positive().default(128_000).describe("Tokens, input and output together"),
  maxOutputTokens: z.int().positive().default(8_192).describe("Most tokens in one reply"),
  images: z.boolean().default(false).describe("Whether the model accepts images"),
  thinkingLevels: z
    .array(z.enum(THINKING_LEVELS))
    .default(["off"])
    .describe("Thinking levels that it supports"),
  price: priceSchema.optional().describe("Left out: unknown, and shown as unknown"),
});

const providerSchema = z.strictObject({
  name: z.string().optional().describe("Display name; default: the id"),
  baseUrl: z.url().optional().describe("For Anthropic without /v1, for OpenAI-style APIs with it"),
  api: z.enum(API_KINDS).optional().describe("Required for a provider that Tandem does not know"),
  auth: z
    .enum(["x-api-key", "bearer", "none"])
    .optional()
    .describe(
      "How the key is sent; the default depends on the API, and is none for a local server without a key",
    ),
  keyVariable: z.string().optional().describe("Environment variable that holds the key"),
  headers: z
    .record(z.string(), z.string())
    .optional()
    .describe("Sent with each request; don't put keys here"),
  models: z.array(customModelSchema).default([]).describe("Models in addition to those that Tandem knows"),
});

const agentSchema = z.strictObject({
  model: z.string().optional().describe("Model string"),
  runtime: runtimeKind.optional().describe("Engine"),
  harness: harnessSchema.optional(),
  thinking: z.enum(THINKING_LEVELS).optional().describe("Thinking level"),
  workspace: z.string().optional().describe("Folder the tools work in"),
  dir: z
    .string()
    .optional()
    .describe("Folder of the agent's own files; supplies bootstrap files that the workspace lacks"),
  systemPrompt: z.string().optional().describe("Replaces the first part of the system prompt"),
  tools: toolRulesSchema.optional().describe("Tools of this agent"),
  subagents: z
    .strictObject({
      model: z.string().optional().describe("Model string for subagents of this agent"),
      runtime: z
        .union([runtimeKind, z.literal("inherit")])
        .optional()
        .describe("Engine for them; inherit: that of the turn that started them"),
    })
    .optional(),
});

const historyLimit = z.int().nonnegative().optional();

const channelSchema = z.strictObject({
  dmHistoryLimit: historyLimit.describe(
    "How many user turns of a direct conversation are sent as history; default: all",
  ),
  dms: z
    .record(
      z.string(),
      z.strictObject({ historyLimit: historyLimit.describe("For this user, instead of the channel's") }),
    )
    .default({})
    .describe("Direct conversations, by user"),
  ...channelToolFields,
});

/** Schema of `config.json` and of `createTandem`'s argument. */
export const configSchema = z.strictObject({
  home: z.string().optional().describe("Data folder; default TANDEM_HOME, else ~/.tandem"),
  workspace: z
    .string()
    .optional()
    .describe("Folder that the tools work in; default: the folder that Tandem was started in"),
  model: z.string().optional().describe("Default model string"),
  runtime: runtimeKind.optional().describe("Default engine"),
  anthropicRuntime: z.enum(["claude", "pi"]).default("claude").describe("Engine for anthropic/… models"),
  thinking: z.enum(THINKING_LEVELS).default("off").describe("Default thinking level"),
  systemPrompt: z.string().optional().describe("Replaces the first part of the system prompt"),
  timeoutMs: positive.default(600_000).describe("Milliseconds for one turn"),
  idleTimeoutMs: positive.default(120_000).describe("Milliseconds without data after which a stream is cut"),
  retries: z
    .strictObject({
      max: z.int().nonnegative().default(3).describe("Retries of temporary failures in one turn"),
      baseMs: z
        .number()
        .nonnegative()
        .default(500)
        .describe("Milliseconds before the first retry; doubles with each further one"),
      maxWaitMs: positive
        .default(60_000)
        .describe("Longest wait; if a provider asks for more, the next candidate is tried instead"),
    })
    .prefault({}),
  fallbacks: z
    .strictObject({
      models: z
        .array(z.string())
        .optional()
        .describe(
          "Model strings to try when a model fails, in order, and then the configured `model`; an empty list: no other model at all",
        ),
      runtimes: z
        .array(z.enum(["pi", "claude"]))
        .default([])
        .describe("Engines that may take over from another; default none"),
    })
    .prefault({}),
  budgets: z
    .strictObject({
      perDayUsd: positive
        .optional()
        .describe("Most US dollars per calendar day, over all sessions of the data folder"),
      perSessionUsd: positive.optional().describe("Most US dollars per session"),
    })
    .prefault({})
    .describe("A model call that would pass one of these is not made; needs models with a known price"),
  providers: z
    .record(z.string(), providerSchema)
    .default({})
    .describe("Providers by id: overrides, or ones of your own"),
  agents: z.record(z.string(), agentSchema).default({}),
  channels: z
    .record(z.string(), channelSchema)
    .default({})
    .describe("By the channel in a session's key (agent:<agent>:<channel>:dm:<user>)"),
  lanes: z
    .record(z.string(), z.int().positive())
    .default({})
    .transform((lanes): Record<string, number> => ({ main: 4, subagent: 8, cron: 1, ...lanes }))
    .describe("How many turns may run at once in each global lane"),
  claude: z
    .strictObject({
      binary: z.string().optional().describe("Path of the claude binary; default: the SDK's own package"),
      maxProcesses: z.int().positive().default(8).describe("Most warm processes"),
      maxMemoryMb: positive
        .default(2_048)
        .describe("Memory of all warm processes, in megabytes, above which idle ones are ended"),
      idleMs: positive.default(300_000).describe("Milliseconds after which an idle process is ended"),
      spare: z.boolean().default(true).describe("Keep one started process ready for a new conversation"),
      harness: harnessSchema.default("clean"),
      native: nativeSchema,
    })
    .prefault({}),
  leaseMs: positive
    .default(30_000)
    .describe("Milliseconds after which a session is released if its process is alive but does not respond"),
  permissions: permissionsSchema,
  sandbox: sandboxSchema,
  jobs: jobsSchema,
  web: webSchema,
  tools: toolsSchema,
  commands: commandsSchema,
  bootstrap: bootstrapSchema,
  skills: skillsSchema,
  templates: templatesSchema,
  chat: chatSchema,
  memory: memorySchema,
  messages: messagesSchema,
  hooks: hooksSchema,
  extensions: extensionsSchema,
  readOnly: z
    .array(z.string().min(1))
    .default([])
    .describe(
      "Files and folders that tools may read and never change, absolute or starting with ~; what the configuration itself names as code is anyway",
    ),
  mcpServers: mcpServersSchema,
  subagents: subagentsSchema.describe("Turns that a turn starts to hand a task on"),
  exec: z.enum(["ask", "allow", "deny"]).default("ask").describe("Whether the exec tool may run commands"),
  offline: z
    .enum(["auto", "always", "never"])
    .default("auto")
    .describe("The built-in offline model: without credentials, always, or never"),
  env: z
    .record(z.string(), z.string())
    .optional()
    .describe("Environment to read keys and base URLs from, instead of the process's (library use)"),
});

/** The configuration after defaults. */
export type Config = z.output<typeof configSchema>;
/** The configuration as people write it. */
export type { ConfigInput } from "./config-input.generated.ts";
export type ProviderConfig = z.output<typeof providerSchema>;
