import { resolve } from "node:path";
import { EXPORT_FORMATS, type ExportFormat } from "../../../../sessions/formats/format.ts";
import { formatOfName, formatOfWord } from "../../export-format.ts";
import { writeNewFile } from "../../write-new-file.ts";
import type { ChatCommand } from "./command.ts";

const EXTENSIONS: Readonly<Record<ExportFormat, string>> = {
  html: "html",
  markdown: "md",
  pi: "pi.jsonl",
  claude: "claude.jsonl",
};

export const exportSession: ChatCommand = {
  name: "export",
  argument: "[format] [file]",
  help: "write the conversation to a file: html (default), markdown, pi, claude",
  async run({ tandem, state }, argument) {
    const session = state.current();
    if (session === null) return "There is nothing to export yet.";
    const [first = "", ...rest] = argument.split(/\s+/).filter((word) => word !== "");
    const word = formatOfWord(first);
    const name = word === null ? argument : rest.join(" ");
    const format = word ?? (name === "" ? "html" : formatOfName(name));
    if (format === null)
      return `The name ${name} does not say which format to write: /export <${EXPORT_FORMATS.join("|")}> ${name}`;
    const { workspaceDir } = state.settings;
    const file = resolve(
      workspaceDir,
      name === "" ? `tandem-${session.id.slice(0, 8)}.${EXTENSIONS[format]}` : name,
    );
    const text = await tandem.sessions.export(session.id, { format, cwd: workspaceDir });
    // A file of its own name is an earlier export of the same conversation.
    await writeNewFile(file, text, {
      overwrite: name === "",
      ifTaken: `Choose another name: /export ${format} <file>`,
    });
    return `Wrote ${file}.`;
  },
};
