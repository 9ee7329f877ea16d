/** A tool call on the screen: what was asked for, what came of it, and how long it took. */
import {
  type Component,
  getCapabilities,
  getImageDimensions,
  Image,
  visibleWidth,
} from "@earendil-works/pi-tui";
import type { UserContent } from "../../../../sessions/message.ts";
import { formatDuration, toolTitle } from "../../render/format.ts";
import type { ChatTheme } from "../themes/chat-theme.ts";
import { foldLines, hiddenLines } from "./fold-lines.ts";
import type { FoldState } from "./fold-state.ts";
import { type BlockLine, fitBlockLine, fitLine, safeLine, safeLines, wrapBlockLine } from "./safe-lines.ts";
import { commandOf, type ToolState, toolBody } from "./tool-body.ts";

export interface ToolCallShown {
  readonly toolName: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface ToolResultShown {
  readonly content: readonly UserContent[];
  readonly isError: boolean;
  /** `null`: not known, as of a conversation that is drawn again. */
  readonly durationMs: number | null;
  readonly details?: unknown;
}

const INDENT = "  ";
const IMAGE_CELLS = 60;

export class ToolBlock implements Component {
  readonly #call: ToolCallShown;
  readonly #theme: ChatTheme;
  readonly #folds: FoldState;
  readonly #foldKey: string;
  #state: ToolState;
  #durationMs: number | null = null;
  /** By what they are about. */
  readonly #notes = new Map<string, string>();
  #images: readonly Image[] = [];
  #kept: { readonly width: number; readonly version: number; readonly lines: string[] } | null = null;

  /** `foldKey` is the key that unfolds, as the screen names it. */
  constructor(call: ToolCallShown, options: { theme: ChatTheme; folds: FoldState; foldKey: string }) {
    this.#call = call;
    this.#theme = options.theme;
    this.#folds = options.folds;
    this.#foldKey = options.foldKey;
    this.#state = { input: call.input, content: [], done: false, isError: false };
  }

  /** What the running tool has to show so far. */
  progress(content: readonly UserContent[]): void {
    if (this.#state.done) return;
    this.#state = { ...this.#state, content };
    this.invalidate();
  }

  done({ content, isError, durationMs, details }: ToolResultShown): void {
    this.#state = { input: this.#call.input, content, done: true, isError, details };
    this.#durationMs = durationMs;
    this.#images = imagesOf(content, this.#theme);
    this.invalidate();
  }

  /** Adds a line about what the call has started, as a subagent; one with the same `id` is replaced. */
  note(id: string, text: string): void {
    this.#notes.set(id, safeLine(text));
    this.invalidate();
  }

  invalidate(): void {
    this.#kept = null;
    for (const image of this.#images) image.invalidate();
  }

  render(width: number): string[] {
    const { version } = this.#folds;
    if (this.#kept?.width !== width || this.#kept.version !== version)
      this.#kept = { width, version, lines: this.#render(width) };
    return this.#kept.lines;
  }

  #render(width: number): string[] {
    const { dim } = this.#theme;
    const inner = Math.max(1, width - INDENT.length);
    const body = toolBody(this.#state, this.#theme);
    const folded = this.#folds.toolsFolded;
    const indented = (line: BlockLine): string[] =>
      (folded ? [fitBlockLine(line, inner)] : wrapBlockLine(line, inner)).map((text) => INDENT + text);
    const { head, tail, hidden } = foldLines(
      body.lines,
      folded ? body.fold : { head: body.lines.length, tail: 0 },
    );
    const rows = [
      this.#title(body.summary, width),
      ...(folded ? [] : this.#wholeCommand()).flatMap(indented),
      ...[...this.#notes.values()].map((note) => `${INDENT}${dim(`└ ${note}`)}`),
      ...head.flatMap(indented),
      ...(hidden === 0 ? [] : [INDENT + dim(hiddenLines(hidden, this.#foldKey))]),
      ...tail.flatMap(indented),
      ...this.#imageNames().map((name) => INDENT + dim(name)),
    ];
    return [
      ...rows.map((row) => fitLine(row, width)),
      ...this.#images.flatMap((image) => image.render(inner)),
    ];
  }

  #title(summary: string, width: number): string {
    const { bold, cyan, dim, green, red } = this.#theme;
    const { done, isError } = this.#state;
    const sign = done ? (isError ? red("●") : green("●")) : cyan("○");
    const took = this.#durationMs === null ? "" : dim(formatDuration(this.#durationMs));
    const failed = done && isError && summary === "" ? red("failed") : "";
    const after = [failed, summary, done ? took : dim("…")].filter((part) => part !== "").join(dim(" · "));
    // The end of the line tells how it went, so it is the call's input that is cut.
    const room = Math.max(8, width - 3 - visibleWidth(after));
    const [name, ...rest] = fitLine(safeLine(toolTitle(this.#call.toolName, this.#call.input)), room).split(
      " ",
    );
    return `${sign} ${bold(name ?? "")}${rest.length === 0 ? "" : ` ${cyan(rest.join(" "))}`} ${after}`;
  }

  /** A command of several lines, of which the title shows the beginning. */
  #wholeCommand(): BlockLine[] {
    const command = commandOf(this.#call.input);
    if (command === undefined || !command.trim().includes("\n")) return [];
    return safeLines(command).map((text, index) => ({
      lead: this.#theme.cyan(index === 0 ? "$ " : "  "),
      text,
    }));
  }

  #imageNames(): string[] {
    return this.#state.content.flatMap((block) => (block.type === "image" ? [imageName(block)] : []));
  }
}

/** `[image: image/png, 640×480]`. */
export function imageName(image: { readonly data: string; readonly mimeType: string }): string {
  const size = getImageDimensions(image.data, image.mimeType);
  return `[image: ${safeLine(image.mimeType)}${size === null ? "" : `, ${size.widthPx}×${size.heightPx}`}]`;
}

/** Pictures, where the terminal can show these. */
function imagesOf(content: readonly UserContent[], theme: ChatTheme): Image[] {
  const protocol = getCapabilities().images;
  if (protocol === null) return [];
  return content.flatMap((block) =>
    block.type !== "image" || (protocol === "kitty" && block.mimeType !== "image/png")
      ? []
      : [new Image(block.data, block.mimeType, { fallbackColor: theme.dim }, { maxWidthCells: IMAGE_CELLS })],
  );
}
