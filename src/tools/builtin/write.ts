/** `write`: a whole file at once. */
import { stat } from "node:fs/promises";
import type { WritePreview } from "../../permissions/preview.ts";
import { openInside } from "../../safety/open.ts";
import { resolveInside } from "../../safety/paths.ts";
import { displayPath, type PathScope } from "../../safety/scope.ts";
import { writeInside } from "../../safety/write.ts";
import { defineTool } from "../define.ts";
import { textOutput } from "../result.ts";
import { unifiedDiff } from "./diff.ts";
import { PREVIEW_CHARS, problemOf } from "./preview.ts";
import { count, decodeExactly, lineCount } from "./text-file.ts";

/** Bytes of a file that is compared with what replaces it. */
const MAX_COMPARED = 2 * 1024 * 1024;

export interface WriteInput {
  readonly path: string;
  readonly content: string;
}

export const write = defineTool<WriteInput>({
  name: "write",
  origin: "builtin",
  effect: "edit",
  description:
    "Writes a file, replacing what was there and making missing folders. To change a part of a file, use edit.",
  inputSchema: {
    type: "object",
    properties: {
      path: { type: "string", description: "File, relative to the workspace or absolute" },
      content: { type: "string", description: "The whole new content" },
    },
    required: ["path", "content"],
    additionalProperties: false,
  },
  readOnly: false,
  preview: previewWrite,
  async execute({ path, content }, context) {
    const written = await writeInside(path, content, context);
    const shown = displayPath(written.path, context);
    const verb = written.created ? "Created" : "Replaced";
    return textOutput(`${verb} ${shown} (${count(lineCount(content), "line")}).`, {
      path: shown,
      created: written.created,
    });
  },
});

/** What will be written, and what it replaces. */
export async function previewWrite({ path, content }: WriteInput, context: PathScope): Promise<WritePreview> {
  const left = content.length - PREVIEW_CHARS;
  const shownContent = left <= 0 ? { content } : { content: content.slice(0, PREVIEW_CHARS), left };
  const preview = { kind: "write", path, ...shownContent, diff: null } as const;
  let real: string;
  try {
    real = await resolveInside(path, context, "write");
  } catch (error) {
    return { ...preview, replaces: false, problem: problemOf(error) };
  }
  const shown = displayPath(real, context);
  const there = await stat(real).catch(() => null);
  if (there === null) return { ...preview, path: shown, replaces: false };
  if (!there.isFile())
    return { ...preview, path: shown, replaces: true, problem: `${shown} is not a regular file.` };
  const diff = await diffAgainst(path, shown, content, context);
  return { ...preview, path: shown, replaces: true, diff };
}

/** `null`: what is there is no text, too large to compare, or closed to tools. */
async function diffAgainst(
  path: string,
  shown: string,
  content: string,
  context: PathScope,
): Promise<string | null> {
  try {
    const file = await openInside(path, context);
    try {
      if (file.stats.size > MAX_COMPARED) return null;
      const before = decodeExactly(await file.handle.readFile(), shown);
      return before === content
        ? ""
        : await unifiedDiff([{ path: shown, before, after: content }], PREVIEW_CHARS);
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}
