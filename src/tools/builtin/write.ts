/** `write`: a whole file at once. */
import { displayPath } from "../../safety/scope.ts";
import { writeInside } from "../../safety/write.ts";
import { defineTool } from "../define.ts";
import { textOutput } from "../result.ts";
import { count, lineCount } from "./text-file.ts";

interface WriteInput {
  readonly path: string;
  readonly content: string;
}

export const write = defineTool<WriteInput>({
  name: "write",
  origin: "builtin",
  effect: "edit",
  description:
    "Writes a file, replacing what was there and making missing folders. To change a part of a file, use edit.",
  inputSchema: {
    type: "object",
    properties: {
      path: { type: "string", description: "File, relative to the workspace or absolute" },
      content: { type: "string", description: "The whole new content" },
    },
    required: ["path", "content"],
    additionalProperties: false,
  },
  readOnly: false,
  async execute({ path, content }, context) {
    const written = await writeInside(path, content, context);
    const shown = displayPath(written.path, context);
    const verb = written.created ? "Created" : "Replaced";
    return textOutput(`${verb} ${shown} (${count(lineCount(content), "line")}).`, {
      path: shown,
      created: written.created,
    });
  },
});
