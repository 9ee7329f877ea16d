/** Which format a file of a conversation has, by its name. */
import { extname } from "node:path";
import { EXPORT_FORMATS, type ExportFormat } from "../../sessions/formats/format.ts";

/** `null`: the name does not say. */
export function formatOfName(file: string): ExportFormat | null {
  const extension = extname(file).toLowerCase();
  if (extension === ".md" || extension === ".markdown") return "markdown";
  if (extension === ".html" || extension === ".htm") return "html";
  return null;
}

/** The format a word means; `null`: none. */
export function formatOfWord(word: string): ExportFormat | null {
  const name = word.toLowerCase() === "md" ? "markdown" : word.toLowerCase();
  return EXPORT_FORMATS.find((format) => format === name) ?? null;
}
