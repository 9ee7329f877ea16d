/** The path policy for tools that the binary runs: held before they run, and against the names in what they found. */
import { realpath, stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { TandemError } from "../../../kernel/errors.ts";
import { hasBlockedName } from "../../../safety/hard-links.ts";
import { deniedHardLink, type PathMode, resolveInside, rootsOf } from "../../../safety/paths.ts";
import type { PathScope } from "../../../safety/scope.ts";
import type { ToolOutput } from "../../../tools/tool.ts";

/** Characters that begin the part of a glob pattern that is no plain path. */
const WILD = /[*?[\]{}!()]/;

/** Throws TandemError `path_denied` for a path that the file tools of Tandem would refuse too. */
export async function assertPath(path: unknown, mode: PathMode, scope: PathScope): Promise<void> {
  if (typeof path !== "string") {
    throw new TandemError({ code: "tool_input_invalid", message: "The path must be a text." });
  }
  const real = await resolveInside(path, scope, mode);
  const stats = await stat(real).catch(() => null);
  if (stats?.isFile() && stats.nlink > 1 && (await hasBlockedName(real, stats, await rootsOf(scope))))
    throw deniedHardLink(path);
}

/** The same for the folder in which a glob pattern begins to search. */
export async function assertPattern(pattern: string, folder: unknown, scope: PathScope): Promise<void> {
  const base = typeof folder === "string" ? folder : ".";
  await assertPath(base, "read", scope);
  const names = pattern.split(/[/\\]/);
  const wild = names.findIndex((name) => WILD.test(name));
  const plain = names.slice(0, wild < 0 ? names.length : wild).join("/");
  const start = isAbsolute(pattern) ? plain || "/" : join(base, plain);
  await assertPath(start, "read", scope);
  if (names.slice(Math.max(wild, 0)).includes("..")) await assertPath(join(start, ".."), "read", scope);
}

/** A sum that the binary gives with a search's result. */
const SUM = /^(?:Found \d+|\[?Showing |\s*$)/;

/**
 * Takes lines out of a search's result that name a file which may not be read: what the binary's own rules do not recognise, a
 * spelling or a second name of a blocked file. `about`: of a search by name it is told how many they were; of one by content nothing
 * is, because whether a guess was right would give the secret away bit by bit.
 */
export async function leaveOutBlocked(
  output: ToolOutput,
  folder: unknown,
  scope: PathScope,
  about: "names" | "content",
): Promise<ToolOutput> {
  if (output.isError === true) return output;
  const verdicts = new Map<string, Promise<boolean>>();
  const roots = [scope.workspaceDir, resolve(scope.workspaceDir, typeof folder === "string" ? folder : ".")];
  const isDenied = (name: string) => {
    const known = verdicts.get(name) ?? denies(name, roots, scope);
    verdicts.set(name, known);
    return known;
  };
  const content = await Promise.all(
    output.content.map(async (block) => {
      if (block.type !== "text") return block;
      const lines = block.text.split("\n");
      const denied = await Promise.all(
        lines.map(async (line) => (await Promise.all(namesIn(line).map(isDenied))).includes(true)),
      );
      const left = lines.filter((_, index) => !denied[index]);
      if (left.length === lines.length) return block;
      if (about === "content") {
        const found = left.filter((line) => !SUM.test(line));
        return { ...block, text: found.length === 0 ? "No matches found" : found.join("\n") };
      }
      const count = lines.length - left.length;
      return { ...block, text: [...left, `[${count} left out: of files that may hold secrets]`].join("\n") };
    }),
  );
  // The binary's data beside the text holds the same lines.
  return content.every((block, index) => block === output.content[index]) ? output : { content };
}

/** What in a line may be the file it is about: all of it, or what comes before a line number, a colon or a dash. */
function namesIn(line: string): string[] {
  const names = [
    line,
    line.match(/^(.+?)[:-]\d+[:-]/)?.[1],
    line.match(/^(.+?):/)?.[1],
    line.match(/^(.+):\d+$/)?.[1],
  ];
  return [
    ...new Set(names.filter((name) => name !== undefined && name.trim() !== "" && name.length < 4_096)),
  ] as string[];
}

async function denies(name: string, roots: readonly string[], scope: PathScope): Promise<boolean> {
  for (const root of new Set(roots)) {
    const path = resolve(root, name);
    // A line that names no file says nothing about one.
    if ((await realpath(path).catch(() => null)) === null) continue;
    const allowed = await assertPath(path, "read", scope).then(
      () => true,
      () => false,
    );
    if (!allowed) return true;
  }
  return false;
}
