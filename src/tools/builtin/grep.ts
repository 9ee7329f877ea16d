/** `grep`: lines of files that match a regular expression. */
import { stat } from "node:fs/promises";
import { relative } from "node:path";
import { openInside, openResolved, systemFailure } from "../../safety/open.ts";
import { resolveInside } from "../../safety/paths.ts";
import { displayPath } from "../../safety/scope.ts";
import { defineTool } from "../define.ts";
import { textOutput } from "../result.ts";
import type { ToolContext } from "../tool.ts";
import { globMatcher } from "./find.ts";
import type { FileMatches, Matcher, Pattern } from "./grep/matcher.ts";
import { count, isBinary } from "./text-file.ts";
import { walk } from "./walk.ts";

interface GrepInput {
  readonly pattern: string;
  readonly path?: string;
  readonly glob?: string;
  readonly ignore_case?: boolean;
  readonly literal?: boolean;
  readonly context?: number;
  readonly limit?: number;
  readonly include_ignored?: boolean;
}

const DEFAULT_LIMIT = 200;
const MAX_LINE_CHARS = 500;
const MAX_FILE_BYTES = 10 * 1024 * 1024;

export const grep = defineTool<GrepInput>({
  name: "grep",
  description:
    "Searches files for a regular expression, line by line; gives path:line: text. What .gitignore names, binary files and " +
    "files over 10 MB are left out.",
  inputSchema: {
    type: "object",
    properties: {
      pattern: { type: "string", minLength: 1, description: "Regular expression" },
      path: { type: "string", description: "File or folder, default the workspace" },
      glob: { type: "string", minLength: 1, description: "Only files that fit, as *.ts or src/**" },
      ignore_case: { type: "boolean" },
      literal: { type: "boolean", description: "Take the pattern as plain text" },
      context: { type: "integer", minimum: 0, maximum: 20, description: "Lines before and after, default 0" },
      limit: { type: "integer", minimum: 1, description: `Most matches, default ${DEFAULT_LIMIT}` },
      include_ignored: { type: "boolean", description: "Also what .gitignore names and node_modules" },
    },
    required: ["pattern"],
    additionalProperties: false,
  },
  readOnly: true,
  async execute(input, context) {
    const paths = await filesToSearch(input, context);
    const pattern: Pattern = {
      source: input.pattern,
      ignoreCase: input.ignore_case ?? false,
      literal: input.literal ?? false,
    };
    const { findRipgrep, PatternUnsupported, ripgrepMatcher } = await import("./grep/ripgrep.ts");
    const program = await findRipgrep(context.env.PATH, context);
    if (program !== null) {
      try {
        return textOutput(
          await search(ripgrepMatcher(program, pattern, context.env, context.signal), paths, input, context),
        );
      } catch (error) {
        if (!(error instanceof PatternUnsupported)) throw error;
      }
    }
    const { javascriptMatcher } = await import("./grep/javascript.ts");
    const matcher = javascriptMatcher(pattern, (path) => readText(path, context), context.signal);
    return textOutput(await search(matcher, paths, input, context));
  },
});

async function filesToSearch(input: GrepInput, context: ToolContext): Promise<string[]> {
  const root = await resolveInside(input.path ?? ".", context, "read");
  const stats = await stat(root).catch((error: unknown) => {
    throw systemFailure(error, displayPath(root, context));
  });
  if (!stats.isDirectory()) {
    // Opened for its checks: a named file that is blocked is reported, whereas a search just leaves it out.
    await (await openInside(input.path ?? ".", context)).close();
    return [root];
  }
  const wanted = input.glob === undefined ? () => true : globMatcher(input.glob);
  const options = { scope: context, includeIgnored: input.include_ignored ?? false, signal: context.signal };
  const paths: string[] = [];
  for await (const { path, kind } of walk(root, options)) {
    if (kind === "file" && wanted(relative(root, path))) paths.push(path);
  }
  return paths;
}

async function search(
  matcher: Matcher,
  paths: readonly string[],
  { context: around = 0, limit = DEFAULT_LIMIT, pattern }: GrepInput,
  context: ToolContext,
): Promise<string> {
  const output: string[] = [];
  let found = 0;
  let more = false;
  try {
    for await (const matches of matcher.match(paths)) {
      const text = await readText(matches.path, context);
      if (text === null) continue;
      const shown = matches.lines.slice(0, limit - found);
      more = shown.length < matches.lines.length;
      if (shown.length > 0) {
        if (around > 0 && output.length > 0) output.push("--");
        output.push(
          ...render({ ...matches, lines: shown }, text, around, displayPath(matches.path, context)),
        );
        found += shown.length;
      }
      if (more) break;
    }
  } finally {
    await matcher.close();
  }
  if (found === 0) return `No match for ${pattern} in ${count(paths.length, "file")}.`;
  if (more) output.push(`[Only the first ${limit} matches are shown; narrow the search or raise limit.]`);
  return output.join("\n");
}

/** As grep prints: `path:12: text` for matches, `path-11- text` for the lines around, `--` between groups. */
function render({ lines }: FileMatches, text: string, around: number, shown: string): string[] {
  const all = text.replace(/\n$/, "").split("\n");
  const matching = new Set(lines);
  const output: string[] = [];
  let last = 0;
  for (const line of lines) {
    const from = Math.max(line - around, last + 1);
    if (around > 0 && last > 0 && from > last + 1) output.push("--");
    for (let number = from; number <= Math.min(line + around, all.length); number++) {
      if (number > line && matching.has(number)) break;
      const mark = matching.has(number) ? ":" : "-";
      output.push(`${shown}${mark}${number}${mark} ${cut(all[number - 1]!.replace(/\r$/, ""))}`);
      last = number;
    }
  }
  return output;
}

function cut(line: string): string {
  return line.length <= MAX_LINE_CHARS ? line : `${line.slice(0, MAX_LINE_CHARS)}… [cut]`;
}

/** `null` for what a search leaves out: binary, too large, gone meanwhile, or not to be read. */
async function readText(path: string, context: ToolContext): Promise<string | null> {
  const file = await openResolved(path, context).catch(() => null);
  if (file === null) return null;
  try {
    if (file.stats.size > MAX_FILE_BYTES) return null;
    const bytes = await file.handle.readFile();
    return isBinary(bytes) ? null : new TextDecoder().decode(bytes);
  } finally {
    await file.close();
  }
}
