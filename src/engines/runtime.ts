/**
 * The contract of an engine. One `run` is one attempt loop of model calls and tool calls inside the engine, from the prompt
 * (or from pending tool results) to the model's last message: no retry, no fallback, no compaction, no policy inside.
 */
import type { Usage } from "../cost/usage.ts";
import type { FailureKind } from "../kernel/errors.ts";
import type { StreamParams } from "../kernel/request.ts";
import type { Capabilities, ModelInfo, ProviderInfo, ThinkingLevel } from "../routing/model.ts";
import type { AssistantMessage, Message, RuntimeKind, UserMessage } from "../sessions/message.ts";
import type { ToolCallInput, ToolCallOutput, ToolOffer } from "../tools/tool.ts";
import type { TransportScope } from "../transport/transport.ts";
import type { PermissionMode } from "../turn/facts.ts";

/** What an engine reports while it runs. `block` numbers are unique within one model message. */
export type EngineEvent =
  | { readonly type: "message-start" }
  | { readonly type: "text-start"; readonly block: number }
  | { readonly type: "text-delta"; readonly block: number; readonly delta: string }
  | { readonly type: "text-end"; readonly block: number }
  | { readonly type: "reasoning-start"; readonly block: number }
  | { readonly type: "reasoning-delta"; readonly block: number; readonly delta: string }
  | { readonly type: "reasoning-end"; readonly block: number }
  | { readonly type: "tool-input-start"; readonly block: number; readonly id: string; readonly name: string }
  | { readonly type: "tool-input-delta"; readonly block: number; readonly id: string; readonly delta: string }
  | { readonly type: "tool-input-end"; readonly block: number; readonly id: string }
  /** The model's message is complete (its content in order, stop reason, usage). Exactly one for each model call that ended well. */
  | { readonly type: "message"; readonly message: EngineMessage }
  /** A steering message entered the conversation; the executor commits it at this point. */
  | { readonly type: "user-message"; readonly message: UserMessage }
  /** The engine had a native session that could not be used; it continued with a fresh one. */
  | { readonly type: "native-reset"; readonly reason: string }
  /** Something the adapter does not know; counted and logged at debug. */
  | { readonly type: "unknown"; readonly name: string };

/** An assistant message before the executor adds origin and cost. */
export type EngineMessage = Pick<AssistantMessage, "content" | "stop" | "usage">;

/** The way to the provider for one of the engine's own subagents. */
export interface SubagentScope extends Pick<TransportScope, "fetch" | "expect" | "close"> {
  /** A complete message arrived; reported before or after the request ends. */
  readonly complete: (usage: Usage) => void;
}

/** What an engine needs to run tools and subagents of its own under the turn's rules. */
export interface NativeRun {
  /** Its own tools that are offered. Each of their calls goes through `runTool` with `perform`. */
  readonly tools: readonly string[];
  /** Absolute real path. */
  readonly workspaceDir: string;
  readonly additionalDirectories: readonly string[];
  readonly permissionMode: PermissionMode;
  /** Runs a call that one of its subagents makes. Never rejects. */
  readonly runNested: (call: ToolCallInput) => Promise<ToolCallOutput>;
  /** Its requests are attempts of the turn, distinguished by the subagent's type. */
  readonly openSubagent: (type: string) => SubagentScope;
  /**
   * Something happened inside the engine that hooks may be set on. Gives what they want read: by a subagent that starts, or by one
   * that stops and is to continue. Never rejects.
   */
  readonly fire: (hook: NativeHook) => Promise<readonly string[]>;
}

/** Claude Code events that only the engine can report, in its format. */
export type NativeHook =
  | {
      readonly event: "Notification";
      readonly message: string;
      readonly title?: string;
      readonly type: string;
    }
  | { readonly event: "SubagentStart"; readonly agentId: string; readonly agentType: string }
  | {
      readonly event: "SubagentStop";
      readonly agentId: string;
      readonly agentType: string;
      readonly lastMessage: string;
      /** It continued already because a hook wanted it. */
      readonly again: boolean;
    };

export interface EngineRun {
  readonly runId: string;
  readonly sessionId: string;
  readonly model: ModelInfo;
  readonly provider: ProviderInfo;
  readonly thinking: ThinkingLevel;
  readonly streamParams: StreamParams;
  readonly systemPrompt: string;
  /** Repaired history, oldest first, without the prompt. May end with tool results when `prompt` is null. */
  readonly history: readonly Message[];
  /** `null`: continue from the history (after a failure in the middle of a tool loop). */
  readonly prompt: UserMessage | null;
  /**
   * Names the state of the conversation before the prompt. An engine that keeps something warm for this session may use it
   * only if it was left at exactly this head, with the same model, system prompt, tools and thinking.
   */
  readonly head: string;
  /** Gives the head of the conversation as it is after this run, for the next run's comparison. Valid once `run` settles. */
  readonly headAfter: () => string;
  readonly tools: readonly ToolOffer[];
  /**
   * Runs one tool call through Tandem's runner. Call it as soon as the engine has the call: it waits by itself until the
   * model's message is complete. Never rejects. Calls of one step may be made at the same time and in any order.
   */
  readonly runTool: (call: ToolCallInput) => Promise<ToolCallOutput>;
  readonly transport: TransportScope;
  /** Messages sent during the run that wait to enter before the next model call; taking them empties the queue. */
  readonly takeSteering: () => readonly UserMessage[];
  /** Synchronous and cheap; never throws. */
  readonly emit: (event: EngineEvent) => void;
  readonly signal: AbortSignal;
  /** False: leave nothing behind that a later run could use (ephemeral and probe turns). */
  readonly keepWarm: boolean;
  /** Absent: the engine runs no tools of its own. */
  readonly native?: NativeRun;
  /** True: log nothing above debug (probes). */
  readonly quiet?: boolean;
}

/** How a run ended. The transport holds the facts of a provider's failure. */
export type EngineRunResult =
  | { readonly outcome: "ok" }
  | { readonly outcome: "aborted" }
  | {
      readonly outcome: "failed";
      /** For failures that did not come over the wire; the transport's classification wins where it has one. */
      readonly kind: FailureKind;
      readonly message: string;
      readonly cause?: unknown;
      /** Content of a message that was cut off, if any was shown. */
      readonly partial?: EngineMessage;
    };

export interface AgentRuntime {
  readonly kind: RuntimeKind;
  readonly displayName: string;
  /** What this engine can do with this model; true, and tested. */
  capabilities(model: ModelInfo): Capabilities;
  /** Whether the engine can start here (binary present and so on); `remedy` says what to install. Cheap, no network. */
  check(): Promise<
    | { readonly ok: true; readonly version: string }
    | { readonly ok: false; readonly reason: string; readonly remedy: string }
  >;
  /** Never rejects. Settles promptly on abort, whatever tools do. */
  run(run: EngineRun): Promise<EngineRunResult>;
  /** Optional: prepares for a new conversation with these settings, so that its first turn starts sooner. */
  prewarm?(
    settings: Pick<
      EngineRun,
      "model" | "provider" | "thinking" | "systemPrompt" | "tools" | "streamParams" | "native"
    >,
  ): void;
  /** Ends everything the engine holds for this session (deleted, reset). */
  forget?(sessionId: string): void;
  /** Ends all children; settles when they are gone. */
  close(): Promise<void>;
}
