/** What a caller asks for: one turn. */

import type { TurnConfig } from "../config/turn-config.ts";
import type { Harness } from "../engines/claude/native/harness.ts";
import type { TandemEvent } from "../events/event.ts";
import type { TurnRequestHooks } from "../hooks/handler.ts";
import type { CallPreview } from "../permissions/preview.ts";
import type { ThinkingLevel } from "../routing/model.ts";
import type { ExecOverrides } from "../sandbox/overrides.ts";
import type { RuntimeKind, UserContent } from "../sessions/message.ts";
import type { SkillsSnapshot } from "../skills/snapshot.ts";
import type { JsonSchema, ToolDefinition, ToolOffer } from "../tools/tool.ts";
import type { PermissionMode } from "../turn/facts.ts";
import type { MessagingContext } from "./messaging.ts";

/** Sampling parameters. The turn is refused if the resolved model does not support one of them. */
export interface StreamParams {
  readonly temperature?: number;
  readonly topP?: number;
  readonly maxOutputTokens?: number;
  readonly stopSequences?: readonly string[];
  readonly cacheRetention?: "none" | "short" | "long";
}

/** An image by path or data. A path from a prompt must be in an allowed folder; one that the caller passes may be anywhere. */
export type ImageInput = { readonly path: string } | { readonly data: string; readonly mimeType: string };

/** Transforms the normalised stream: returns the event, another, several, or none. Lifecycle events always pass. */
export type StreamMiddleware = (event: TandemEvent) => TandemEvent | readonly TandemEvent[] | null;

/** Callbacks of a run. They are never awaited; errors in them become a `warning` event. */
export interface TurnCallbacks {
  /** The reply so far; never shorter than before within one message. */
  readonly onPartialReply?: (reply: { readonly text: string }) => void;
  readonly onAssistantMessageStart?: () => void;
  readonly onBlockReply?: (block: { readonly text: string }) => void;
  readonly onBlockReplyFlush?: () => void;
  readonly onReasoningStream?: (reasoning: { readonly text: string }) => void;
  /** A tool is done. `verboseLevel` and the options next to it decide what is passed: at most 8,000 characters, or 400 of an error. */
  readonly onToolResult?: (result: {
    readonly toolCallId: string;
    readonly toolName: string;
    readonly text: string;
    readonly isError: boolean;
  }) => void;
  /** Every event, as `stream` gives it. */
  readonly onAgentEvent?: (event: TandemEvent) => void;
}

/** A client tool's result for a call that a turn left pending. */
export interface SubmittedToolResult {
  /** The model's own id, as in `pendingToolCalls`. */
  readonly toolCallId: string;
  readonly content: string | readonly UserContent[];
  /** The model sees it as a failure; default false. */
  readonly isError?: boolean;
}

/** One turn, from a user message to a final reply. Only `prompt` (or `images`, or `toolResults`) is required. */
export interface TurnRequest extends TurnCallbacks, MessagingContext {
  /** Which agent's settings apply: `main` (the default) or one of the configuration's `agents`. */
  readonly agentId?: string;
  /** Names the conversation; default: a new session of the agent. `probe-…`: a probe, see `sessionId`. */
  readonly sessionKey?: string;
  /**
   * A particular transcript; must exist. An id that starts with `probe-` makes the turn a probe (a health check): it writes nothing,
   * as with `ephemeral`, and is logged at debug level only.
   */
  readonly sessionId?: string;
  /** Becomes the run's id; must be new. */
  readonly runId?: string;
  /** The user's message. */
  readonly prompt?: string;
  /** Images that go with the message. */
  readonly images?: readonly ImageInput[];
  /** Instead of a prompt: replaces the older part of the session with a summary. `focus`: what to keep in particular. */
  readonly compact?: { readonly focus?: string };
  /** Existing folder that the tools work in. Default: the config's workspace, or else the folder the process started in. */
  readonly workspaceDir?: string;
  /**
   * Existing folder of the agent's own files: bootstrap files (SOUL.md, IDENTITY.md …) that the workspace lacks are taken from here.
   * Default: the agent's `dir` in the config, or else none.
   */
  readonly agentDir?: string;
  /** Settings for this turn that replace the configuration's. */
  readonly config?: TurnConfig;
  /** More folders that the file tools may use. */
  readonly additionalDirectories?: readonly string[];
  /** Environment variables for the turn's tools, added to the clean environment; values are not logged. */
  readonly env?: Readonly<Record<string, string>>;
  /** Engine of the turn. Default: the session's last one; for a new session the config's, or the one that suits the model. */
  readonly runtime?: RuntimeKind;
  /** How the Claude engine runs; default: the agent's setting, or else the config's. `native` is refused on an engine without its own tools. */
  readonly harness?: Harness;
  /** Model string: `claude-…`, an alias, `provider/model`, `recipe:name`. */
  readonly model?: string;
  /** Credential profile. With source `user` (the default), no other profile is tried; with `auto`, it is tried first. */
  readonly authProfileId?: string;
  readonly authProfileIdSource?: "user" | "auto";
  /**
   * Model strings to try when a model fails: exactly these, instead of the config's, and without its primary model at the end. `[]`: no
   * other model and no other engine is asked; the turn fails with the requested model's error. Subagents inherit it.
   */
  readonly fallbackModels?: readonly string[];
  /** How much the model reasons. Default: the agent's or the config's level. A level that the model doesn't have is an error. */
  readonly thinking?: ThinkingLevel;
  /** Another name of `thinking`, as other programs write it. Both may be given when they say the same. */
  readonly thinkLevel?: ThinkingLevel;
  /**
   * How much of the model's reasoning `onReasoningStream` gets: nothing, each complete block (before the answer), or all of it
   * as it arrives (`stream`, the default). Events always carry it.
   */
  readonly reasoningLevel?: "off" | "on" | "stream";
  /** Sampling and limits of each model call; one that the engine or model cannot obey is an error. */
  readonly streamParams?: StreamParams;
  /**
   * What `onToolResult` gets. `off`: nothing. `on`: the call and any error. `full` (the default): the output, too.
   */
  readonly verboseLevel?: "off" | "on" | "full";
  /** Decides per result, instead of `verboseLevel`, whether `onToolResult` is called. */
  readonly shouldEmitToolResult?: () => boolean;
  /** Decides per result, instead of `verboseLevel`, whether the output is included. */
  readonly shouldEmitToolOutput?: () => boolean;
  /** Format of the text for `onToolResult`: the call as a heading with the output in a fence, or plain lines. Default: the bare output. */
  readonly toolResultFormat?: "markdown" | "plain";
  /** The `message` tool is not offered. */
  readonly disableMessageTool?: boolean;
  /** The `message` tool refuses calls without a target. */
  readonly requireExplicitMessageTarget?: boolean;
  /**
   * JSON Schema that the final reply must match; the parsed value is the result's `output`. If the reply does not match, the model
   * is asked once more, and then the turn fails with `output_invalid`.
   */
  readonly outputSchema?: JsonSchema;
  /** Skills as they were when the snapshot was made, instead of the current ones; see `Tandem.skills.snapshot`. */
  readonly skillsSnapshot?: SkillsSnapshot;
  /** Appended to the system prompt. */
  readonly extraSystemPrompt?: string;
  /** Milliseconds for the whole turn, counted from the call; default 600,000. Must be positive. */
  readonly timeoutMs?: number;
  /** Most model calls in this turn. */
  readonly maxTurns?: number;
  /**
   * Most US dollars this turn may spend. After the first call, none is made that would likely exceed this. Requires a model with a
   * known price.
   */
  readonly maxBudgetUsd?: number;
  /** Tag for the turn's cost, on its run and in `tandem usage`: letters, digits or `_.:@-`, at most 128. */
  readonly billingTag?: string;
  /** Stops the turn, at any stage; its status is then `aborted`. */
  readonly abortSignal?: AbortSignal;
  /** True: the model is offered no tools. */
  readonly disableTools?: boolean;
  /** The caller's own tools, in addition to the built-in ones. */
  readonly extraTools?: readonly ToolDefinition[];
  /**
   * Tools that the caller runs itself. If a message of the model calls one, the turn ends with stop reason `tool_calls` once its other
   * calls are done. The result's `pendingToolCalls` wait for the `toolResults` of a later turn, which must pass the tools again.
   */
  readonly clientTools?: readonly ToolOffer[];
  /**
   * Results of the session's pending calls, from which the conversation continues: in any order, from any process, on any engine. If
   * some are missing, the others are kept and the turn ends with the rest pending, without asking the model. With a prompt the turn
   * does not wait, and missing results count as interrupted. An empty list retries after a turn that took the last results and failed.
   */
  readonly toolResults?: readonly SubmittedToolResult[];
  /** Hooks of this turn; they run after those of the configuration, of extensions and of the library. */
  readonly hooks?: TurnRequestHooks;
  /** Applied to each event in this order, before callbacks, `stream` and the event log get it. */
  readonly streamMiddleware?: readonly StreamMiddleware[];
  /** Nothing is written to the store: no session, no events, no usage. */
  readonly ephemeral?: boolean;
  /**
   * What to do while another process runs a turn in the session: wait for it to end, as long as this turn's timeout allows, or fail at
   * once with `session_busy`. Default `wait`. Turns of this process always wait for each other.
   */
  readonly whenBusy?: "wait" | "fail";
  /** Global lane: `main` (default), `subagent`, `cron` or one of the config. */
  readonly lane?: string;
  /** Whether `exec` may run: `ask` (needs `confirm`), `allow`, `deny`. Default `deny` without `confirm`. */
  readonly exec?: "ask" | "allow" | "deny";
  /** Settings of `exec` for this turn; each one narrows what the configuration allows or sets a default for the model's calls. */
  readonly execOverrides?: ExecOverrides;
  /**
   * True: commands of this turn run outside the sandbox. Refused with `elevation_denied` before anything runs unless the configuration
   * allows it (`sandbox.allowElevated`) and the sender is the owner, or the request names no sender at all.
   */
  readonly bashElevated?: boolean;
  /** Permission rules that allow calls without asking in this turn (`exec(npm test:*)`, `mcp__github__*`), in addition to the config's. */
  readonly allowTools?: readonly string[];
  /** What may happen without asking; default: the config's `permissions.mode`. */
  readonly permissionMode?: PermissionMode;
  /** True: nobody can be asked, so anything that needs approval is denied at once. */
  readonly noUserAvailable?: boolean;
  /**
   * Answers this turn's approvals, one at a time. Anything but a clear yes, including an error, is a no. Absent: nobody can be
   * asked, unless `approvals` says otherwise.
   */
  readonly confirm?: (question: ConfirmQuestion) => Promise<ConfirmAnswer>;
  /** `wait`: even without `confirm`, approvals wait for an answer by their id (`tandem.approvals`, `tandem approve`). */
  readonly approvals?: "wait";
}

/**
 * `remember`: the same call needs no question in this agent's workspace from now on. `instead`, with `allow: false`: what to do in place
 * of the call; the model reads it as the call's result.
 */
export type ConfirmAnswer =
  | boolean
  | { readonly allow: boolean; readonly remember?: boolean; readonly instead?: string };

/** Something that needs a person's approval before a tool continues. */
export interface ConfirmQuestion {
  /** It can also be answered by this id from another process; the first answer counts. */
  readonly approvalId: string;
  readonly toolCallId: string;
  readonly toolName: string;
  readonly agentId: string;
  /** Real path of the turn's workspace. */
  readonly workspaceDir: string;
  /** What will happen, one line. */
  readonly summary: string;
  /** What will happen, whole; `describeQuestion` gives it as lines of text. */
  readonly preview: CallPreview;
  /** Why it is asked whatever mode and rules say: the words of a hook. */
  readonly reason?: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** What `remember` would remember, as people read it; `null`: it cannot be. */
  readonly rule: string | null;
  /**
   * Aborted when the question no longer needs an answer: it was answered elsewhere, timed out, or the turn ended. The reason is an
   * `ApprovalSettled` when it is known what became of it.
   */
  readonly signal: AbortSignal;
}
