/** A part of the system prompt that comes from outside its own words: bootstrap files, skills, what a memory holds. */
import type { Omission } from "../tools/source.ts";
import type { TurnFacts } from "../turn/facts.ts";

/** A file whose text is in the prompt. */
export interface InjectedFile {
  /** As shown in the prompt (`AGENTS.md`). */
  readonly name: string;
  /** Absolute; `null` where a hook or the caller gave the text. */
  readonly path: string | null;
  readonly rawChars: number;
  /** What of it is in the prompt, marker included. */
  readonly chars: number;
  readonly cut: boolean;
}

export interface PromptSection {
  /** Names the part in the report and in `prompt.changed`: `bootstrap`, `skills`, `memory`, `messaging`. Unique. */
  readonly name: string;
  /** Not empty. Same inputs, same bytes: no date, no counter, no order that changes by itself. */
  readonly text: string;
  /** The section is left out of a turn that offers none of these tools. */
  readonly tools?: readonly string[];
  readonly files?: readonly InjectedFile[];
  readonly skills?: readonly { readonly name: string; readonly chars: number }[];
}

export interface PromptMaterial {
  readonly sections: readonly PromptSection[];
  readonly omissions?: readonly Omission[];
  /** Real paths of folders that the turn's tools may read beside the workspace, because a section speaks of them. */
  readonly readableDirectories?: readonly string[];
  /** Variables for the turn's tools, below those of the request. The values are in no prompt, event or log. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Gives its sections for a turn, in the order of the list it is in. Same contract as a `ToolSource`. */
export interface PromptSource {
  readonly name: string;
  load(facts: TurnFacts): PromptMaterial | Promise<PromptMaterial>;
}
