/** A question in lines of plain text: the same in the chat, without a terminal, in `tandem approve show` and for a host. */
import type { ConfirmQuestion } from "../kernel/request.ts";
import type {
  CallPreview,
  ChangedFile,
  CommandPreview,
  MessagePreview,
  SubagentPreview,
  SubagentsPreview,
  WritePreview,
} from "./preview.ts";
import { plainBreaks, visible, visibleName } from "./visible.ts";

/** What a line is, for whoever has colours. */
export type LineTone = "title" | "plain" | "added" | "removed" | "place" | "note" | "warning";

export interface QuestionLine {
  /** One line, without control characters. Content of the call begins with {@link GUTTER}, and nothing else does. */
  readonly text: string;
  readonly tone: LineTone;
  /** It is content of the call and none of Tandem's words; a row that it is wrapped to needs the gutter too. */
  readonly content?: true;
}

/** At the beginning of each line that comes from the model or a file, so that none of them can pass for a line of Tandem's. */
export const GUTTER = "│ ";

/** What is described of a question. */
export type Described = Pick<ConfirmQuestion, "toolName" | "preview" | "reason">;

/** All of what will happen, whole: whoever shows less says so, as {@link foldLines} does. */
export function describeQuestion(question: Described): QuestionLine[] {
  return [...questionText(question).lines()];
}

/** A question whose lines are made as they are asked for: a large one takes no time before its first line. */
export interface QuestionText {
  /** How many lines there are. */
  readonly count: number;
  lines(): Generator<QuestionLine>;
}

export function questionText({ toolName, preview, reason }: Described): QuestionText {
  const blocks = [
    own(`${toolName}: ${titleOf(preview, toolName)}`, "title"),
    ...(preview.problem === undefined
      ? []
      : [own(`It would fail as things are now: ${preview.problem}`, "warning")]),
    ...(reason === undefined || reason === "" ? [] : [own(`Asked because: ${reason}`, "note")]),
    ...bodyOf(preview),
  ];
  return {
    count: blocks.reduce((sum, { text }) => sum + lineCount(text), 0),
    *lines() {
      for (const block of blocks) yield* linesOf(block);
    },
  };
}

/** At most `most` lines; what is left out is counted in a last line. `how`: where the rest can be seen. */
export function foldLines(all: readonly QuestionLine[], most: number, how = ""): QuestionLine[] {
  if (all.length <= most) return [...all];
  const shown = all.slice(0, Math.max(1, most - 1));
  const left = all.length - shown.length;
  const more = `… ${left} more line${left === 1 ? "" : "s"}${how === "" ? "" : ` (${how})`}`;
  return [...shown, { text: more, tone: "note" }];
}

function titleOf(preview: CallPreview, toolName: string): string {
  switch (preview.kind) {
    case "changes":
      return preview.files.length === 1
        ? changeOf(preview.files[0]!)
        : `change ${preview.files.length} files`;
    case "write":
      return `${preview.replaces ? "replace" : "create"} ${preview.path}`;
    case "command":
      return preview.background ? "run a command in the background" : "run a command";
    case "mcp":
      return `call ${preview.tool} of the MCP server ${preview.server}`;
    case "fetch":
      return "fetch a page";
    case "message":
      return "send a message";
    case "subagents":
      return subagentsTitle(preview);
    case "arguments":
      return `call ${toolName}`;
  }
}

function bodyOf(preview: CallPreview): Block[] {
  switch (preview.kind) {
    case "changes": {
      const { files, diff } = preview;
      const named = files.length > 1 ? files.map((file) => own(changeOf(file), "plain", "  ")) : [];
      return [...named, ...diffLines(diff)];
    }
    case "write":
      return writeLines(preview);
    case "command":
      return commandLines(preview);
    case "mcp":
      return argumentLines(preview.arguments);
    case "fetch":
      return [content(preview.url)];
    case "message":
      return messageLines(preview);
    case "subagents":
      return subagentLines(preview);
    case "arguments":
      return preview.unavailable === undefined
        ? argumentLines(preview.arguments)
        : [
            own(preview.unavailable, "warning"),
            ...(Object.keys(preview.arguments).length === 0 ? [] : argumentLines(preview.arguments)),
          ];
  }
}

function changeOf({ change, path, movedTo }: ChangedFile): string {
  if (change === "moved") return `move ${path} to ${movedTo}`;
  return `${{ added: "create", deleted: "delete", changed: "change" }[change]} ${path}`;
}

function diffLines(diff: string): Block[] {
  return [content(diff, diffTone)];
}

function diffTone(line: string): LineTone {
  if (/^(?:---|\+\+\+|@@)/.test(line)) return "place";
  return line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "plain";
}

function writeLines({ content: written, diff, replaces, left }: WritePreview): Block[] {
  if (diff !== null) return diff === "" ? [own("The content stays as it is.", "note")] : diffLines(diff);
  return [
    ...(replaces ? [own("What is there is no text; its new content:", "note")] : []),
    written === "" ? own("The file is empty.", "note") : content(written, "added", "+"),
    ...(left === undefined
      ? []
      : [own(`… ${left} more characters will be written that are not shown.`, "warning")]),
  ];
}

/** Characters and lines of a command after which what it may do comes first: it must not be folded away. */
const SHORT_CHARS = 300;
const SHORT_LINES = 4;

function commandLines(preview: CommandPreview): Block[] {
  const { command, cwd, env, background, timeoutMs } = preview;
  const text = content(command);
  const ends = background ? "Runs on beside the turn, and ends" : "Ends";
  const about = [
    own(`Folder: ${cwd}`, "note"),
    confinementLine(preview),
    ...(env.length === 0 ? [] : [own(`Environment: sets ${env.join(", ")}`, "note")]),
    own(`${ends} after ${duration(timeoutMs)} at most`, "note"),
  ];
  const isShort = command.length <= SHORT_CHARS && lineCount(text.text) <= SHORT_LINES;
  return isShort ? [text, ...about] : [...about, text];
}

function confinementLine({ confinement }: CommandPreview): Block {
  if (confinement.kind === "none") {
    const why =
      confinement.why === "elevated"
        ? "this turn was started with elevated rights"
        : "the configuration turns the sandbox off";
    return own(`Sandbox: none (${why}); it can do all that you can`, "warning");
  }
  const { writable, network } = confinement;
  const reach = network.length === 0 ? "no network" : `network: ${network.join(", ")} only`;
  return own(`Sandbox: writes in ${writable.join(", ")} and a /tmp of its own only; ${reach}`, "note");
}

function messageLines({ channel, target, text, media, replyTo }: MessagePreview): Block[] {
  return [
    own(`Channel: ${channel ?? "this conversation's"}`, "note"),
    own(`To: ${target ?? "where the answer goes"}`, "note"),
    ...(replyTo === null ? [] : [own(`In reply to: ${replyTo}`, "note")]),
    ...media.map((one) => own(`Attached: ${one}`, "note")),
    content(text),
  ];
}

function subagentsTitle({ mode, tasks }: SubagentsPreview): string {
  if (mode === "single") return "start a subagent";
  return `start ${tasks.length} subagents, ${mode === "chain" ? "one after the other" : "side by side"}`;
}

function subagentLines({ tasks, permissionMode }: SubagentsPreview): Block[] {
  return [
    ...tasks.flatMap((task, index) => taskLines(task, tasks.length > 1 ? `${index + 1}. ` : "")),
    own(`Rights: those of this turn (${permissionMode} mode); what it must ask, it asks you`, "note"),
  ];
}

function taskLines(task: SubagentPreview, number: string): Block[] {
  const { agentId, model, runtime, thinking, tools, timeoutMs } = task;
  const about = [
    `agent ${agentId}`,
    `model ${model ?? "as this turn's"}`,
    ...(runtime === null ? [] : [`engine ${runtime}`]),
    ...(thinking === null ? [] : [`thinking ${thinking}`]),
    `tools ${tools === null ? "all of this turn" : tools.length === 0 ? "none" : tools.join(", ")}`,
    ...(timeoutMs === null ? [] : [`at most ${duration(timeoutMs)}`]),
  ];
  return [content(`${number}${task.task}`), own(`(${about.join("; ")})`, "note", "  ")];
}

/** Texts of several lines as such: a JSON string of a program cannot be read. */
function argumentLines(input: Readonly<Record<string, unknown>>): Block[] {
  const entries = Object.entries(input);
  if (entries.length === 0) return [own("Without arguments.", "note")];
  return entries.flatMap(([name, value]) =>
    typeof value === "string" && value.includes("\n")
      ? [content(`${visibleName(name)}:`), content(value, "plain", "  ")]
      : [content(`${visibleName(name)}: ${JSON.stringify(value, null, 2) ?? "undefined"}`)],
  );
}

/** Lines that look alike. */
interface Block {
  /** With its own line breaks. */
  readonly text: string;
  readonly tone: LineTone | ((line: string) => LineTone);
  /** Before each line. */
  readonly indent: string;
  readonly content?: true;
}

/** A sentence of Tandem's, always one line whatever names are in it. */
function own(text: string, tone: LineTone = "plain", indent = ""): Block {
  return { text: visibleName(text), tone, indent };
}

/** A text of the call. */
function content(text: string, tone: Block["tone"] = "plain", indent = ""): Block {
  return { text: plainBreaks(text), tone, indent, content: true };
}

/** The lines of a text of Tandem's that belongs to a question. */
export function ownLine(text: string, tone: LineTone): QuestionLine {
  return { text: visibleName(text), tone };
}

/** The lines of a text from elsewhere. */
export function contentLines(text: string, tone: LineTone = "plain"): QuestionLine[] {
  return [...linesOf(content(text, tone))];
}

/** A last line break begins no further line. */
function* linesOf({ text, tone, indent, content: isContent }: Block): Generator<QuestionLine> {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\n", at);
    const line = visible(text.slice(at, end < 0 ? text.length : end));
    yield {
      text: `${isContent ? GUTTER : ""}${indent}${line}`,
      tone: typeof tone === "string" ? tone : tone(line),
      ...(isContent && { content: true }),
    };
    if (end < 0) return;
    at = end + 1;
  }
}

function lineCount(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; count++) at = text.indexOf("\n", at) + 1 || text.length;
  return count;
}

function duration(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  return `${Math.round(ms / 60_000)} min`;
}
