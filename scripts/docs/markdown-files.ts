/** The project's Markdown files, read for what tests check in them: links, headings and code blocks. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "..", "..");

export interface MarkdownFile {
  /** From the project's folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface CodeBlock {
  readonly file: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** The word of a `<!-- word … -->` on the line before, such as `snippet` or `run`. */
  readonly mark: string | null;
}

const SKIPPED = ["node_modules/**", "dist/**", "**/fixtures/**", "coverage/**"];

export function markdownFiles(): MarkdownFile[] {
  return globSync("**/*.md", { cwd: ROOT, exclude: SKIPPED })
    .map((path) => path.replaceAll("\\", "/"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
}

export function codeBlocks({ path, text }: MarkdownFile): CodeBlock[] {
  return [...text.matchAll(/^(?:<!-- (\w+)[^\n]*-->\n)?(`{3,})(\w*)[^\n]*\n([\s\S]*?)^\2$/gm)].map(
    (match) => ({
      file: path,
      line: text.slice(0, match.index).split("\n").length + (match[1] === undefined ? 0 : 1),
      language: match[3]!,
      code: match[4]!,
      mark: match[1] ?? null,
    }),
  );
}

/** Targets of the file's links and pictures; code is not read. */
export function links({ text }: MarkdownFile): string[] {
  const prose = withoutCode(text);
  const inline = [...prose.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].map(([, target]) => target!);
  const html = [...prose.matchAll(/<(?:img|a|source)\b[^>]*\b(?:src|href|srcset)="([^"]+)"/g)];
  return [...inline, ...html.map(([, target]) => target!)];
}

/** The anchors that GitHub gives the headings of a file. */
export function anchors({ text }: MarkdownFile): Set<string> {
  const found = new Set<string>();
  for (const [, title] of text.replace(FENCED, "").matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const slug = title!
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\- ]/gu, "")
      .replaceAll(" ", "-");
    let anchor = slug;
    for (let copy = 1; found.has(anchor); copy++) anchor = `${slug}-${copy}`;
    found.add(anchor);
  }
  return found;
}

const FENCED = /^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm;

function withoutCode(text: string): string {
  return text.replace(FENCED, "").replace(/(`+)[^`]*?\1/g, "`code`");
}
