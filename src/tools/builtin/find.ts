/** `find`: files by glob. */
import { stat } from "node:fs/promises";
import { relative } from "node:path";
import { TandemError } from "../../kernel/errors.ts";
import { compileGlob } from "../../safety/glob.ts";
import { systemFailure } from "../../safety/open.ts";
import { resolveInside } from "../../safety/paths.ts";
import { displayPath } from "../../safety/scope.ts";
import { defineTool } from "../define.ts";
import { textOutput } from "../result.ts";
import { walk } from "./walk.ts";

interface FindInput {
  readonly pattern: string;
  readonly path?: string;
  readonly limit?: number;
  readonly include_ignored?: boolean;
}

const DEFAULT_LIMIT = 500;

export const find = defineTool<FindInput>({
  name: "find",
  description:
    "Finds files and folders by glob (*.ts, src/**/*.test.ts). A pattern without a slash is looked for at every depth. " +
    "What .gitignore names is left out.",
  inputSchema: {
    type: "object",
    properties: {
      pattern: { type: "string", minLength: 1, description: "Glob, relative to path" },
      path: { type: "string", description: "Folder to look in, default the workspace" },
      limit: { type: "integer", minimum: 1, description: `Most results, default ${DEFAULT_LIMIT}` },
      include_ignored: { type: "boolean", description: "Also what .gitignore names and node_modules" },
    },
    required: ["pattern"],
    additionalProperties: false,
  },
  readOnly: true,
  async execute({ pattern, path = ".", limit = DEFAULT_LIMIT, include_ignored = false }, context) {
    const root = await resolveInside(path, context, "read");
    await assertFolder(root, displayPath(root, context));
    const matches = globMatcher(pattern);
    const found: string[] = [];
    let more = false;
    for await (const entry of walk(root, {
      scope: context,
      includeIgnored: include_ignored,
      signal: context.signal,
    })) {
      if (!matches(relative(root, entry.path))) continue;
      more = found.length >= limit;
      if (more) break;
      found.push(`${displayPath(entry.path, context)}${entry.kind === "folder" ? "/" : ""}`);
    }
    if (found.length === 0) return textOutput(`No file matches ${pattern}.`);
    if (more) found.push(`[Only the first ${limit} are shown; narrow the pattern or raise limit.]`);
    return textOutput(found.join("\n"));
  },
});

/** Whether a relative path fits a glob; the last name decides for a glob without a slash. */
export function globMatcher(pattern: string): (path: string) => boolean {
  const plain = pattern.replace(/^\.?\//, "");
  try {
    return compileGlob(plain.includes("/") ? plain : `**/${plain}`);
  } catch (cause) {
    throw new TandemError({
      code: "tool_input_invalid",
      message: `Invalid glob ${pattern}: ${cause instanceof Error ? cause.message : cause}.`,
      cause,
    });
  }
}

async function assertFolder(path: string, shown: string): Promise<void> {
  const stats = await stat(path).catch((error: unknown) => {
    throw systemFailure(error, shown);
  });
  if (!stats.isDirectory())
    throw new TandemError({ code: "tool_error", message: `${shown} is not a folder.` });
}
