/** What each field of a request may be. One table: it does not compile when a field of {@link TurnRequest} is missing here, or gone. */
import { z } from "zod";
import { turnConfigSchema } from "../config/turn-config.ts";
import { HARNESSES } from "../engines/claude/native/harness.ts";
import { parseRule } from "../permissions/rule.ts";
import { THINKING_LEVELS } from "../routing/model.ts";
import type { ExecOverrides } from "../sandbox/overrides.ts";
import type { SkillOfSnapshot, SkillsSnapshot } from "../skills/snapshot.ts";
import type { ToolDefinition, ToolOffer } from "../tools/tool.ts";
import { PERMISSION_MODES } from "../turn/facts.ts";
import type { MessagingContext } from "./messaging.ts";
import type { StreamParams, SubmittedToolResult, TurnCallbacks, TurnRequest } from "./request.ts";

type Fields<T> = { readonly [Name in keyof Required<T>]: z.ZodType };

const text = z.string().optional();
const flag = z.boolean().optional();
const texts = z.array(z.string()).readonly().optional();
const variables = z.record(z.string(), z.string()).optional();
const call = z.custom<unknown>((value) => typeof value === "function", "must be a function");
const callback = call.optional();
const positive = z.number().positive();
/** Values that Tandem only hands on or reads with care: their own place says what is wrong in them. */
const thing = z.custom<object>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "must be an object",
);

/** All keys known, each of the right type. */
function strict<T>(fields: Fields<T>) {
  return z.strictObject(fields);
}

const callbacks = {
  onPartialReply: callback,
  onAssistantMessageStart: callback,
  onBlockReply: callback,
  onBlockReplyFlush: callback,
  onReasoningStream: callback,
  onToolResult: callback,
  onAgentEvent: callback,
} satisfies Fields<TurnCallbacks>;

const messaging = {
  messageChannel: text,
  messageProvider: text,
  messageTo: text,
  messageThreadId: text,
  groupId: text,
  groupChannel: text,
  groupSpace: text,
  spawnedBy: text,
  senderId: text,
  senderName: text,
  senderUsername: text,
  senderE164: text,
  // Whatever is not exactly `true` is no owner, and no reason to refuse the message.
  senderIsOwner: z.unknown().optional(),
  ownerNumbers: texts,
  replyToMode: z.enum(["off", "first", "all"]).optional(),
  currentChannelId: text,
} satisfies Fields<MessagingContext>;

const image = z
  .strictObject({ path: text, data: text, mimeType: text })
  .refine(({ path, data }) => path !== undefined || data !== undefined, "must have a path, or data");

const tool = strict<ToolDefinition>({
  name: z.string(),
  description: z.string(),
  inputSchema: thing,
  readOnly: z.boolean(),
  effect: z.enum(["read", "edit", "exec", "network", "external", "host", "none"]).optional(),
  origin: text,
  ownerOnly: flag,
  reaches: callback,
  forward: callback,
  proxied: thing.optional(),
  summary: callback,
  preview: callback,
  paths: callback,
  claude: thing.optional(),
  deferred: flag,
  execute: call,
});

const hook = z.union([
  call,
  z.strictObject({
    handler: call,
    matcher: text,
    timeoutMs: z.number().optional(),
    blocking: flag,
    name: text,
  }),
]);

const fields = {
  ...callbacks,
  ...messaging,
  agentId: text,
  sessionKey: text,
  sessionId: text,
  runId: text,
  prompt: text,
  images: z.array(image).optional(),
  compact: z.strictObject({ focus: text }).optional(),
  workspaceDir: text,
  agentDir: text,
  config: turnConfigSchema.optional(),
  additionalDirectories: texts,
  env: variables,
  // Which engines there are is known, and said with a code of its own, by the resolver.
  runtime: text,
  harness: z.enum(HARNESSES).optional(),
  model: text,
  authProfileId: text,
  authProfileIdSource: z.enum(["user", "auto"]).optional(),
  fallbackModels: texts,
  thinking: z.enum(THINKING_LEVELS).optional(),
  thinkLevel: z.enum(THINKING_LEVELS).optional(),
  reasoningLevel: z.enum(["off", "on", "stream"]).optional(),
  streamParams: strict<StreamParams>({
    temperature: z.number().min(0).max(2).optional(),
    topP: z.number().min(0).max(1).optional(),
    maxOutputTokens: positive.optional(),
    stopSequences: z.array(z.string().min(1)).optional(),
    cacheRetention: z.enum(["none", "short", "long"]).optional(),
  }).optional(),
  verboseLevel: z.enum(["off", "on", "full"]).optional(),
  shouldEmitToolResult: callback,
  shouldEmitToolOutput: callback,
  toolResultFormat: z.enum(["markdown", "plain"]).optional(),
  disableMessageTool: flag,
  requireExplicitMessageTarget: flag,
  outputSchema: thing.optional(),
  skillsSnapshot: strict<SkillsSnapshot>({
    prompt: z.string(),
    skills: z.array(strict<SkillOfSnapshot>({ name: z.string(), location: z.string(), primaryEnv: text })),
  }).optional(),
  extraSystemPrompt: text,
  timeoutMs: positive.optional(),
  maxTurns: positive.int().optional(),
  maxBudgetUsd: positive.optional(),
  billingTag: text,
  abortSignal: z
    .custom<AbortSignal>(
      (value) => typeof (value as AbortSignal | null)?.addEventListener === "function",
      "must be an AbortSignal",
    )
    .optional(),
  disableTools: flag,
  extraTools: z.array(tool).optional(),
  clientTools: z
    .array(strict<ToolOffer>({ name: z.string(), description: z.string(), inputSchema: thing }))
    .optional(),
  toolResults: z
    .array(
      strict<SubmittedToolResult>({
        toolCallId: z.string(),
        content: z.union([z.string(), z.array(thing)]),
        isError: flag,
      }),
    )
    .optional(),
  hooks: z.record(z.string(), hook.optional()).optional(),
  streamMiddleware: z.array(call).optional(),
  ephemeral: flag,
  whenBusy: z.enum(["wait", "fail"]).optional(),
  lane: text,
  exec: z.enum(["ask", "allow", "deny"]).optional(),
  execOverrides: strict<ExecOverrides>({
    timeoutMs: positive.optional(),
    cwd: text,
    env: variables,
    network: texts,
  }).optional(),
  bashElevated: flag,
  allowTools: z
    .array(
      z
        .string()
        .refine(
          (rule) => parseRule(rule) !== null,
          "must be a permission rule: a tool, or a tool with a pattern, as in exec(npm test:*)",
        ),
    )
    .optional(),
  permissionMode: z.enum(PERMISSION_MODES).optional(),
  noUserAvailable: flag,
  confirm: callback,
  approvals: z.enum(["wait"]).optional(),
} satisfies Fields<TurnRequest>;

export const requestSchema = z.strictObject(fields);
