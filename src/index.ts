/** Tandem's public face. */

export type { AccountProfile, Accounts, AccountTest, NewAccount } from "./auth/accounts.ts";
export type { MessageChannel, OutgoingMessage } from "./channels/outbox.ts";
export type { ConfigInput } from "./config/schema.ts";
export type { AttemptUsage } from "./cost/attempt-usage.ts";
export type { SpendingGroup, SpendingQuery, SpendingRow } from "./cost/spending.ts";
export type { Spent, Unreported } from "./cost/spent.ts";
export type { CostUsd, ModelPrice, Usage, UsageReport } from "./cost/usage.ts";
export { createTandem } from "./create.ts";
export type { EventBody, EventEnvelope, EventType, TandemEvent } from "./events/event.ts";
export type { Extension, ExtensionApi } from "./extensions/api.ts";
export type { HookEvent, HookPayload, HookResult } from "./hooks/events.ts";
export type { HookContext, HookHandler, HookOptions, TurnRequestHooks } from "./hooks/handler.ts";
export {
  ERROR_CODES,
  type ErrorCode,
  type ErrorInfo,
  FAILURE_KINDS,
  type FailureKind,
  TandemError,
} from "./kernel/errors.ts";
export type {
  ConfirmAnswer,
  ConfirmQuestion,
  ImageInput,
  StreamMiddleware,
  StreamParams,
  SubmittedToolResult,
  TurnCallbacks,
  TurnRequest,
} from "./kernel/request.ts";
export type {
  AttemptRecord,
  ExecutionResult,
  PendingToolCall,
  StopReason,
  SubagentTotals,
  TurnStatus,
} from "./kernel/result.ts";
export type { McpServerStatus, McpState, McpToolStatus } from "./mcp/status.ts";
export type { MemoryAccess } from "./memory/access.ts";
export type { NewMemory, NoteInfo, SavedMemory } from "./memory/agent-memory.ts";
export type { FoundChunk } from "./memory/index-file.ts";
export type { AnswerOutcome, Approvals, GivenAnswer } from "./permissions/approvals.ts";
export { ApprovalSettled } from "./permissions/approvals.ts";
export { describeQuestion, foldLines, type LineTone, type QuestionLine } from "./permissions/describe.ts";
export type {
  ArgumentsPreview,
  CallPreview,
  ChangedFile,
  ChangesPreview,
  CommandPreview,
  Confinement,
  FetchPreview,
  McpPreview,
  MessagePreview,
  SubagentPreview,
  SubagentsPreview,
  WritePreview,
} from "./permissions/preview.ts";
export type { ApprovalAnswer, PendingApproval, RememberedRule } from "./permissions/store.ts";
export type { ModelInfo, ProviderInfo, ThinkingLevel } from "./routing/model.ts";
export type { Entry } from "./sessions/entry.ts";
export type { ExportFormat, ImportFormat, ImportReport, LeftOutLine } from "./sessions/formats/format.ts";
export type {
  AssistantMessage,
  Message,
  RuntimeKind,
  ToolResultMessage,
  UserMessage,
} from "./sessions/message.ts";
export type {
  RunRecord,
  SearchHit,
  SearchOptions,
  SessionInfo,
  SessionListOptions,
} from "./sessions/store.ts";
export type { SkillInfo, SkillScope, SkillStatus, SkillsFace } from "./skills/facade.ts";
export type { SkillsSnapshot } from "./skills/snapshot.ts";
export type { SendMode, SendOptions, SendOutcome, SentMessage } from "./steering/send.ts";
export type {
  DoctorCheck,
  ExportOptions,
  ForkOptions,
  ImportSource,
  Sessions,
  Tandem,
  TurnStream,
} from "./tandem.ts";
export type { TemplateList } from "./templates/library.ts";
export type { Template } from "./templates/template.ts";
export { defineTool } from "./tools/define.ts";
export type { ToolContext, ToolDefinition, ToolOffer, ToolOutput } from "./tools/tool.ts";
export type { PromptPreview } from "./turn/preview.ts";
