/** Sessions to and from files. Formats are loaded when they are asked for. */
import { readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { TandemError } from "../kernel/errors.ts";
import { makeFolder } from "../safety/make-folder.ts";
import {
  countByType,
  type ExportFormat,
  type ImportFormat,
  type ImportReport,
  type LeftOutLine,
  type ReadTranscript,
  type Transcript,
} from "./formats/format.ts";
import { type Lines, readLines } from "./formats/lines.ts";
import { invalidImport } from "./formats/reader.ts";
import type { SessionInfo } from "./store.ts";

const WRITERS: Readonly<Record<ExportFormat, () => Promise<(transcript: Transcript) => string>>> = {
  pi: async () => (await import("./formats/pi/write.ts")).writePiSession,
  claude: async () => (await import("./formats/claude/write.ts")).writeClaudeSession,
  html: async () => (await import("./formats/html/write.ts")).writeHtml,
  markdown: async () => (await import("./formats/markdown/write.ts")).writeMarkdown,
};

export async function exportTranscript(transcript: Transcript, format: ExportFormat): Promise<string> {
  const write = await WRITERS[format]();
  return write(transcript);
}

export interface ImportOptions {
  /** Path of the file. */
  readonly file: string;
  /** The file's format; default: detected from its first lines. */
  readonly format?: ImportFormat;
  /** Folder that keeps damaged lines. */
  readonly keepIn: string;
  /** Stores what was read, all or nothing. */
  readonly store: (read: ReadTranscript) => SessionInfo;
}

/**
 * Reads a session file and stores it. Damaged lines are written to a file `<name>.bak` first. Rejects with TandemError
 * `validation_failed` for a file that cannot be read and `import_invalid` for one that is no session; nothing is changed then.
 */
export async function importFile({ file, format, keepIn, store }: ImportOptions): Promise<ImportReport> {
  const text = await readText(file);
  const lines = readLines(text);
  const { found, read } = await readAs(lines, format);
  const kept = await keepBad(text, read.leftOut, join(keepIn, basename(file)));
  try {
    const session = store(read);
    return { session, format: found, imported: countByType(read.past), leftOut: read.leftOut, kept };
  } catch (error) {
    if (kept !== null) await rm(kept, { force: true });
    throw error;
  }
}

async function readAs(
  lines: Lines,
  format: ImportFormat | undefined,
): Promise<{ readonly found: ImportFormat; readonly read: ReadTranscript }> {
  const [pi, claude] = await Promise.all([
    import("./formats/pi/read.ts"),
    import("./formats/claude/read.ts"),
  ]);
  const first = lines.lines[0]?.value;
  const found = format ?? (first !== undefined && pi.isPiSession(first) ? "pi" : "claude");
  if (
    format === undefined &&
    found === "claude" &&
    !lines.lines.some(({ value }) => claude.isClaudeMessage(value))
  )
    throw invalidImport("The file is neither a session of Pi nor one of Claude Code.");
  return { found, read: found === "pi" ? pi.readPiSession(lines) : claude.readClaudeSession(lines) };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new TandemError({
      code: "validation_failed",
      field: "file",
      message: `The file ${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      remediation: "Check its path and permissions.",
      cause,
    });
  }
}

/** Keeps the damaged lines as they are, under a name that is not taken. Returns its path; `null` when there are none. */
async function keepBad(text: string, leftOut: readonly LeftOutLine[], path: string): Promise<string | null> {
  const numbers = new Set(leftOut.filter(({ bad }) => bad).map(({ line }) => line));
  if (numbers.size === 0) return null;
  const bad = text.split("\n").filter((_, index) => numbers.has(index + 1));
  try {
    makeFolder(join(path, ".."));
    for (let n = 1; ; n++) {
      const candidate = n === 1 ? `${path}.bak` : `${path}.${n}.bak`;
      if (await createFile(candidate, `${bad.join("\n")}\n`)) return candidate;
    }
  } catch (cause) {
    throw new TandemError({
      code: "data_folder_unwritable",
      message: `The damaged lines cannot be saved next to ${path}.`,
      cause,
    });
  }
}

/** False: there is a file of that name. */
async function createFile(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
