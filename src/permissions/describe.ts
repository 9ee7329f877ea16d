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
import { visible } from "./visible.ts";

/** What a line is, for whoever has colours. */
export type LineTone = "title" | "plain" | "added" | "removed" | "place" | "note" | "warning";

export interface QuestionLine {
  /** One line, without control characters. */
  readonly text: string;
  readonly tone: LineTone;
}

/** What is described of a question. */
export type Described = Pick<ConfirmQuestion, "toolName" | "preview" | "reason">;

/** All of what will happen, whole: whoever shows less says so, as {@link foldLines} does. */
export function describeQuestion({ toolName, preview, reason }: Described): QuestionLine[] {
  return [
    ...lines(`${toolName}: ${titleOf(preview, toolName)}`, "title"),
    ...(preview.problem === undefined
      ? []
      : lines(`It would fail as things are now: ${preview.problem}`, "warning")),
    ...(reason === undefined || reason === "" ? [] : lines(`Asked because: ${reason}`, "note")),
    ...bodyOf(preview),
  ];
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

function bodyOf(preview: CallPreview): QuestionLine[] {
  switch (preview.kind) {
    case "changes": {
      const { files, diff } = preview;
      const named = files.length > 1 ? files.flatMap((file) => lines(`  ${changeOf(file)}`)) : [];
      return [...named, ...diffLines(diff)];
    }
    case "write":
      return writeLines(preview);
    case "command":
      return commandLines(preview);
    case "mcp":
      return argumentLines(preview.arguments);
    case "fetch":
      return lines(`  ${preview.url}`);
    case "message":
      return messageLines(preview);
    case "subagents":
      return subagentLines(preview);
    case "arguments":
      return preview.unavailable === undefined
        ? argumentLines(preview.arguments)
        : [
            ...lines(preview.unavailable, "warning"),
            ...(Object.keys(preview.arguments).length === 0 ? [] : argumentLines(preview.arguments)),
          ];
  }
}

function changeOf({ change, path, movedTo }: ChangedFile): string {
  if (change === "moved") return `move ${path} to ${movedTo}`;
  return `${{ added: "create", deleted: "delete", changed: "change" }[change]} ${path}`;
}

function diffLines(diff: string): QuestionLine[] {
  return textLines(diff).map((text) => ({ text, tone: diffTone(text) }));
}

function diffTone(line: string): LineTone {
  if (/^(?:---|\+\+\+|@@)/.test(line)) return "place";
  return line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "plain";
}

function writeLines({ content, diff, replaces }: WritePreview): QuestionLine[] {
  if (diff !== null) return diff === "" ? lines("The content stays as it is.", "note") : diffLines(diff);
  const written = textLines(content).map((text): QuestionLine => ({ text: `+${text}`, tone: "added" }));
  const about = replaces ? lines("What is there is no text; its new content:", "note") : [];
  return [...about, ...(written.length === 0 ? lines("The file is empty.", "note") : written)];
}

/** Characters and lines of a command after which what it may do comes first: it must not be folded away. */
const SHORT_CHARS = 300;
const SHORT_LINES = 4;

function commandLines(preview: CommandPreview): QuestionLine[] {
  const { command, cwd, env, background, timeoutMs } = preview;
  const text = textLines(command).map((one): QuestionLine => ({ text: `  ${one}`, tone: "plain" }));
  const ends = background ? "Runs on beside the turn, and ends" : "Ends";
  const about = [
    ...lines(`Folder: ${cwd}`, "note"),
    ...confinementLines(preview),
    ...(env.length === 0 ? [] : lines(`Environment: sets ${env.join(", ")}`, "note")),
    ...lines(`${ends} after ${duration(timeoutMs)} at most`, "note"),
  ];
  const isShort = command.length <= SHORT_CHARS && text.length <= SHORT_LINES;
  return isShort ? [...text, ...about] : [...about, ...text];
}

function confinementLines({ confinement }: CommandPreview): QuestionLine[] {
  if (confinement.kind === "none") {
    const why =
      confinement.why === "elevated"
        ? "this turn was started with elevated rights"
        : "the configuration turns the sandbox off";
    return lines(`Sandbox: none (${why}); it can do all that you can`, "warning");
  }
  const { writable, network } = confinement;
  const reach = network.length === 0 ? "no network" : `network: ${network.join(", ")} only`;
  return lines(`Sandbox: writes in ${writable.join(", ")} and a /tmp of its own only; ${reach}`, "note");
}

function messageLines({ channel, target, text, media, replyTo }: MessagePreview): QuestionLine[] {
  return [
    ...lines(`Channel: ${channel ?? "this conversation's"}`, "note"),
    ...lines(`To: ${target ?? "where the answer goes"}`, "note"),
    ...(replyTo === null ? [] : lines(`In reply to: ${replyTo}`, "note")),
    ...media.flatMap((one) => lines(`Attached: ${one}`, "note")),
    ...textLines(text).map((line): QuestionLine => ({ text: `  ${line}`, tone: "plain" })),
  ];
}

function subagentsTitle({ mode, tasks }: SubagentsPreview): string {
  if (mode === "single") return "start a subagent";
  return `start ${tasks.length} subagents, ${mode === "chain" ? "one after the other" : "side by side"}`;
}

function subagentLines({ tasks, permissionMode }: SubagentsPreview): QuestionLine[] {
  return [
    ...tasks.flatMap((task, index) => taskLines(task, tasks.length > 1 ? `${index + 1}. ` : "")),
    ...lines(`Rights: those of this turn (${permissionMode} mode); what it must ask, it asks you`, "note"),
  ];
}

function taskLines(task: SubagentPreview, number: string): QuestionLine[] {
  const { agentId, model, runtime, thinking, tools, timeoutMs } = task;
  const about = [
    `agent ${agentId}`,
    `model ${model ?? "as this turn's"}`,
    ...(runtime === null ? [] : [`engine ${runtime}`]),
    ...(thinking === null ? [] : [`thinking ${thinking}`]),
    `tools ${tools === null ? "all of this turn" : tools.length === 0 ? "none" : tools.join(", ")}`,
    ...(timeoutMs === null ? [] : [`at most ${duration(timeoutMs)}`]),
  ];
  return [
    ...textLines(task.task).map(
      (text, index): QuestionLine => ({ text: `  ${index === 0 ? number : ""}${text}`, tone: "plain" }),
    ),
    ...lines(`  (${about.join("; ")})`, "note"),
  ];
}

/** Texts of several lines as such: a JSON string of a program cannot be read. */
function argumentLines(input: Readonly<Record<string, unknown>>): QuestionLine[] {
  const entries = Object.entries(input);
  if (entries.length === 0) return lines("Without arguments.", "note");
  return entries.flatMap(([name, value]): QuestionLine[] => {
    if (typeof value === "string" && value.includes("\n"))
      return [
        ...lines(`  ${nameOf(name)}:`),
        ...textLines(value).map((text) => ({ text: `    ${text}`, tone: "plain" as const })),
      ];
    const shown = textLines(JSON.stringify(value, null, 2) ?? "undefined");
    return shown.map((text, index) => ({
      text: `  ${index === 0 ? `${nameOf(name)}: ` : ""}${text}`,
      tone: "plain",
    }));
  });
}

/** A name of an argument, in one line. */
function nameOf(name: string): string {
  return visible(name).replaceAll("\n", "␊");
}

/** The lines of a text; its last line break begins no further one. */
function textLines(text: string): string[] {
  if (text === "") return [];
  const shown = visible(text).split("\n");
  if (shown.at(-1) === "") shown.pop();
  return shown;
}

function lines(text: string, tone: LineTone = "plain"): QuestionLine[] {
  return textLines(text).map((line) => ({ text: line, tone }));
}

function duration(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  return `${Math.round(ms / 60_000)} min`;
}
