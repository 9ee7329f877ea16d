/** The templates of a workspace and of the configuration, and `/name` made into what it stands for. */
import { readdirSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { blockedName } from "../safety/blocked.ts";
import { isWithin, type PathScope } from "../safety/scope.ts";
import { fromHome } from "../skills/library.ts";
import type { Omission } from "../tools/source.ts";
import type { TemplatesConfig } from "./config.ts";
import { expandTemplate } from "./expand.ts";
import { readTemplate } from "./read-template.ts";
import { RESERVED_COMMANDS } from "./reserved.ts";
import { TEMPLATE_NAME, type Template } from "./template.ts";

export interface TemplateLibraryDeps {
  readonly config: TemplatesConfig;
  /** Data folder, which no template is read from. */
  readonly home: string;
  /** The instructions of a skill that a person calls by name; `null`: there is none that can be used. */
  readonly skill?: (name: string, workspaceDir: string) => Promise<string | null>;
}

export interface ExpandedPrompt {
  readonly prompt: string;
  /** A template that was called and cannot be read; the prompt is then as it was. */
  readonly omission: Omission | null;
}

export interface TemplateList {
  readonly templates: readonly Template[];
  readonly omissions: readonly Omission[];
}

interface Folder {
  readonly path: string;
  readonly scope: PathScope;
}

const CALL = /^\/(skill:)?([A-Za-z0-9][\w-]*)(?:\s+([\s\S]*))?$/;

export class TemplateLibrary {
  readonly #deps: TemplateLibraryDeps;

  constructor(deps: TemplateLibraryDeps) {
    this.#deps = deps;
  }

  /**
   * What a prompt stands for: the template it calls with its arguments, the skill of `/skill:<name>`, or itself. Looks at the file
   * system only when the prompt begins with `/`; never rejects.
   */
  expand(prompt: string, workspaceDir: string): ExpandedPrompt | Promise<ExpandedPrompt> {
    const call = /^\s*\//.test(prompt) ? CALL.exec(prompt.trim()) : null;
    if (call === null || (call[1] === undefined && RESERVED_COMMANDS.has(call[2]!)))
      return { prompt, omission: null };
    const [, skill, name = "", argumentText = ""] = call;
    return skill === undefined
      ? this.#template(prompt, name, argumentText, workspaceDir)
      : this.#skill(prompt, name, argumentText, workspaceDir);
  }

  /** All there are, by name, and the files that are none. */
  async list(workspaceDir: string): Promise<TemplateList> {
    const names = new Set(Object.keys(this.#deps.config.entries));
    for (const { path } of this.#folders(workspaceDir)) {
      for (const file of namesIn(path)) names.add(file);
    }
    const templates: Template[] = [];
    const omissions: Omission[] = [];
    for (const name of [...names].sort()) {
      const found = await this.#find(name, workspaceDir);
      if (found === null) continue;
      if ("reason" in found) omissions.push(found);
      else if (RESERVED_COMMANDS.has(name))
        omissions.push({ kind: "template", name, reason: `/${name} is a command; give it another name.` });
      else templates.push(found);
    }
    return { templates, omissions };
  }

  async #template(
    prompt: string,
    name: string,
    argumentText: string,
    workspaceDir: string,
  ): Promise<ExpandedPrompt> {
    const found = TEMPLATE_NAME.test(name) ? await this.#find(name, workspaceDir) : null;
    if (found === null) return { prompt, omission: null };
    if ("reason" in found) return { prompt, omission: found };
    return { prompt: expandTemplate(found.text, argumentText), omission: null };
  }

  async #skill(
    prompt: string,
    name: string,
    argumentText: string,
    workspaceDir: string,
  ): Promise<ExpandedPrompt> {
    const text = (await this.#deps.skill?.(name, workspaceDir)) ?? null;
    if (text === null) return { prompt, omission: null };
    const wish = argumentText.trim();
    return { prompt: wish === "" ? text : `${text}\n\n${wish}`, omission: null };
  }

  /** The workspace's counts before those of the folders, these (a later one first) before the configuration's. */
  async #find(name: string, workspaceDir: string): Promise<Template | Omission | null> {
    for (const { path, scope } of this.#folders(workspaceDir)) {
      if (!namesIn(path).includes(name)) continue;
      try {
        return await readTemplate(join(path, `${name}.md`), scope);
      } catch (error) {
        return { kind: "template", name, reason: (error as Error).message };
      }
    }
    const { entries } = this.#deps.config;
    const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
    if (entry === undefined) return null;
    const { text, description = null, argumentHint = null } = entry;
    return { name, text, description, argumentHint, path: null };
  }

  #folders(workspaceDir: string): Folder[] {
    const { config, home } = this.#deps;
    const scopeOf = (folder: string): PathScope => ({
      workspaceDir: folder,
      additionalDirectories: [],
      protectedDirectories: [home],
    });
    const shared = config.folders.map(fromHome).flatMap((folder) => {
      const real = realFolder(folder);
      return real === null || blockedName(real) !== null || isWithin(real, home)
        ? []
        : [{ path: real, scope: scopeOf(real) }];
    });
    if (config.workspace === null) return shared.reverse();
    const own = { path: resolve(workspaceDir, config.workspace), scope: scopeOf(workspaceDir) };
    return [own, ...shared.reverse()];
  }
}

function realFolder(folder: string): string | null {
  try {
    return realpathSync.native(folder);
  } catch {
    return null;
  }
}

/** Names of the templates in a folder; none when it cannot be looked into. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(".md"))
      .map((file) => file.slice(0, -".md".length))
      .filter((name) => TEMPLATE_NAME.test(name));
  } catch {
    return [];
  }
}
