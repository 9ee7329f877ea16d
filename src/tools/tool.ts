/** One tool definition, run by Tandem's tool runner, offered to both engines. */
import type { TurnOutbox } from "../channels/turn-outbox.ts";
import type { CallPreview } from "../permissions/preview.ts";
import type { ApiKind } from "../routing/model.ts";
import type { GuardedPath } from "../safety/guarded.ts";
import type { UserContent } from "../sessions/message.ts";
import type { SessionNotes } from "../sessions/session-notes.ts";
import type { TurnFacts } from "../turn/facts.ts";
import type { ClaudeView } from "./claude-view.ts";

/** A JSON Schema object (draft 2020-12 or 7); `type: "object"` at the top. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface ToolOutput {
  readonly content: readonly UserContent[];
  /** The model sees the result as an error. Throwing has the same effect. */
  readonly isError?: boolean;
  /** For hosts and the page (a diff, an exit code); never sent to a model. */
  readonly details?: unknown;
}

export interface ToolContext {
  readonly toolCallId: string;
  readonly runId: string;
  readonly sessionId: string | null;
  /** Aborted when the turn ends; a tool that ignores it is left behind, not waited for. */
  readonly signal: AbortSignal;
  /** Absolute real path of the turn's workspace. */
  readonly workspaceDir: string;
  readonly additionalDirectories: readonly string[];
  /** @internal Folders no file tool may enter whatever else is allowed: Tandem's own data. Absolute paths. */
  readonly protectedDirectories?: readonly string[];
  /** Real paths that may be read and not written: the folders of the turn's skills. */
  readonly readableDirectories?: readonly string[];
  /** @internal Read-only to every tool wherever they are: what Tandem itself runs or takes settings from. */
  readonly guarded?: readonly GuardedPath[];
  /** @internal Whether permission rules keep an absolute path from being read: searches leave it out. */
  readonly unreadable?: (path: string) => boolean;
  /** The clean environment of this turn (PATH, HOME, LANG, TMPDIR … and the request's `env`): no credentials. */
  readonly env: Readonly<Record<string, string>>;
  /** Progress so far; becomes a `tool-progress` event. Ignored after the tool has settled. */
  readonly onUpdate: (content: readonly UserContent[]) => void;
  /** Asks a person; resolves false when nobody can answer. */
  readonly confirm: (summary: string) => Promise<boolean>;
  /** Whether commands may run in this turn. */
  readonly exec: "ask" | "allow" | "deny";
  /** @internal What is known of the turn; absent only where a tool is run outside one. */
  readonly turn?: TurnFacts;
  /** @internal What tools keep with the session; absent only where a tool is run outside a turn. */
  readonly notes?: SessionNotes;
  /** @internal The way out for messages; absent only where a tool is run outside a turn. */
  readonly outbox?: TurnOutbox;
  /** @internal Set for a call that the engine itself carries out, with the input it is to have; never rejects. See {@link ToolCallInput.perform}. */
  readonly perform?: (input: Readonly<Record<string, unknown>>) => Promise<ToolOutput>;
}

/**
 * What a tool does to the world, as permission modes see it. `read`: looks at files of the allowed folders. `edit`: changes them.
 * `exec`: runs programs. `network`: fetches from elsewhere. `external`: whatever a program that is not Tandem's does. `host`: runs code
 * that the host gave for this purpose. `none`: touches nothing but the conversation and Tandem's own notes.
 */
export type ToolEffect = "read" | "edit" | "exec" | "network" | "external" | "host" | "none";

export interface ToolDefinition<Input = Record<string, unknown>> {
  /** Letters, digits, `_` and `-`, at most 64. */
  readonly name: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
  /** Read-only tools of one step run in parallel; others run alone, in the model's order. */
  readonly readOnly: boolean;
  /** Default: `read` when read-only, else `host`. */
  readonly effect?: ToolEffect;
  /** Where it comes from (`builtin`, `mcp:<server>`, `extension:<name>`, `client`, `native`); default the caller's own. */
  readonly origin?: string;
  /** Offered and run only for a sender who is the owner. */
  readonly ownerOnly?: boolean;
  /** @internal For a tool that runs others by name: which one a call means. Policy and permission rules are held against that one too. */
  readonly reaches?: (input: Input) => string | null;
  /** @internal The tool in whose place a call of this one runs, with the input for it: every gate, hook and approval sees that one. Throws TandemError. */
  readonly forward?: (input: Input) => {
    readonly tool: ToolDefinition;
    readonly input: Readonly<Record<string, unknown>>;
  };
  /** @internal Set where some wire API refuses the schema as it is: offered there through the proxy tool instead. */
  readonly proxied?: ProxiedTool;
  /** What a call will do, in one line for the person who is asked; default the name and the input. */
  readonly summary?: (input: Input) => string;
  /**
   * What a call will do, whole, for the person who is asked; default the input. Changes nothing. What is in the way of the call is
   * the preview's `problem`; an error shows the input instead of a preview.
   */
  readonly preview?: (input: Input, context: ToolContext) => CallPreview | Promise<CallPreview>;
  /** The paths a call is about, as they are in the input, for permission rules; default the input's `path`. */
  readonly paths?: (input: Input) => readonly string[];
  /** @internal How Claude Code would have made a call, for hooks written for it; absent: with the same name and fields. Not for hosts to set. */
  readonly claude?: ClaudeView;
  /** @internal Run by the caller of the turn: a call that passes every gate ends the turn as pending, and `execute` is not called. */
  readonly deferred?: boolean;
  /** Called with input that has been validated against the schema. */
  readonly execute: (input: Input, context: ToolContext) => Promise<ToolOutput>;
}

/** A tool that some wire APIs do not take as it is. */
export interface ProxiedTool {
  readonly server: string;
  /** The server's own name of it. */
  readonly tool: string;
  /** Why, by API. */
  readonly refused: ReadonlyMap<ApiKind, string>;
}

/** What an engine needs to offer a tool. */
export interface ToolOffer {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
}

/** A model's call as an engine hands it over. */
export interface ToolCallInput {
  readonly id: string;
  readonly name: string;
  /** Parsed arguments as the engine gives them. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The raw JSON as streamed, when known; the runner refuses a call whose raw JSON does not parse. */
  readonly rawInput?: string;
  /**
   * For a tool that the engine runs (origin `native`): carries it out. The tool's definition calls it once every gate has let the call
   * through; a call that is refused is never performed.
   */
  readonly perform?: ToolContext["perform"];
  /** The engine's own subagent that makes the call; absent for calls of the conversation. */
  readonly agent?: { readonly id: string; readonly type: string };
}

/** What goes back to the model. */
export interface ToolCallOutput {
  readonly content: readonly UserContent[];
  readonly isError: boolean;
}
