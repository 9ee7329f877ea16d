/** Walks the files of a folder as `grep` and `find` see them: sorted, without secrets, following no link. */
import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Ignore } from "ignore";
import { blockedName } from "../../safety/blocked.ts";
import { openResolved } from "../../safety/open.ts";
import { rootsOf } from "../../safety/paths.ts";
import { isWithin, type PathScope } from "../../safety/scope.ts";

export interface WalkEntry {
  /** Absolute real path. */
  readonly path: string;
  readonly kind: "file" | "folder" | "link";
}

export interface WalkOptions {
  readonly scope: PathScope;
  /** Also what `.gitignore` files and the standard leave out. */
  readonly includeIgnored: boolean;
  readonly signal: AbortSignal;
}

/** Left out unless ignored files are asked for. */
const USUALLY_IGNORED: ReadonlySet<string> = new Set(["node_modules"]);

interface Walk extends WalkOptions {
  /** Real paths of the protected folders. */
  readonly closed: readonly string[];
}

interface IgnoreRules {
  readonly folder: string;
  readonly rules: Ignore;
}

/** Everything below a real, allowed folder, a folder before its content. Folders that cannot be read are skipped. */
export async function* walk(root: string, options: WalkOptions): AsyncGenerator<WalkEntry> {
  const inherited = options.includeIgnored ? [] : await rulesAbove(root, options.scope);
  // A folder that was asked for by name is shown even where it is ignored.
  const rules = isIgnored(`${root}/`, inherited) ? [] : inherited;
  const { closed } = await rootsOf(options.scope);
  yield* walkFolder(root, rules, { ...options, closed });
}

async function* walkFolder(
  folder: string,
  inherited: readonly IgnoreRules[],
  options: Walk,
): AsyncGenerator<WalkEntry> {
  options.signal.throwIfAborted();
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const rules = options.includeIgnored
    ? []
    : await withOwnRules(
        folder,
        inherited,
        options.scope,
        entries.some((entry) => entry.name === ".gitignore"),
      );
  for (const entry of entries.sort(byName)) {
    const path = join(folder, entry.name);
    const kind = kindOf(entry);
    if (kind === null || isClosed(path, entry.name, options.closed) || options.scope.unreadable?.(path))
      continue;
    if (!options.includeIgnored) {
      if (USUALLY_IGNORED.has(entry.name) || isIgnored(kind === "folder" ? `${path}/` : path, rules))
        continue;
    }
    yield { path, kind };
    if (kind === "folder") yield* walkFolder(path, rules, options);
  }
}

/** Plain order of code units, the same on every machine. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function kindOf(entry: Dirent): WalkEntry["kind"] | null {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "link" : null;
}

function isClosed(path: string, name: string, closed: readonly string[]): boolean {
  return name === ".git" || blockedName(path) !== null || closed.some((folder) => isWithin(path, folder));
}

/** The rules of the folders from the workspace down to just above the root. */
async function rulesAbove(root: string, scope: PathScope): Promise<IgnoreRules[]> {
  if (!isWithin(root, scope.workspaceDir) || root === scope.workspaceDir) return [];
  const folders: string[] = [];
  for (let folder = dirname(root); ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (folder === scope.workspaceDir) break;
  }
  let rules: IgnoreRules[] = [];
  for (const folder of folders) rules = await withOwnRules(folder, rules, scope, true);
  return rules;
}

async function withOwnRules(
  folder: string,
  rules: readonly IgnoreRules[],
  scope: PathScope,
  has: boolean,
): Promise<IgnoreRules[]> {
  const text = has ? harmless(await readSmall(join(folder, ".gitignore"), scope)) : "";
  if (text === "") return [...rules];
  const { default: ignore } = await import("ignore");
  return [...rules, { folder, rules: ignore().add(text) }];
}

/** Lines of a `.gitignore` that count: each is compared with each file. */
const MAX_RULES = 2_000;
/** Stars in one name, and `**` in one line, beyond which a regular expression may take very long on a long name. */
const MAX_STARS = 3;

/** Without lines that would hold up the process: what they name is shown instead of left out. */
function harmless(text: string): string {
  return text
    .split("\n", MAX_RULES)
    .filter((line) => {
      const names = line.split("/");
      const deep = names.filter((name) => name === "**").length;
      return deep <= MAX_STARS && names.every((name) => name.split("*").length - 1 <= MAX_STARS);
    })
    .join("\n");
}

async function readSmall(path: string, scope: PathScope): Promise<string> {
  try {
    const file = await openResolved(path, scope);
    return await file.handle.readFile("utf8").finally(() => file.close());
  } catch {
    return "";
  }
}

/** The innermost file that has something to say decides. */
function isIgnored(path: string, rules: readonly IgnoreRules[]): boolean {
  for (const { folder, rules: own } of rules.toReversed()) {
    const below = relative(folder, path) + (path.endsWith("/") ? "/" : "");
    if (below === "/" || below.startsWith("..")) continue;
    const { ignored, unignored } = own.test(below);
    if (ignored || unignored) return ignored;
  }
  return false;
}
