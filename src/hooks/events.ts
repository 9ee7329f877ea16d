/**
 * Every event a hook can be set on, with what its handlers get and may answer. The first eleven have Claude Code's names and Claude
 * Code's payloads, so that its hook scripts work as they are; the others are Tandem's own. Engines make no difference to any of them.
 */

import type { BootstrapFile } from "../context/bootstrap-file.ts";
import type { CostUsd, Usage } from "../cost/usage.ts";
import type { ErrorInfo } from "../kernel/errors.ts";
import type { MessagingContext } from "../kernel/messaging.ts";
import type { StopReason, TurnStatus } from "../kernel/result.ts";
import type { Message, UserContent } from "../sessions/message.ts";
import type {
  AgentStartResult,
  BootstrapResult,
  ClaudeHookResult,
  SendingResult,
  ToolCallResult,
  ToolResultResult,
} from "./results.ts";

/** In every payload of Claude Code's events. */
export interface ClaudeBase {
  /** Id of the Tandem session; the run's id where nothing is kept. */
  readonly session_id: string;
  /** Always empty: the transcript is in the store (`tandem sessions export <session_id> --format claude` writes it). */
  readonly transcript_path: string;
  /** The turn's workspace. */
  readonly cwd: string;
  readonly permission_mode: "default" | "acceptEdits" | "plan" | "bypassPermissions";
  /** Run id of the subagent it happens in; absent outside of one. */
  readonly agent_id?: string;
  readonly agent_type?: string;
}

/** In every payload of Tandem's own events. */
export interface OwnBase {
  readonly runId: string;
  /** `null`: nothing is kept. */
  readonly sessionId: string | null;
  readonly sessionKey: string | null;
  readonly agentId: string;
  readonly workspaceDir: string;
}

interface ToolFields {
  /** Claude Code's name of the tool where it has one (`Bash` for `exec`). A patch fires once for each file, as `Edit` or `Write`. */
  readonly tool_name: string;
  /** With Claude Code's names of the fields, and absolute paths. */
  readonly tool_input: Readonly<Record<string, unknown>>;
  /** Tandem's own name of the tool. */
  readonly tandem_tool_name: string;
  /** The tool's own input, as the hooks before this one left it. */
  readonly tandem_tool_input: Readonly<Record<string, unknown>>;
  /** The model's own id of the call. */
  readonly tool_use_id: string;
  /** Set by an engine whose own subagent makes the call. */
  readonly agent_id?: string;
  readonly agent_type?: string;
}

interface SubagentFields {
  /** Run id of the subagent. */
  readonly agent_id: string;
  readonly agent_type: string;
}

/** The payload of each of Claude Code's events, in addition to {@link ClaudeBase}. All of them may be answered with a {@link ClaudeHookResult}. */
export interface ClaudeFields {
  /** A tool is about to run. Can deny it, have a person asked, change the input. */
  readonly PreToolUse: ToolFields;
  /** A tool gave a result. Can change it, or add to it. */
  readonly PostToolUse: ToolFields & { readonly tool_response: unknown };
  /** A tool failed. Can add to the model's result. */
  readonly PostToolUseFailure: ToolFields & { readonly error: string; readonly is_interrupt?: boolean };
  /** A person is waited for. */
  readonly Notification: {
    readonly message: string;
    readonly title?: string;
    /** `permission_prompt`: an approval was asked. `idle_prompt`: the turn ended and waits for the results of client tools. */
    readonly notification_type: string;
  };
  /** A session's first turn in this process, or its first words after a summary. Can add context. */
  readonly SessionStart: {
    readonly source: "startup" | "resume" | "clear" | "compact";
    readonly model?: string;
    readonly session_title?: string;
  };
  /** `clear`: it was reset. `other`: it was deleted, or Tandem is closed. */
  readonly SessionEnd: { readonly reason: "clear" | "other" };
  /** A message is about to reach the model. Can block it, or add context. */
  readonly UserPromptSubmit: { readonly prompt: string; readonly session_title?: string };
  /** The model ended its reply. Can make it continue. */
  readonly Stop: {
    /** It continues already because a hook wanted it. */
    readonly stop_hook_active: boolean;
    readonly last_assistant_message?: string;
  };
  readonly SubagentStart: SubagentFields;
  readonly SubagentStop: SubagentFields & {
    readonly stop_hook_active: boolean;
    readonly agent_transcript_path: string;
    readonly last_assistant_message?: string;
  };
  /** The history is about to be summarised. Can refuse it. */
  readonly PreCompact: {
    readonly trigger: "manual" | "auto";
    readonly custom_instructions: string | null;
  };
}

/** One tool call of a conversation, in short. */
export interface ToolMeta {
  readonly toolCallId: string;
  readonly toolName: string;
  readonly isError: boolean;
  /** Of the result. */
  readonly chars: number;
}

/** The payload of each of Tandem's own events, in addition to {@link OwnBase}, and the answer it accepts. */
export interface OwnEvents {
  /** The bootstrap files of a turn. The answer's list takes their place. */
  readonly "agent:bootstrap": {
    fields: { readonly files: readonly BootstrapFile[] };
    result: BootstrapResult;
  };
  /** The history is about to be summarised: its end, so that nothing important is lost. */
  readonly "agent:precompact": {
    fields: {
      readonly trigger: "manual" | "threshold" | "overflow";
      /** The last five, oldest first. */
      readonly assistantTexts: readonly string[];
      /** The last ten, oldest first. */
      readonly toolMetas: readonly ToolMeta[];
      readonly lastToolError: { readonly toolName: string; readonly text: string } | null;
      /** Of the conversation, estimated. */
      readonly tokensBefore: number;
      /** The model's. */
      readonly contextWindow: number;
    };
    result: undefined;
  };
  readonly "agent:compaction:end": {
    fields: {
      readonly ok: boolean;
      /** Whether the turn continues after it. */
      readonly willRetry: boolean;
      readonly tokensBefore: number;
      readonly tokensAfter: number;
      readonly error: ErrorInfo | null;
    };
    result: undefined;
  };
  readonly "session:compaction_summary": {
    fields: {
      readonly summary: string;
      readonly tokensBefore: number;
      readonly tokensAfter: number;
      /** Milliseconds since 1970. */
      readonly compactedAt: number;
    };
    result: undefined;
  };
  /** The turn is prepared. May put another system prompt instead of this one, and something before the message. */
  readonly before_agent_start: {
    fields: {
      /** Empty where the turn continues with tool results; nothing can be put before it then. */
      readonly prompt: string;
      readonly systemPrompt: string;
      readonly runtime: string;
      readonly provider: string;
      readonly model: string;
    };
    result: AgentStartResult;
  };
  /** The turn is over. Nobody waits for its handlers but `close`. */
  readonly agent_end: {
    fields: {
      readonly success: boolean;
      readonly status: TurnStatus;
      readonly stopReason: StopReason;
      readonly error: ErrorInfo | null;
      readonly text: string;
      readonly durationMs: number;
      readonly usage: Usage;
      readonly costUsd: CostUsd;
      /** Of this turn, from its prompt on; after a compaction, what was kept of them. */
      readonly messages: readonly Message[];
    };
    result: undefined;
  };
  /** A tool is about to run. */
  readonly before_tool_call: {
    fields: {
      readonly toolCallId: string;
      readonly toolName: string;
      readonly input: Readonly<Record<string, unknown>>;
    };
    result: ToolCallResult;
  };
  /** A tool gave a result, or failed. */
  readonly after_tool_call: {
    fields: {
      readonly toolCallId: string;
      readonly toolName: string;
      readonly input: Readonly<Record<string, unknown>>;
      readonly content: readonly UserContent[];
      readonly isError: boolean;
    };
    result: ToolResultResult;
  };
  /** A message came in, as a turn of its own or into a running one. */
  readonly message_received: {
    fields: { readonly text: string; readonly images: number; readonly messaging: MessagingContext };
    result: undefined;
  };
  /** A message is about to go out. May change its text, or keep it back. */
  readonly message_sending: {
    fields: {
      /** `reply`: the turn's own answer. `message`: sent by the message tool. */
      readonly kind: "reply" | "message";
      readonly text: string;
      /** Channel and address where they are known. */
      readonly channel: string | null;
      readonly to: string | null;
      readonly mediaUrls: readonly string[];
    };
    result: SendingResult;
  };
}

export type ClaudeEvent = keyof ClaudeFields;
export type OwnEvent = keyof OwnEvents;
/** The name of something a hook can be set on. */
export type HookEvent = ClaudeEvent | OwnEvent;

/** An event's payload without the base of its kind; supplied by the code that fires it. */
export type HookFields<E extends HookEvent> = E extends ClaudeEvent
  ? ClaudeFields[E]
  : E extends OwnEvent
    ? OwnEvents[E]["fields"]
    : never;

/** What a handler gets; a shell command as JSON on its standard input. */
export type HookPayload<E extends HookEvent> = E extends ClaudeEvent
  ? ClaudeBase & { readonly hook_event_name: E } & ClaudeFields[E]
  : E extends OwnEvent
    ? OwnBase & { readonly event: E } & OwnEvents[E]["fields"]
    : never;

/** What a handler may answer; nothing is always allowed. */
export type HookResult<E extends HookEvent> = E extends OwnEvent ? OwnEvents[E]["result"] : ClaudeHookResult;

const CLAUDE: Readonly<Record<ClaudeEvent, true>> = {
  PreToolUse: true,
  PostToolUse: true,
  PostToolUseFailure: true,
  Notification: true,
  SessionStart: true,
  SessionEnd: true,
  UserPromptSubmit: true,
  Stop: true,
  SubagentStart: true,
  SubagentStop: true,
  PreCompact: true,
};

const OWN: Readonly<Record<OwnEvent, true>> = {
  "agent:bootstrap": true,
  "agent:precompact": true,
  "agent:compaction:end": true,
  "session:compaction_summary": true,
  before_agent_start: true,
  agent_end: true,
  before_tool_call: true,
  after_tool_call: true,
  message_received: true,
  message_sending: true,
};

export const CLAUDE_EVENTS = Object.keys(CLAUDE) as readonly ClaudeEvent[];
export const HOOK_EVENTS = [...CLAUDE_EVENTS, ...(Object.keys(OWN) as OwnEvent[])] as const;

export function isClaudeEvent(event: HookEvent): event is ClaudeEvent {
  return event in CLAUDE;
}
