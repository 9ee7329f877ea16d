/**
 * What a call will do, as data: made once, from the tool and its input as things are now, and shown to whoever is asked, wherever they
 * are asked. Plain JSON, so that it can be stored and sent.
 */

/** One file of a change. */
export interface ChangedFile {
  /** Relative to the workspace where inside, else absolute. */
  readonly path: string;
  readonly change: "added" | "deleted" | "changed" | "moved";
  /** Where a moved file goes. */
  readonly movedTo?: string;
}

/** `edit`, `apply_patch`: files are changed in place. */
export interface ChangesPreview extends Problem {
  readonly kind: "changes";
  readonly files: readonly ChangedFile[];
  /** Unified, against the files as they are now; with a `problem` the change as the model wrote it. */
  readonly diff: string;
}

/** `write`: a whole file. */
export interface WritePreview extends Problem {
  readonly kind: "write";
  readonly path: string;
  /** Whether a file is there that will be replaced. */
  readonly replaces: boolean;
  readonly content: string;
  /** Characters that `content` leaves out at its end; absent: none. */
  readonly left?: number;
  /** Against the file that is replaced; `null`: there is none, or it is no text. */
  readonly diff: string | null;
}

/** `exec`: a shell command. */
export interface CommandPreview extends Problem {
  readonly kind: "command";
  readonly command: string;
  /** Absolute. */
  readonly cwd: string;
  readonly background: boolean;
  /** Milliseconds after which it is ended. */
  readonly timeoutMs: number;
  /** Names of variables that the caller of the turn sets for it. */
  readonly env: readonly string[];
  readonly confinement: Confinement;
}

/** What a command can do at most. */
export type Confinement =
  | {
      readonly kind: "sandbox";
      /** Folders it may write in, absolute. */
      readonly writable: readonly string[];
      /** Domains it may reach; none: no network. */
      readonly network: readonly string[];
    }
  /** It may do all that the user may: by configuration, or because this turn asked for it. */
  | { readonly kind: "none"; readonly why: "config" | "elevated" };

/** A tool of an MCP server. */
export interface McpPreview extends Problem {
  readonly kind: "mcp";
  readonly server: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** `web_fetch`. */
export interface FetchPreview extends Problem {
  readonly kind: "fetch";
  readonly url: string;
}

/** `message`. */
export interface MessagePreview extends Problem {
  readonly kind: "message";
  /** `null`: the conversation's own. */
  readonly channel: string | null;
  /** `null`: where the answer goes. */
  readonly target: string | null;
  readonly text: string;
  readonly media: readonly string[];
  readonly replyTo: string | null;
}

/** One task of `spawn_subagent`. */
export interface SubagentPreview {
  readonly task: string;
  readonly agentId: string;
  /** `null`: the one of this turn. */
  readonly model: string | null;
  readonly runtime: string | null;
  readonly thinking: string | null;
  /** `null`: all tools of this turn. */
  readonly tools: readonly string[] | null;
  readonly timeoutMs: number | null;
}

/** `spawn_subagent`. */
export interface SubagentsPreview extends Problem {
  readonly kind: "subagents";
  readonly mode: "single" | "chain" | "parallel";
  readonly tasks: readonly SubagentPreview[];
  /** What they may do without asking. */
  readonly permissionMode: string;
}

/** Any other tool. */
export interface ArgumentsPreview extends Problem {
  readonly kind: "arguments";
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Why no more can be shown. */
  readonly unavailable?: string;
}

interface Problem {
  /** Why the call would fail as things are now; absent: nothing is known to stand in its way. */
  readonly problem?: string;
}

export type CallPreview =
  | ChangesPreview
  | WritePreview
  | CommandPreview
  | McpPreview
  | FetchPreview
  | MessagePreview
  | SubagentsPreview
  | ArgumentsPreview;
