/** What a call is about, as the patterns of permission rules see it. */
import { isAbsolute, resolve } from "node:path";
import { resolveInside } from "../safety/paths.ts";
import { displayPath } from "../safety/scope.ts";
import type { PendingCall } from "../tools/stages/stage.ts";
import type { ToolDefinition } from "../tools/tool.ts";
import { effectOf } from "./modes.ts";

export type Subject =
  | {
      readonly kind: "command";
      readonly command: string;
      /** Where it runs; `null`: in the workspace itself. */
      readonly folder: SubjectPath | null;
    }
  | { readonly kind: "paths"; readonly paths: readonly SubjectPath[] }
  | { readonly kind: "host"; readonly host: string }
  | { readonly kind: "none" };

export interface SubjectPath {
  /** As the path is written and, where that differs, as it really leads, links followed. */
  readonly places: readonly SubjectPlace[];
  /** Where it leads is known. */
  readonly certain: boolean;
}

export interface SubjectPlace {
  /** Relative to the workspace where inside, else absolute. */
  readonly name: string;
  readonly absolute: string;
}

/** Never rejects. */
export async function subjectOf({ tool, input, context }: PendingCall): Promise<Subject> {
  const effect = effectOf(tool!);
  if (effect === "exec") {
    if (typeof input.command !== "string") return { kind: "none" };
    return { kind: "command", command: input.command, folder: await folderOf(input.cwd, context) };
  }
  if (effect === "network") {
    const host =
      typeof input.url === "string" && URL.canParse(input.url) ? new URL(input.url).hostname : null;
    return host === null ? { kind: "none" } : { kind: "host", host: host.replace(/\.$/, "") };
  }
  const paths = pathsOf(tool!, input);
  if (paths === null) return { kind: "none" };
  return { kind: "paths", paths: await Promise.all(paths.map((path) => subjectPath(path, context))) };
}

/** The paths in a call's input; `null`: it names none. */
export function pathsOf(tool: ToolDefinition, input: PendingCall["input"]): readonly string[] | null {
  if (tool.paths !== undefined) return tool.paths(input);
  return typeof input.path === "string" ? [input.path] : null;
}

async function folderOf(cwd: unknown, context: PendingCall["context"]): Promise<SubjectPath | null> {
  const asked = typeof cwd === "string" ? cwd : context.turn?.request.execOverrides?.cwd;
  if (asked === undefined) return null;
  const folder = await subjectPath(asked, context);
  return folder.certain && folder.places.at(-1)!.name === "." ? null : folder;
}

async function subjectPath(path: string, context: PendingCall["context"]): Promise<SubjectPath> {
  const placeOf = (absolute: string): SubjectPlace => ({ name: displayPath(absolute, context), absolute });
  const written = placeOf(isAbsolute(path) ? resolve(path) : resolve(context.workspaceDir, path));
  try {
    const real = placeOf(await resolveInside(path, context, "read"));
    return { places: real.name === written.name ? [written] : [written, real], certain: true };
  } catch {
    return { places: [written], certain: false };
  }
}
