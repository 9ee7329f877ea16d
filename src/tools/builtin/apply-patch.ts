/** `apply_patch`: several changes to several files, all of them or none. */
import type { ChangedFile } from "../../permissions/preview.ts";
import { defineTool } from "../define.ts";
import { textOutput } from "../result.ts";
import { type FileChange, shownDiff, unifiedDiff } from "./diff.ts";
import { commitPatch } from "./patch/commit.ts";
import { parsePatch } from "./patch/parse.ts";
import { type PlannedFile, planPatch } from "./patch/plan.ts";
import { changedFile, changesPreview, problemOf } from "./preview.ts";
import { count } from "./text-file.ts";

interface PatchInput {
  readonly patch: string;
}

// Without blank lines, at which an engine may cut it and would have to be corrected on the wire.
const DESCRIPTION = `Changes several files at once: all of them, or none when anything does not fit. The patch looks like this:
*** Begin Patch
*** Add File: notes/new.txt
+first line
*** Update File: src/app.py
*** Move to: src/main.py
@@ def greet():
 context line that stays
-line that goes
+line that comes
*** Delete File: old.txt
*** End Patch
"*** Move to" and "@@" lines are optional. Give about three lines of context around a change; where these are in the file more than \
once, name a line above with "@@".`;

export const applyPatch = defineTool<PatchInput>({
  name: "apply_patch",
  description: DESCRIPTION,
  inputSchema: {
    type: "object",
    properties: {
      patch: { type: "string", description: 'From "*** Begin Patch" to "*** End Patch"' },
    },
    required: ["patch"],
    additionalProperties: false,
  },
  readOnly: false,
  effect: "edit",
  origin: "builtin",
  summary: ({ patch }) => `apply_patch ${pathsOf(patch).join(", ")}`,
  paths: ({ patch }) => pathsOf(patch),
  async preview({ patch }, context) {
    try {
      return await changesPreview(changesOf(await planPatch(parsePatch(patch), context)));
    } catch (error) {
      return {
        kind: "changes",
        files: filesOf(patch),
        diff: `${patch.trimEnd()}\n`,
        problem: problemOf(error),
      };
    }
  },
  async execute({ patch }, context) {
    const files = await planPatch(parsePatch(patch), context);
    await commitPatch(files, context, context.signal);
    const changes = changesOf(files);
    const diff = await unifiedDiff(changes);
    const lines = changes.map(lineOf);
    const text = [`Patched ${count(changes.length, "file")}:`, ...lines, "", shownDiff(diff)].join("\n");
    return textOutput(text.trimEnd(), { files: changes.map(fileOf), diff });
  },
});

/** Every path that the patch names; none of one that cannot be read and will not run. */
function pathsOf(patch: string): string[] {
  try {
    return parsePatch(patch).flatMap((step) =>
      step.kind === "update" && step.moveTo !== null ? [step.path, step.moveTo] : [step.path],
    );
  } catch {
    return [];
  }
}

/** The files as the patch names them; none of one that cannot be read. */
function filesOf(patch: string): ChangedFile[] {
  try {
    return parsePatch(patch).map(({ path, ...step }): ChangedFile => {
      if (step.kind === "update" && step.moveTo !== null)
        return { path, change: "moved", movedTo: step.moveTo };
      const change = ({ add: "added", delete: "deleted", update: "changed" } as const)[step.kind];
      return { path, change };
    });
  } catch {
    return [];
  }
}

/** A moved file is one change, not two. */
function changesOf(files: readonly PlannedFile[]): FileChange[] {
  const moved = new Set(files.map((file) => file.movedFrom));
  return files.flatMap((file): FileChange[] => {
    if (moved.has(file) && file.after === null) return [];
    const { movedFrom: from, shown, before, after } = file;
    return from === null
      ? [{ path: shown, before, after }]
      : [{ path: from.shown, movedTo: shown, before: from.before, after }];
  });
}

function lineOf(change: FileChange): string {
  const { kind, path, movedTo } = fileOf(change);
  const letter = { added: "A", deleted: "D", changed: "M", moved: "R" }[kind];
  return movedTo === undefined ? `${letter} ${path}` : `${letter} ${path} -> ${movedTo}`;
}

/** As the result's details name it. */
function fileOf(change: FileChange) {
  const { change: kind, ...file } = changedFile(change);
  return { kind, ...file };
}
