/** `{ file, before, tool, input, after, isError }`: a file, a call of a tool that changes files, and the file after it, to the byte. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toolContext } from "../../src/tools/testing.ts";
import type { CaseKind } from "./kind.ts";
import { builtins, inFolder } from "./tools.ts";

export const editCases: CaseKind = {
  takes: ({ file, before, after, tool }) =>
    [file, before, after, tool].every((field) => typeof field === "string"),
  play: ({ file, before, tool: name, input, after, isError = false }) =>
    inFolder(async (folder) => {
      const path = join(folder, String(file));
      await writeFile(path, String(before));
      const tool = builtins().find((one) => one.name === name);
      if (tool === undefined) return `there is no tool "${name}"`;
      const failure = await tool.execute(input as Record<string, unknown>, toolContext(folder)).then(
        () => null,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      const now = await readFile(path, "utf8");
      if (now !== after)
        return `the file is ${JSON.stringify(now)}, not ${JSON.stringify(after)}${failure === null ? "" : ` (${failure})`}`;
      if ((failure !== null) !== isError)
        return failure === null ? "it should have failed" : `it failed: ${failure}`;
      return null;
    }),
};
