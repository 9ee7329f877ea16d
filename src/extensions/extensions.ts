/** The extensions of one Tandem: those its configuration names, loaded once, before the first turn. */
import { resolve } from "node:path";
import type { HookBus } from "../hooks/bus.ts";
import type { Omission, ToolSource, ToolSupply } from "../tools/source.ts";
import type { ToolDefinition } from "../tools/tool.ts";
import { extensionName, loadExtension } from "./load.ts";

export interface ExtensionReport {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** What it added; `null`: it could not be loaded. */
  readonly added: { readonly hooks: number; readonly tools: readonly string[] } | null;
  /** Why it could not be loaded. */
  readonly reason: string | null;
}

/** Tools and hooks of an extension that fails are left out, all of them, and the others continue. */
export class Extensions implements ToolSource {
  readonly name = "extensions";
  readonly #paths: readonly string[];
  readonly #bus: HookBus;
  #loading: Promise<void> | null = null;
  #supply: ToolSupply = { tools: [] };
  #reports: readonly ExtensionReport[] | null = null;

  /** `paths`: as configured; relative ones are taken from `home`, never from a workspace. */
  constructor(paths: readonly string[], home: string, bus: HookBus) {
    this.#paths = paths.map((path) => resolve(home, path));
    this.#bus = bus;
  }

  /** Settles when all are loaded; `null`: they are. Never rejects. */
  ready(): Promise<void> | null {
    if (this.#paths.length === 0 || this.#reports !== null) return null;
    this.#loading ??= this.#load();
    return this.#loading;
  }

  supply(): ToolSupply | Promise<ToolSupply> {
    return this.ready()?.then(() => this.#supply) ?? this.#supply;
  }

  /** How loading went, in the configured order; loads them when no turn has. */
  async reports(): Promise<readonly ExtensionReport[]> {
    await this.ready();
    return this.#reports ?? [];
  }

  async #load(): Promise<void> {
    const loads = await Promise.allSettled(this.#paths.map((path) => loadExtension(path)));
    const tools: ToolDefinition[] = [];
    const omissions: Omission[] = [];
    this.#reports = loads.map((load, index): ExtensionReport => {
      const path = this.#paths[index]!;
      if (load.status === "fulfilled") {
        const { name, hooks } = load.value;
        this.#bus.add("extension", hooks);
        tools.push(...load.value.tools);
        const added = { hooks: hooks.length, tools: load.value.tools.map((tool) => tool.name) };
        return { name, path, added, reason: null };
      }
      const name = extensionName(path);
      const reason = load.reason instanceof Error ? load.reason.message : String(load.reason);
      omissions.push({ kind: "extension", name, reason: `It could not be loaded: ${reason}` });
      return { name, path, added: null, reason };
    });
    this.#supply = { tools, omissions };
  }
}
