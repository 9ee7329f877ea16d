/** `tandem sessions export` and `import`: conversations as files of other programs, or to read. */
import { extname, resolve } from "node:path";
import { Option } from "commander";
import { TandemError } from "../../../kernel/errors.ts";
import {
  EXPORT_FORMATS,
  type ExportFormat,
  IMPORT_FORMATS,
  type ImportFormat,
  type ImportReport,
  type LeftOutLine,
} from "../../../sessions/formats/format.ts";
import { type CliIo, json, line } from "../io.ts";
import { type CommonOptions, withTandem } from "../open.ts";
import { count } from "../render/format.ts";
import { sessionTitle } from "../render/session-name.ts";
import { findSession, keyOfName } from "../session-ref.ts";
import { writeNewFile } from "../write-new-file.ts";
import type { Subcommand } from "./sessions-shared.ts";

interface ExportOptions extends CommonOptions {
  readonly format?: ExportFormat;
  readonly output?: string;
  readonly force?: boolean;
  readonly cwd?: string;
}

interface ImportOptions extends CommonOptions {
  readonly format?: ImportFormat;
  readonly as?: string;
  readonly agent?: string;
}

/** Lines named for one reason, at most. */
const MAX_LINES = 8;

export function defineExport(sub: Subcommand, io: CliIo): void {
  sub("export <session>", "export a session for Pi, Claude Code or people")
    .addOption(
      new Option("-f, --format <format>", "default: from the file's name, or else markdown").choices(
        EXPORT_FORMATS,
      ),
    )
    .option("-o, --output <file>", "write to this file; default: stdout")
    .option("--force", "overwrite an existing file")
    .option("--cwd <folder>", "the conversation's folder, for Pi and Claude Code; default: this one")
    .action((session: string, options: ExportOptions) =>
      withTandem(io, options, async (tandem) => {
        const { id } = findSession(tandem.sessions, session);
        const format = options.format ?? formatOf(options.output);
        const text = await tandem.sessions.export(id, { format, cwd: resolve(io.cwd, options.cwd ?? "") });
        if (options.output === undefined) {
          if (options.json) json(io.stdout, { session: id, format, content: text });
          else io.stdout.write(text);
          return;
        }
        const file = resolve(io.cwd, options.output);
        await writeNewFile(file, text, {
          overwrite: options.force === true,
          ifTaken: "Choose another name, or add --force.",
        });
        if (options.json) json(io.stdout, { session: id, format, file, bytes: Buffer.byteLength(text) });
        else
          line(
            io.stdout,
            `Wrote ${file} (${count(Buffer.byteLength(text))} bytes).${nextStep(format, id, file)}`,
          );
      }),
    );
}

export function defineImport(sub: Subcommand, io: CliIo): void {
  sub("import <file>", "import a session file of Pi or Claude Code")
    .addOption(new Option("-f, --format <format>", "default: detected from the file").choices(IMPORT_FORMATS))
    .option("--as <name>", "name of the new session; default: a key made from the file's own id")
    .option("-a, --agent <id>", "agent it belongs to; default: main")
    .action((file: string, options: ImportOptions) =>
      withTandem(io, options, async (tandem) => {
        const { format, as, agent } = options;
        const report = await tandem.sessions.import({
          file: resolve(io.cwd, file),
          ...(format === undefined ? {} : { format }),
          ...(as === undefined ? {} : { key: keyOfName(as, agent) }),
          ...(agent === undefined ? {} : { agentId: agent }),
        });
        if (options.json) json(io.stdout, report);
        else printReport(io, report);
      }),
    );
}

function formatOf(file: string | undefined): ExportFormat {
  const extension = file === undefined ? ".md" : extname(file).toLowerCase();
  if (extension === ".md" || extension === ".markdown") return "markdown";
  if (extension === ".html" || extension === ".htm") return "html";
  throw new TandemError({
    code: "validation_failed",
    field: "format",
    message: `The name ${file} does not say which format to write.`,
    remediation: `Add --format ${EXPORT_FORMATS.join(", --format ")}, or name it .html or .md.`,
  });
}

function nextStep(format: ExportFormat, id: string, file: string): string {
  if (format === "pi") return `\nGo on in Pi: pi --session ${file}`;
  if (format !== "claude") return "";
  return `\nGo on in Claude Code: put it into its folder as projects/<this folder's name>/${id}.jsonl, then claude --resume ${id}`;
}

function printReport(io: CliIo, { session, imported, leftOut, kept }: ImportReport): void {
  const parts = Object.entries(imported).map(([type, n]) => `${n} ${type.replace("_", " ")}`);
  line(io.stdout, `Imported ${session.entryCount} entries (${parts.join(", ")}).`);
  line(io.stdout, `${session.id}  ${sessionTitle(session)}`);
  const reasons = Map.groupBy(leftOut, ({ reason }) => reason);
  for (const [reason, lines] of reasons) line(io.stderr, `Left out ${linesText(lines)}: ${reason}.`);
  if (kept !== null) line(io.stderr, `The damaged lines are kept in ${kept}`);
}

function linesText(lines: readonly LeftOutLine[]): string {
  const shown = lines.slice(0, MAX_LINES).map(({ line }) => line);
  const more = lines.length > shown.length ? ` and ${lines.length - shown.length} more` : "";
  return `${lines.length === 1 ? "line" : "lines"} ${shown.join(", ")}${more}`;
}
