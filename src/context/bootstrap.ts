/** The workspace's own files in the system prompt: who the agent is, how to work here. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { bootstrapThroughHooks } from "../hooks/bootstrap.ts";
import { isWithin } from "../safety/scope.ts";
import type { Omission } from "../tools/source.ts";
import type { TurnFacts } from "../turn/facts.ts";
import type { BootstrapConfig } from "./bootstrap-config.ts";
import { type BootstrapFile, readBootstrapFile } from "./bootstrap-file.ts";
import { cutMiddle } from "./cut-text.ts";
import type { PromptMaterial, PromptSource } from "./prompt-section.ts";
import { stampOf } from "./stamp.ts";

/** What a subagent is given of them: it has its task from the agent that knows the rest. */
const SUBAGENT_FILES: readonly string[] = ["AGENTS.md"];
/** Workspaces whose files are remembered. */
const MOST_WORKSPACES = 64;

/** The files of a turn, as read; the same object while nothing changed. */
export interface BootstrapFiles {
  readonly files: readonly BootstrapFile[];
  readonly omissions: readonly Omission[];
}

export interface BootstrapDeps {
  readonly config: BootstrapConfig;
  /** Data folder, which no link may lead to. */
  readonly home: string;
}

export class Bootstrap implements PromptSource {
  readonly name = "bootstrap";
  readonly #deps: BootstrapDeps;
  readonly #known = new Map<string, { readonly stamp: string; readonly loaded: BootstrapFiles }>();
  readonly #listings = new Map<string, { readonly stamp: string; readonly names: ReadonlySet<string> }>();
  readonly #rendered = new WeakMap<readonly BootstrapFile[], PromptMaterial>();

  constructor(deps: BootstrapDeps) {
    this.#deps = deps;
  }

  load(facts: TurnFacts): PromptMaterial | Promise<PromptMaterial> {
    const loaded = this.loadBootstrapFiles(facts);
    if (loaded instanceof Promise || facts.hooks?.has("agent:bootstrap")) return this.#changed(loaded, facts);
    return this.#render(loaded.files, loaded.omissions);
  }

  /** The files there are, in the configured order. Reads only what changed since the workspace's last turn; never rejects. */
  loadBootstrapFiles(facts: TurnFacts): BootstrapFiles | Promise<BootstrapFiles> {
    const { workspaceDir, agentDir, depth } = facts;
    const names = this.#deps.config.files.filter((name) => depth === 0 || SUBAGENT_FILES.includes(name));
    const inWorkspace = this.#listing(workspaceDir);
    const inAgentDir = agentDir === null ? NOTHING : this.#listing(agentDir);
    const places = names.map((name): Place => {
      const folder = inWorkspace.has(name) || agentDir === null ? workspaceDir : agentDir;
      const isThere = inWorkspace.has(name) || inAgentDir.has(name);
      return { name, folder, stamp: isThere ? stampOf(join(folder, name)) : "" };
    });
    const key = `${depth === 0 ? "" : "subagent "}${workspaceDir} ${agentDir}`;
    const stamp = places.map((place) => place.stamp).join(" ");
    const known = this.#known.get(key);
    if (known?.stamp === stamp) return known.loaded;
    const present = places.filter((place) => place.stamp !== "");
    return this.#read(present).then((loaded) => {
      if (this.#known.size >= MOST_WORKSPACES) this.#known.clear();
      this.#known.set(key, { stamp, loaded });
      return loaded;
    });
  }

  /** Names in a folder; asked for again when one was added or taken away. Most files are in no workspace, and need no look each. */
  #listing(folder: string): ReadonlySet<string> {
    const stamp = stampOf(folder);
    const known = this.#listings.get(folder);
    if (known?.stamp === stamp) return known.names;
    if (this.#listings.size >= MOST_WORKSPACES) this.#listings.clear();
    const names = new Set(namesIn(folder));
    this.#listings.set(folder, { stamp, names });
    return names;
  }

  async #changed(
    loaded: BootstrapFiles | Promise<BootstrapFiles>,
    facts: TurnFacts,
  ): Promise<PromptMaterial> {
    const { files, omissions } = await loaded;
    return this.#render(await bootstrapThroughHooks(facts.hooks, files), omissions);
  }

  async #read(places: readonly Place[]): Promise<BootstrapFiles> {
    const read = await Promise.all(
      places.map(({ name, folder }) => {
        // An agent's folder may be in the data folder, where agents are set up.
        const closed = isWithin(folder, this.#deps.home) ? [] : [this.#deps.home];
        const scope = { workspaceDir: folder, additionalDirectories: [], protectedDirectories: closed };
        return readBootstrapFile(name, scope, this.#deps.config.maxChars).catch(
          (error: Error): Omission => ({ kind: "bootstrap", name, reason: error.message }),
        );
      }),
    );
    const files = read.filter((one): one is BootstrapFile => !("reason" in one));
    const omissions = read.filter((one): one is Omission => "reason" in one);
    return { files, omissions };
  }

  #render(files: readonly BootstrapFile[], omissions: readonly Omission[]): PromptMaterial {
    const known = this.#rendered.get(files);
    if (known !== undefined) return known;
    const material = { sections: bootstrapSections(files, this.#deps.config.maxChars), omissions };
    this.#rendered.set(files, material);
    return material;
  }
}

/** Where a file is taken from; an empty stamp: it is nowhere. */
interface Place {
  readonly name: string;
  readonly folder: string;
  readonly stamp: string;
}

const NOTHING: ReadonlySet<string> = new Set();

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const INTRODUCTION = "# Files of the workspace\n\nThey say who you are and how to work here. Follow them.";

/** One section with all files, or none when all are blank. */
function bootstrapSections(files: readonly BootstrapFile[], maxChars: number): PromptMaterial["sections"] {
  const shown = files
    .map((file) => ({ file, text: shownText(file, maxChars) }))
    .filter(({ text }) => text.trim() !== "");
  if (shown.length === 0) return [];
  const text = [INTRODUCTION, ...shown.map(({ file, text }) => `## ${file.name}\n\n${text.trim()}`)].join(
    "\n\n",
  );
  const report = shown.map(({ file, text }) => ({
    name: file.name,
    path: file.path,
    rawChars: file.rawChars ?? file.text.length,
    chars: text.trim().length,
    cut: file.rawChars !== undefined || text !== file.text,
  }));
  return [{ name: "bootstrap", text, files: report }];
}

function shownText({ name, text, rawChars }: BootstrapFile, maxChars: number): string {
  return rawChars === undefined ? cutMiddle(text, name, maxChars) : text;
}
