/**
 * Patterns of rules about paths. `src/**`, `./src/**` and `/src/**` are below the workspace, as in Claude Code; `//etc/**` is absolute,
 * `~/notes/**` is below the home folder. A pattern that names an absolute folder with a single `/` fits that folder as well.
 */
import { homedir } from "node:os";
import { resolve } from "node:path";
import { compileGlob } from "../safety/glob.ts";
import { displayPath } from "../safety/scope.ts";
import type { SubjectPath, SubjectPlace } from "./subject.ts";

type Fits = (place: SubjectPlace) => boolean;

/** `yes` when any place of any path fits, `unsure` when where a path leads is not known. Letter case does not count. */
export function restrictsPaths(paths: readonly SubjectPath[], pattern: string): "yes" | "no" | "unsure" {
  const fitting = matcherOf(pattern, { restricting: true });
  if (paths.some((path) => path.places.some(fitting))) return "yes";
  return paths.some((path) => !path.certain) ? "unsure" : "no";
}

/** Whether one of the patterns speaks of a path; `null`: there are none. */
export function pathsOfPatterns(
  patterns: readonly string[],
  workspaceDir: string,
): ((path: string) => boolean) | null {
  if (patterns.length === 0) return null;
  const fitting = patterns.map((pattern) => matcherOf(pattern, { restricting: true }));
  return (absolute) => {
    const place = { name: displayPath(absolute, { workspaceDir }), absolute };
    return fitting.some((fits) => fits(place));
  };
}

/** Whether patterns together speak of every path, as it is written and as it leads. */
export function allowsPaths(paths: readonly SubjectPath[], patterns: readonly string[]): boolean {
  if (paths.length === 0 || paths.some((path) => !path.certain)) return false;
  const fitting = patterns.map((pattern) => matcherOf(pattern, { restricting: false }));
  return paths.every(({ places }) => fitting.some((fits) => places.every(fits)));
}

function matcherOf(pattern: string, { restricting }: { restricting: boolean }): Fits {
  const globs = globsOf(pattern);
  // A folder alone means what is in it, for a restriction: `deny: write(secrets)` must not leave its content open.
  const withContent = (glob: string) => (restricting ? [glob, `${glob.replace(/\/+$/, "")}/**`] : [glob]);
  const compiled = (list: readonly string[]) =>
    list.flatMap(withContent).map((glob) => compileGlob(glob, { nocase: restricting }));
  const [relative, absolute] = [compiled(globs.relative), compiled(globs.absolute)];
  return (place) =>
    relative.some((fits) => fits(place.name)) || absolute.some((fits) => fits(place.absolute));
}

/** What a pattern is held against: names relative to the workspace, and absolute paths. */
function globsOf(pattern: string): {
  readonly relative: readonly string[];
  readonly absolute: readonly string[];
} {
  const text = normal(pattern.trim());
  if (text.startsWith("//")) return { relative: [], absolute: [text.slice(1)] };
  if (text === "~" || text.startsWith("~/"))
    return { relative: [], absolute: [`${homedir()}${text.slice(1)}`] };
  // Above the workspace: such a rule is reported when it is read.
  if (/^\.\.(?:\/|$)/.test(pattern.trim().replace(/^(?:\.\/)+/, ""))) return { relative: [], absolute: [] };
  if (text.startsWith("/")) return { relative: [text.replace(/^\/+/, "") || "**"], absolute: [text] };
  return { relative: [text], absolute: [] };
}

/** Without `./`, `a/../` and doubled slashes, none of which a path that was resolved has. A leading `//` stays. */
function normal(pattern: string): string {
  const start = /^(?:\/\/?|~\/)?/.exec(pattern)![0];
  const rest = resolve("/", pattern.slice(start.length)).slice(1);
  const folder = pattern.endsWith("/") && rest !== "" ? "/" : "";
  return `${start}${rest}${folder}` || ".";
}
