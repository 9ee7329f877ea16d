/**
 * Code blocks of the guide that come from files the compiler checks. `<!-- snippet: examples/hello.ts -->` before a code block
 * fills it with that file, without its first comment.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const MARKED = /(<!-- snippet: (\S+) -->\n)```\w*\n(?:[\s\S]*?\n)??```$/gm;

/** The page with its marked blocks filled in. Throws when a file is missing. */
export function withSnippets(page: string, root: string): string {
  return page.replace(MARKED, (_all, mark: string, file: string) => {
    const source = readFileSync(join(root, file), "utf8").replace(/^\/\*\*[\s\S]*?\*\/\n/, "");
    return `${mark}\`\`\`${file.split(".").at(-1)}\n${source.trim()}\n\`\`\``;
  });
}
