/** What the footer of the chat shows, as data; how it looks is for the view. */
import type { Spent } from "../../../cost/spent.ts";
import type { ThinkingLevel } from "../../../routing/model.ts";
import type { PermissionMode } from "../../../turn/facts.ts";

export interface FooterState {
  /** What the next turn will run on, by the resolver; `null`: it would fail, and `problem` says why. */
  readonly route: { readonly runtime: string; readonly provider: string; readonly model: string } | null;
  /** Why the next turn has nothing to run on, in one line. */
  readonly problem: string | null;
  /** Of the next turn. */
  readonly thinking: ThinkingLevel;
  /** `null`: not known. */
  readonly permissionMode: PermissionMode | null;
  /** Tokens of the last model call, and the window of the next turn's model; `null` while one of them is not known. */
  readonly context: { readonly used: number; readonly window: number } | null;
  /** Of the conversation so far; `null` before its first message. */
  readonly spent: Spent | null;
  /** Absolute path. */
  readonly workspaceDir: string;
  /** `null` outside a git repository. */
  readonly branch: string | null;
  /** Of the conversation; `null` before it has one. */
  readonly title: string | null;
}
