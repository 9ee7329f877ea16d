/** What a tool block shows below its title: a diff, the content of a file, the output of a command, or a text. */
import { createTwoFilesPatch } from "diff";
import type { UserContent } from "../../../../sessions/message.ts";
import { count } from "../../render/format.ts";
import type { ChatTheme } from "../themes/chat-theme.ts";
import { type DiffSummary, diffLines, summarizeDiff } from "./diff-lines.ts";
import type { FoldLimits } from "./fold-lines.ts";
import { type BlockLine, safeLine, safeLines } from "./safe-lines.ts";

export interface ToolState {
  readonly input: Readonly<Record<string, unknown>>;
  /** The result, or while it runs what it has shown so far. */
  readonly content: readonly UserContent[];
  readonly done: boolean;
  readonly isError: boolean;
  readonly details?: unknown;
}

export interface ToolBody {
  readonly lines: readonly BlockLine[];
  /** What stays of it when it is folded. */
  readonly fold: FoldLimits;
  /** For the title: `+3 −1`, `12 lines`. */
  readonly summary: string;
}

/** Lines that an unfolded block shows at most: beyond them nobody reads in a chat. */
const MAX_LINES = 3_000;
const DIFF_FOLD: FoldLimits = { head: 14, tail: 0 };
const CONTENT_FOLD: FoldLimits = { head: 8, tail: 0 };
const COMMAND_FOLD: FoldLimits = { head: 0, tail: 6 };
const ERROR_FOLD: FoldLimits = { head: 4, tail: 4 };
const TEXT_FOLD: FoldLimits = { head: 4, tail: 0 };
const MAX_DIFF_MS = 50;

export function toolBody(state: ToolState, theme: ChatTheme): ToolBody {
  const { lines, fold, summary } = bodyOf(state, theme);
  if (lines.length <= MAX_LINES) return { lines, fold, summary };
  const note = {
    lead: "",
    text: theme.dim(`… ${count(lines.length - MAX_LINES)} further lines are not shown`),
  };
  return { lines: [...lines.slice(0, MAX_LINES), note], fold, summary };
}

function bodyOf(state: ToolState, theme: ChatTheme): ToolBody {
  const { input, done, isError } = state;
  const diff = done && isError ? null : (diffIn(state.details) ?? diffOf(input));
  if (diff !== null) {
    return { lines: diffLines(diff, theme), fold: DIFF_FOLD, summary: changes(summarizeDiff(diff), theme) };
  }
  if (!isError && typeof input.patch === "string") {
    return { lines: patchLines(input.patch, theme), fold: DIFF_FOLD, summary: "" };
  }
  if (!isError && typeof input.content === "string" && pathOf(input) !== undefined) {
    const lines = numbered(safeLines(input.content), theme);
    return { lines, fold: CONTENT_FOLD, summary: theme.added(`+${lines.length}`) };
  }
  if (commandOf(input) !== undefined) return commandBody(state, theme);
  const text = textOf(state.content);
  const paint = isError ? theme.red : theme.dim;
  const lines = safeLines(text).map((line) => ({ lead: "", text: paint(line) }));
  if (isError) return { lines, fold: ERROR_FOLD, summary: "" };
  return { lines, fold: TEXT_FOLD, summary: done ? theme.dim(lineCount(lines.length)) : "" };
}

/** A command's output, which ends with how the command ended; of a long one that end may be cut off. */
function commandBody({ content, done, isError, details }: ToolState, theme: ChatTheme): ToolBody {
  const lines = safeLines(textOf(content));
  const written = done ? /^\[(.+)\]$/.exec(lines.at(-1) ?? "")?.[1] : undefined;
  if (written !== undefined) lines.pop();
  if (lines.length === 1 && lines[0] === "(no output)") lines.pop();
  const ending = written ?? (done ? endingIn(details) : undefined);
  const summary =
    ending === undefined || ending === "exit code 0"
      ? theme.dim(done && lines.length === 0 ? "no output" : "")
      : (isError ? theme.red : theme.dim)(ending);
  const shown = lines.map((line) => ({ lead: "", text: (isError ? theme.red : theme.dim)(line) }));
  return { lines: shown, fold: COMMAND_FOLD, summary };
}

/** How a command ended, as its tool reports it beside the output. */
function endingIn(details: unknown): string | undefined {
  const { exitCode, signal } = (details ?? {}) as { readonly exitCode?: unknown; readonly signal?: unknown };
  if (typeof exitCode === "number") return `exit code ${exitCode}`;
  return typeof signal === "string" ? safeLine(signal) : undefined;
}

/** The command that a call runs. */
export function commandOf(input: ToolState["input"]): string | undefined {
  return typeof input.command === "string" ? input.command : undefined;
}

function pathOf(input: ToolState["input"]): string | undefined {
  const path = input.path ?? input.file_path;
  return typeof path === "string" ? path : undefined;
}

/** The diff that a tool reports beside its result. */
function diffIn(details: unknown): string | null {
  const diff = (details as { readonly diff?: unknown } | null | undefined)?.diff;
  return typeof diff === "string" && diff !== "" ? diff : null;
}

/** The diff that an edit asks for, where the tool has not reported one; its line numbers are those of the piece. */
function diffOf(input: ToolState["input"]): string | null {
  const { old_string: before, new_string: after } = input;
  if (typeof before !== "string" || typeof after !== "string") return null;
  const path = pathOf(input) ?? "";
  return (
    createTwoFilesPatch(path, path, ended(before), ended(after), undefined, undefined, {
      context: 3,
      timeout: MAX_DIFF_MS,
    }) ?? null
  );
}

/** A piece of a file as whole lines, so that no line is said to lack its line break. */
function ended(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** A patch in the format of `apply_patch`, before its result is known. */
function patchLines(patch: string, theme: ChatTheme): BlockLine[] {
  return safeLines(patch).map((line) => {
    if (line.startsWith("+")) return { lead: "", text: theme.added(line) };
    if (line.startsWith("-")) return { lead: "", text: theme.removed(line) };
    return { lead: "", text: line.startsWith("***") ? theme.bold(line) : theme.dim(line) };
  });
}

function numbered(lines: readonly string[], theme: ChatTheme): BlockLine[] {
  const width = String(lines.length).length;
  return lines.map((text, index) => ({ lead: theme.dim(`${String(index + 1).padStart(width)}  `), text }));
}

function changes({ added, removed }: DiffSummary, theme: ChatTheme): string {
  return [
    ...(added > 0 ? [theme.added(`+${added}`)] : []),
    ...(removed > 0 ? [theme.removed(`−${removed}`)] : []),
  ].join(" ");
}

function lineCount(lines: number): string {
  if (lines === 0) return "no output";
  return lines === 1 ? "1 line" : `${count(lines)} lines`;
}

function textOf(content: readonly UserContent[]): string {
  return content.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n");
}
