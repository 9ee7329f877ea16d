/**
 * Completion in the input: `@` searches the files of the workspace; everything else is for the provider given. Nothing is offered for
 * what is already complete: Enter would accept the offer, which changes nothing, instead of sending the message.
 */
import type { AutocompleteItem, AutocompleteProvider, AutocompleteSuggestions } from "@earendil-works/pi-tui";
import type { FileIndex, IndexedPath } from "./file-index.ts";
import { findPaths } from "./find-paths.ts";

const SHOWN = 20;
/** Milliseconds that a list of files is waited for the first time. */
const PATIENCE_MS = 200;

export class FileCompletion implements AutocompleteProvider {
  readonly triggerCharacters = ["@"];
  readonly #others: AutocompleteProvider;
  readonly #index: Pick<FileIndex, "paths">;

  constructor(others: AutocompleteProvider, index: Pick<FileIndex, "paths">) {
    this.#others = others;
    this.#index = index;
  }

  async getSuggestions(
    lines: string[],
    cursorLine: number,
    cursorCol: number,
    options: { readonly signal: AbortSignal; readonly force?: boolean },
  ): Promise<AutocompleteSuggestions | null> {
    const prefix = mentionBefore((lines[cursorLine] ?? "").slice(0, cursorCol));
    if (prefix === null)
      return unlessComplete(await this.#others.getSuggestions(lines, cursorLine, cursorCol, options));
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
    const paths = await this.#index.paths(patience);
    const { signal } = options;
    if (signal.aborted) return null;
    const found = await findPaths(paths, prefix.replace(/^@"?/, ""), { limit: SHOWN, signal });
    return found === null || found.length === 0 ? null : unlessComplete({ items: found.map(itemOf), prefix });
  }

  applyCompletion(
    lines: string[],
    cursorLine: number,
    cursorCol: number,
    item: AutocompleteItem,
    prefix: string,
  ): { lines: string[]; cursorLine: number; cursorCol: number } {
    return this.#others.applyCompletion(lines, cursorLine, cursorCol, item, prefix);
  }

  shouldTriggerFileCompletion(lines: string[], cursorLine: number, cursorCol: number): boolean {
    return this.#others.shouldTriggerFileCompletion?.(lines, cursorLine, cursorCol) ?? true;
  }
}

/** The name of a command is sent by Enter also while it is offered, and what the command does is worth seeing. */
function unlessComplete(found: AutocompleteSuggestions | null): AutocompleteSuggestions | null {
  if (found === null || found.prefix.startsWith("/")) return found;
  return found.items.some(({ value }) => value === found.prefix) ? null : found;
}

/** `@src/in` or `@"my fi`, where a word begins with it; `null`: no file is being named. */
export function mentionBefore(text: string): string | null {
  return /(?:^|[\s([{"'=,;:])(@"[^"]*|@[^\s"]*)$/.exec(text)?.[1] ?? null;
}

function itemOf({ path, nameAt }: IndexedPath): AutocompleteItem {
  const folder = path.slice(0, nameAt);
  return {
    value: /[\s"'`()[\]{}<>,;|=]/.test(path) ? `@"${path}"` : `@${path}`,
    label: path.slice(nameAt),
    ...(folder === "" ? {} : { description: folder }),
  };
}
