/** Lists of names, patterns and groups, held against tools. */
import type { ToolRules } from "./config.ts";
import type { KnownTool, ToolFace } from "./face.ts";
import { inGroup, PROFILE_TOOLS } from "./groups.ts";
import { fits, groupOf, tandemName, toolKey } from "./names.ts";

/** Entries as they are written (`exec`, `mcp__github__*`, `group:fs`), found by tool. */
export class ToolList {
  readonly #entries: readonly {
    readonly text: string;
    readonly patterns: readonly string[];
    readonly group: string | null;
  }[];

  constructor(entries: readonly string[]) {
    this.#entries = entries.map((text) => {
      const key = toolKey(text);
      const other = tandemName(key);
      return { text: text.trim(), group: groupOf(text), patterns: other === null ? [key] : [key, other] };
    });
  }

  get empty(): boolean {
    return this.#entries.length === 0;
  }

  /** The entry that speaks of the tool; of a tool that can do what others can (`apply_patch`), also one that speaks of those. */
  denies(tool: KnownTool): string | null {
    return this.#find(tool, tool.keys) ?? this.#find(tool, tool.powers);
  }

  /** The tool itself is named, or everything it can do is. */
  allows(tool: KnownTool): boolean {
    if (this.#find(tool, tool.keys) !== null) return true;
    const { powers } = tool;
    return powers.length > 0 && powers.every((power) => this.#find({ name: power }, [power]) !== null);
  }

  #find(tool: ToolFace, keys: readonly string[]): string | null {
    for (const { text, patterns, group } of this.#entries) {
      const speaks = keys.some((key) =>
        group === null ? patterns.some((pattern) => fits(key, pattern)) : inGroup(tool, key, group),
      );
      if (speaks) return text;
    }
    return null;
  }
}

/** One layer, ready to be asked. */
export class CompiledRules {
  readonly #profile: { readonly name: string; readonly list: ToolList } | null;
  readonly #allow: ToolList;
  readonly #deny: ToolList;
  readonly #alsoAllow: ToolList;

  constructor({ profile, allow = [], deny = [], alsoAllow = [] }: Partial<ToolRules>) {
    this.#profile =
      profile === undefined || profile === "full"
        ? null
        : { name: profile, list: new ToolList(PROFILE_TOOLS[profile]) };
    this.#allow = new ToolList(allow);
    this.#deny = new ToolList(deny);
    this.#alsoAllow = new ToolList(alsoAllow);
  }

  /** The rule that takes the tool away (`deny group:fs`, `profile minimal`, `not in allow`); `null`: it may stay. */
  removes(tool: KnownTool): string | null {
    const denied = this.#deny.denies(tool);
    if (denied !== null) return `deny ${denied}`;
    const also = () => this.#alsoAllow.allows(tool);
    if (this.#profile !== null && !this.#profile.list.allows(tool) && !also())
      return `profile ${this.#profile.name}`;
    if (!this.#allow.empty && !this.#allow.allows(tool) && !also()) return "not in allow";
    return null;
  }
}
