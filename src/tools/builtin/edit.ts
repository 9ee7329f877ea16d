/** `edit`: replaces an exact piece of a text file. */
import { TandemError } from "../../kernel/errors.ts";
import type { CallPreview } from "../../permissions/preview.ts";
import { type OpenFile, openInside } from "../../safety/open.ts";
import { displayPath, type PathScope } from "../../safety/scope.ts";
import { writeInside } from "../../safety/write.ts";
import { defineTool } from "../define.ts";
import { textOutput } from "../result.ts";
import { shownDiff, unifiedDiff } from "./diff.ts";
import { changesPreview, problemOf } from "./preview.ts";
import { count, decodeExactly } from "./text-file.ts";

export interface EditInput {
  readonly path: string;
  readonly old_string: string;
  readonly new_string: string;
  readonly replace_all?: boolean;
}

const MAX_BYTES = 20 * 1024 * 1024;

export const edit = defineTool<EditInput>({
  name: "edit",
  origin: "builtin",
  effect: "edit",
  description:
    "Replaces text in a file. old_string must be in the file exactly as given, whitespace included, and only once, unless " +
    "replace_all is true. Take in enough surrounding lines to make it unique.",
  inputSchema: {
    type: "object",
    properties: {
      path: { type: "string", description: "File, relative to the workspace or absolute" },
      old_string: { type: "string", minLength: 1, description: "Text to replace" },
      new_string: { type: "string", description: "Text to put in its place" },
      replace_all: { type: "boolean", description: "Replace every occurrence, default false" },
    },
    required: ["path", "old_string", "new_string"],
    additionalProperties: false,
  },
  readOnly: false,
  preview: previewEdit,
  async execute(input, context) {
    const { file, shown, before, after, replaced } = await planEdit(input, context);
    try {
      await writeInside(input.path, after, context, file.stats);
      const diff = await unifiedDiff([{ path: shown, before, after }]);
      const text = `Edited ${shown} (${count(replaced, "replacement")}).\n\n${shownDiff(diff)}`;
      return textOutput(text, { path: shown, replaced, diff });
    } finally {
      await file.close();
    }
  },
});

interface PlannedEdit {
  /** To be closed. */
  readonly file: OpenFile;
  readonly shown: string;
  readonly before: string;
  readonly after: string;
  readonly replaced: number;
}

/** The edit against the file as it is now. Throws TandemError when it does not fit. */
async function planEdit(input: EditInput, context: PathScope): Promise<PlannedEdit> {
  const file = await openInside(input.path, context);
  try {
    const shown = displayPath(file.path, context);
    if (file.stats.size > MAX_BYTES) throw failed(`${shown} is over 20 MB, too large to edit.`);
    const before = decodeExactly(await file.handle.readFile(), shown);
    return { file, shown, before, ...replaceIn(before, input, shown) };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** What an edit will change; one that does not fit is shown as it was asked for. */
export async function previewEdit(input: EditInput, context: PathScope): Promise<CallPreview> {
  try {
    const { file, shown, before, after } = await planEdit(input, context);
    await file.close();
    return changesPreview([{ path: shown, before, after }]);
  } catch (error) {
    const asked = { path: input.path, before: input.old_string, after: input.new_string };
    return { ...(await changesPreview([asked])), problem: problemOf(error) };
  }
}

function replaceIn(before: string, input: EditInput, shown: string): { after: string; replaced: number } {
  // Models write plain line ends whatever the file has.
  const toFile = (text: string) =>
    before.includes("\r\n") && !before.includes(input.old_string) ? text.replace(/\r?\n/g, "\r\n") : text;
  const wanted = toFile(input.old_string);
  const replacement = toFile(input.new_string);
  if (wanted === replacement) throw failed("old_string and new_string are the same: nothing to change.");
  const found = occurrences(before, wanted);
  if (found === 0) {
    throw failed(
      `old_string was not found in ${shown}. Read the file and copy the text exactly, whitespace included.`,
    );
  }
  if (found > 1 && input.replace_all !== true) {
    throw failed(
      `old_string was found ${found} times in ${shown}. Add surrounding lines to make it unique, or set replace_all.`,
    );
  }
  // Known before it is made: a few bytes of a call may ask for gigabytes.
  if (before.length + found * (replacement.length - wanted.length) > MAX_BYTES)
    throw failed(`${shown} would be over 20 MB, too large to edit.`);
  return { after: before.replaceAll(wanted, () => replacement), replaced: found };
}

/** How often a text is in another, without overlaps. */
function occurrences(text: string, wanted: string): number {
  let found = 0;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) found++;
  return found;
}

function failed(message: string): TandemError {
  return new TandemError({ code: "tool_error", message });
}
