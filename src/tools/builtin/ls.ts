/** `ls`: what is in a folder. */
import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { blockedName } from "../../safety/blocked.ts";
import { systemFailure } from "../../safety/open.ts";
import { resolveInside } from "../../safety/paths.ts";
import { displayPath } from "../../safety/scope.ts";
import { defineTool } from "../define.ts";
import { textOutput } from "../result.ts";
import { count } from "./text-file.ts";
import { byName } from "./walk.ts";

interface LsInput {
  readonly path?: string;
}

const MAX_ENTRIES = 500;

export const ls = defineTool<LsInput>({
  name: "ls",
  description: "Lists a folder: one name a line, folders with a / at the end, symbolic links with an @.",
  inputSchema: {
    type: "object",
    properties: { path: { type: "string", description: "Folder, default the workspace" } },
    additionalProperties: false,
  },
  readOnly: true,
  async execute({ path = "." }, context) {
    const real = await resolveInside(path, context, "read");
    const shown = displayPath(real, context);
    let entries: Dirent[];
    try {
      entries = await readdir(real, { withFileTypes: true });
    } catch (error) {
      throw systemFailure(error, shown);
    }
    if (entries.length === 0) return textOutput(`[${shown} is empty]`);
    const names = entries.sort(byName).map(describe);
    if (names.length <= MAX_ENTRIES) return textOutput(names.join("\n"));
    const note = `[${count(names.length - MAX_ENTRIES, "more entry").replace(/entrys$/, "entries")} not shown; use find.]`;
    return textOutput(`${names.slice(0, MAX_ENTRIES).join("\n")}\n${note}`);
  },
});

function describe(entry: Dirent): string {
  const mark = entry.isDirectory() ? "/" : entry.isSymbolicLink() ? "@" : "";
  return `${entry.name}${mark}${blockedName(entry.name) === null ? "" : " (closed to tools)"}`;
}
