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

/** Sampling parameters; each must be in the resolved capabilities or the turn is refused. */
export interface StreamParams {
  readonly temperature?: number;
  readonly topP?: number;
  readonly maxOutputTokens?: number;
  readonly stopSequences?: readonly string[];
  readonly cacheRetention?: "none" | "short" | "long";
}

/** An image by path, data or both; a path must lie in an allowed folder when it comes from a prompt, not when the caller names it. */
export type ImageInput = { readonly path: string } | { readonly data: string; readonly mimeType: string };

/** A transform over the normalised stream: the event, another, several, or none. Lifecycle events pass whatever it says. */
export type StreamMiddleware = (event: TandemEvent) => TandemEvent | readonly TandemEvent[] | null;

/** Callbacks of a run; awaited never, errors in them become a `warning` event. */
export interface TurnCallbacks {
  /** The reply so far; never shorter than before within one message. */
  readonly onPartialReply?: (reply: { readonly text: string }) => void;
  readonly onAssistantMessageStart?: () => void;
  readonly onBlockReply?: (block: { readonly text: string }) => void;
  readonly onBlockReplyFlush?: () => void;
  readonly onReasoningStream?: (reasoning: { readonly text: string }) => void;
  /** A tool is done. What it gets is chosen by `verboseLevel` and its neighbours; at most 8,000 characters, of an error 400. */
  readonly onToolResult?: (result: {
    readonly toolCallId: string;
    readonly toolName: string;
    readonly text: string;
    readonly isError: boolean;
  }) => void;
  readonly onAgentEvent?: (event: TandemEvent) => void;
}

/** What a client tool gave for a call that a turn left pending. */
export interface SubmittedToolResult {
  /** The model's own id, as in `pendingToolCalls`. */
  readonly toolCallId: string;
  readonly content: string | readonly UserContent[];
  /** The model sees it as a failure; default false. */
  readonly isError?: boolean;
}

/** One turn: a user message to a final reply. Only `prompt` (or `images`, or `toolResults`) is needed. */
export interface TurnRequest extends TurnCallbacks, MessagingContext {
  /** Which agent's settings apply; default `main`. Letters, digits, `-`, `_`; at most 64. */
  readonly agentId?: string;
  /** Names the conversation; made from the agent and a new session when left out. `probe-…`: a probe, see `sessionId`. */
  readonly sessionKey?: string;
  /**
   * A particular transcript; must exist. One that begins with `probe-` makes the turn a probe, a health check: it writes nothing, as
   * with `ephemeral`, and is logged at debug only.
   */
  readonly sessionId?: string;
  /** Becomes the run's id; must be new. */
  readonly runId?: string;
  readonly prompt?: string;
  readonly images?: readonly ImageInput[];
  /** In place of a prompt: puts a summary in place of the session's older part. `focus`: what to keep in particular. */
  readonly compact?: { readonly focus?: string };
  /** Existing folder the tools work in. Default: the config's workspace, else the process's folder at start. */
  readonly workspaceDir?: string;
  /**
   * Existing folder of the agent's own files: a bootstrap file (SOUL.md, IDENTITY.md …) that the workspace lacks is taken from here.
   * Default: the agent's `dir` of the config, else none.
   */
  readonly agentDir?: string;
  /** Settings of this turn in place of the configuration's. */
  readonly config?: TurnConfig;
  /** Further folders the file tools may enter. */
  readonly additionalDirectories?: readonly string[];
  /** Environment of the turn's tools, on top of the clean one; values are not logged. */
  readonly env?: Readonly<Record<string, string>>;
  readonly runtime?: RuntimeKind;
  /** How the Claude engine runs; default the agent's, else the config's. `native` is refused on an engine that has no tools of its own. */
  readonly harness?: Harness;
  /** Model string: `claude-…`, an alias, `provider/model`, `recipe:name`. */
  readonly model?: string;
  /** Credential profile. With source `user` (the default) it is the only one tried; with `auto` it is tried first. */
  readonly authProfileId?: string;
  readonly authProfileIdSource?: "user" | "auto";
  /**
   * Model strings to try when a model fails: exactly these, in place of the config's, and without its primary model at the end. `[]`: no
   * other model and no other engine is asked; the turn fails with the requested model's error. Subagents inherit it.
   */
  readonly fallbackModels?: readonly string[];
  readonly thinking?: ThinkingLevel;
  /** Another name of `thinking`, as other programs write it. Both may be given when they say the same. */
  readonly thinkLevel?: ThinkingLevel;
  /**
   * How much of the model's reasoning `onReasoningStream` gets: nothing, each block when it is complete (before the answer), or all of
   * it as it comes (`stream`, the default). Events carry it in any case.
   */
  readonly reasoningLevel?: "off" | "on" | "stream";
  readonly streamParams?: StreamParams;
  /**
   * What `onToolResult` gets. `off`: nothing. `on`: which tool ran on what, and errors. `full` (the default): the output too.
   */
  readonly verboseLevel?: "off" | "on" | "full";
  /** Asked at each result, in place of `verboseLevel`: whether `onToolResult` is called. */
  readonly shouldEmitToolResult?: () => boolean;
  /** Asked at each result, in place of `verboseLevel`: whether it gets the output. */
  readonly shouldEmitToolOutput?: () => boolean;
  /** Form of the text that `onToolResult` gets: the call as a heading and the output fenced, or plain lines. Default: the bare output. */
  readonly toolResultFormat?: "markdown" | "plain";
  /** The `message` tool is not offered. */
  readonly disableMessageTool?: boolean;
  /** The `message` tool sends nothing without a target named in the call. */
  readonly requireExplicitMessageTarget?: boolean;
  /**
   * JSON Schema the final reply must fit; its value is then the result's `output`. A reply that does not fit is asked for once more,
   * and after that the turn fails with `output_invalid`.
   */
  readonly outputSchema?: JsonSchema;
  /** Skills as they were when it was made, in place of those there are now; see `Tandem.skills.snapshot`. */
  readonly skillsSnapshot?: SkillsSnapshot;
  /** Appended to the system prompt. */
  readonly extraSystemPrompt?: string;
  /** Milliseconds for the whole turn from its entry into the kernel; default 600,000. Must be positive. */
  readonly timeoutMs?: number;
  /** Most model calls in this turn. */
  readonly maxTurns?: number;
  /**
   * Most US dollars this turn may spend. A call after the first is not made when what was spent and what it will likely cost pass
   * this. Needs a known price.
   */
  readonly maxBudgetUsd?: number;
  /** What the turn is billed under, on its run and in `tandem usage`: letters, digits or `_.:@-`, at most 128. */
  readonly billingTag?: string;
  readonly abortSignal?: AbortSignal;
  readonly disableTools?: boolean;
  /** Tools of the caller, beside the built-in ones. */
  readonly extraTools?: readonly ToolDefinition[];
  /**
   * Tools that the caller runs itself. A message of the model that calls any ends the turn with stop reason `tool_calls`, once its
   * other calls are done; the result's `pendingToolCalls` wait for `toolResults` of a later turn, which is to name the tools again.
   */
  readonly clientTools?: readonly ToolOffer[];
  /**
   * Results of pending calls of the session, which go on from there: in any order, from any process, on any engine. While some are
   * missing they are kept and the turn ends with the rest pending, without asking the model; with a prompt it does not wait for them
   * and what is missing counts as interrupted. An empty list goes on after a turn that took the last results and failed.
   */
  readonly toolResults?: readonly SubmittedToolResult[];
  /** Hooks of this turn, after those of the configuration, of extensions and of the library. */
  readonly hooks?: TurnRequestHooks;
  readonly streamMiddleware?: readonly StreamMiddleware[];
  /** Nothing is written to the store: no session, no events, no usage. */
  readonly ephemeral?: boolean;
  /**
   * When a turn of another process runs in the session: wait for its end, as long as this turn's own timeout allows, or fail at once
   * with `session_busy`. Default `wait`. Turns of this process always wait for each other.
   */
  readonly whenBusy?: "wait" | "fail";
  /** Global lane: `main` (default), `subagent`, `cron` or one of the config. */
  readonly lane?: string;
  /** Whether `exec` may run: `ask` (needs `confirm`), `allow`, `deny`. Default `deny` without `confirm`. */
  readonly exec?: "ask" | "allow" | "deny";
  /** Settings of `exec` for this turn; each narrows what the configuration allows, or is a default for the model's calls. */
  readonly execOverrides?: ExecOverrides;
  /**
   * True: commands of this turn run outside the sandbox. Refused with `elevation_denied` before anything runs unless the configuration
   * allows it (`sandbox.allowElevated`) and the sender is the owner, or the request names no sender at all.
   */
  readonly bashElevated?: boolean;
  /** Permission rules whose calls need no question in this turn (`exec(npm test:*)`, `mcp__github__*`), beside the config's. */
  readonly allowTools?: readonly string[];
  /** What may happen without asking; default the config's `permissions.mode`. */
  readonly permissionMode?: PermissionMode;
  /** True: nobody is there, so whatever would be asked is denied at once. */
  readonly noUserAvailable?: boolean;
  /**
   * Answers approvals of this turn, one question at a time. Anything but a clear yes, and an error, is a no. Absent: nobody can be
   * asked, unless `approvals` says otherwise.
   */
  readonly confirm?: (question: ConfirmQuestion) => Promise<ConfirmAnswer>;
  /** `wait`: without `confirm` too, questions wait for an answer by their id (`tandem.approvals`, `tandem approve`). */
  readonly approvals?: "wait";
}

/**
 * `remember`: the same call needs no question in this agent's workspace from now on. `instead`, with `allow: false`: what to do in place
 * of the call; the model reads it as the call's result.
 */
export type ConfirmAnswer =
  | boolean
  | { readonly allow: boolean; readonly remember?: boolean; readonly instead?: string };

/** Something a person must allow before a tool goes on. */
export interface ConfirmQuestion {
  /** By which it can also be answered from elsewhere; the first answer counts. */
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
   * Aborted when the question needs no answer any more: answered elsewhere, out of time, or the turn is over. The reason is an
   * `ApprovalSettled` when it is known what became of it.
   */
  readonly signal: AbortSignal;
}
