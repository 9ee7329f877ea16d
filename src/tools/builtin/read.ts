/** `read`: text by lines, images as images. */
import { fitImage, sniffImage } from "../../context/fit-image.ts";
import { TandemError } from "../../kernel/errors.ts";
import { type OpenFile, openInside } from "../../safety/open.ts";
import { displayPath } from "../../safety/scope.ts";
import { defineTool } from "../define.ts";
import { textOutput } from "../result.ts";
import type { ToolContext, ToolOutput } from "../tool.ts";
import { type LineWindow, readLineWindow } from "./line-window.ts";
import { count, isBinary } from "./text-file.ts";

interface ReadInput {
  readonly path: string;
  readonly offset?: number;
  readonly limit?: number;
}

const DEFAULT_LINES = 2_000;
const MAX_LINE_CHARS = 2_000;
const MAX_CHARS = 100_000;
const MAX_SCAN_BYTES = 64 * 1024 * 1024;
const MAX_IMAGE_FILE_BYTES = 64 * 1024 * 1024;

export const read = defineTool<ReadInput>({
  name: "read",
  description:
    "Reads a file. Text comes as it is, without line numbers, up to 2000 lines at a time; use offset and limit for more. " +
    "Images (png, jpeg, gif, webp) are shown. Other binary files are refused.",
  inputSchema: {
    type: "object",
    properties: {
      path: { type: "string", description: "File, relative to the workspace or absolute" },
      offset: { type: "integer", minimum: 1, description: "First line, from 1" },
      limit: { type: "integer", minimum: 1, description: `Lines to read, default ${DEFAULT_LINES}` },
    },
    required: ["path"],
    additionalProperties: false,
  },
  readOnly: true,
  async execute(input, context) {
    const file = await openInside(input.path, context);
    try {
      const head = Buffer.alloc(Math.min(file.stats.size, 8_192));
      await file.handle.read(head, 0, head.length, 0);
      const shown = displayPath(file.path, context);
      if (sniffImage(head) !== null) return await readImage(file, shown);
      if (isBinary(head))
        throw new TandemError({ code: "tool_error", message: `${shown} is a binary file.` });
      return await readText(file, shown, input, context);
    } finally {
      await file.close();
    }
  },
});

async function readImage(file: OpenFile, shown: string): Promise<ToolOutput> {
  if (file.stats.size > MAX_IMAGE_FILE_BYTES) {
    throw new TandemError({ code: "image_size", message: `${shown} is an image of over 64 MB.` });
  }
  const bytes = Buffer.alloc(file.stats.size);
  await file.handle.read(bytes, 0, bytes.length, 0);
  try {
    const image = await fitImage(bytes);
    return { content: [{ type: "text", text: `${shown} (${image.mimeType})` }, image] };
  } catch (cause) {
    if (TandemError.isInstance(cause)) throw cause;
    throw new TandemError({
      code: "tool_error",
      message: `${shown} looks like an image but cannot be read.`,
      cause,
    });
  }
}

async function readText(
  file: OpenFile,
  shown: string,
  { offset = 1, limit = DEFAULT_LINES }: ReadInput,
  { signal }: ToolContext,
): Promise<ToolOutput> {
  const window = await readLineWindow(
    file.handle,
    { offset, limit, maxLineChars: MAX_LINE_CHARS, maxChars: MAX_CHARS, maxScanBytes: MAX_SCAN_BYTES },
    signal,
  );
  if (window.total === 0) return textOutput(`[${shown} is empty]`);
  if (window.lines.length === 0) {
    const message = `${shown} has ${count(window.total ?? 0, "line")}; there is no line ${offset}.`;
    throw new TandemError({ code: "tool_error", message });
  }
  const notes = notesOf(window, offset);
  const text = window.lines.join("\n");
  return textOutput(notes.length === 0 ? text : `${text}\n\n[${notes.join(" ")}]`);
}

function notesOf({ lines, total, cutLines }: LineWindow, offset: number): string[] {
  const notes: string[] = [];
  const last = offset + lines.length - 1;
  if (total === null || last < total) {
    notes.push(`Lines ${offset} to ${last} of ${total ?? "many more"}; continue with offset ${last + 1}.`);
  }
  if (cutLines) notes.push(`Lines over ${MAX_LINE_CHARS} characters were cut.`);
  return notes;
}
