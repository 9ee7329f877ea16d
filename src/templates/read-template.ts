/** Reads the file of a template. */
import { basename } from "node:path";
import { openInside } from "../safety/open.ts";
import type { PathScope } from "../safety/scope.ts";
import { type FrontMatter, readFrontMatter } from "../skills/front-matter.ts";
import type { Template } from "./template.ts";

const MOST_BYTES = 256 * 1024;

/** Front matter (`description`, `argument-hint`) may be left out. Rejects with an Error of one sentence. */
export async function readTemplate(path: string, scope: PathScope): Promise<Template> {
  const file = await openInside(path, scope);
  try {
    if (file.stats.size > MOST_BYTES) throw new Error("It is larger than 256 KB.");
    const text = decode(await file.handle.readFile());
    const matter = /^---\r?\n/.test(text) ? await readFrontMatter(text) : null;
    return {
      name: basename(path, ".md"),
      description: field(matter, "description"),
      argumentHint: field(matter, "argument-hint"),
      text: matter?.body ?? text.trim(),
      path: file.path,
    };
  } finally {
    await file.close();
  }
}

function field(matter: FrontMatter | null, name: string): string | null {
  const value = matter?.fields[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error("It is not valid UTF-8 text.");
  }
}
