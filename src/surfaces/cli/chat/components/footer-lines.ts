/** The two lines below the input: where one is and what happens next; what it has cost and what answers. They never wrap. */
import { basename, relative, sep } from "node:path";
import { count } from "../../render/format.ts";
import { spentCost } from "../../render/spent.ts";
import type { FooterState } from "../footer-state.ts";
import type { ChatTheme } from "../themes/chat-theme.ts";
import { fitRow, type Piece } from "./fit-row.ts";
import { safeLine } from "./safe-lines.ts";

/** What is shown; the chat knows all of it but the queue. */
export interface FooterContent extends FooterState {
  /** Messages that wait for the turn that runs. */
  readonly queued?: number;
}

export interface FooterOptions {
  readonly width: number;
  readonly theme: ChatTheme;
  /** The person's home folder, shown as `~`. */
  readonly home: string;
}

/** Not worth a word in the footer. */
const DEFAULT_MODE = "acceptEdits";
/** Percent of the model's window from which it is said in colour. */
const CONTEXT_WARNING = 70;
const CONTEXT_FULL = 90;

export function footerLines(state: FooterContent, { width, theme, home }: FooterOptions): string[] {
  const inner = Math.max(1, width - 2);
  const separator = theme.dim(" · ");
  const row = (left: readonly Piece[], right: readonly Piece[]): string =>
    ` ${fitRow(left, right, { width: inner, separator })}`;
  return [
    row(place(state, theme, home), next(state, theme)),
    row(spent(state, theme), answers(state, theme)),
  ];
}

function place({ workspaceDir, branch, title }: FooterState, { dim }: ChatTheme, home: string): Piece[] {
  const folder = safeLine(shortPath(workspaceDir, home));
  const at = branch === null ? "" : ` (${safeLine(branch)})`;
  const last = basename(folder) || folder;
  return [
    { forms: [`${folder}${at}`, `…/${last}${at}`, `…/${last}`], rank: [5, 8], paint: dim },
    ...(title === null
      ? []
      : [{ forms: [safeLine(title), cut(safeLine(title), 24), ""], rank: [1, 3], paint: dim }]),
  ];
}

function next({ permissionMode, queued = 0 }: FooterContent, { dim, red, yellow }: ChatTheme): Piece[] {
  const mode = permissionMode === null || permissionMode === DEFAULT_MODE ? [] : [permissionMode];
  return [
    ...(queued === 0 ? [] : [{ forms: [`${queued} queued`], rank: 8, paint: yellow }]),
    ...mode.map((name) => ({
      forms: [`${name} mode`, name],
      rank: 9,
      paint: name === "bypass" ? red : yellow,
    })),
    { forms: ["/help", ""], rank: 0, paint: dim },
  ];
}

function spent({ spent: total, context }: FooterState, { dim, red, yellow }: ChatTheme): Piece[] {
  const pieces: Piece[] = [];
  if (context !== null) {
    const percent = (context.used / context.window) * 100;
    const paint = percent >= CONTEXT_FULL ? red : percent >= CONTEXT_WARNING ? yellow : dim;
    const short = `${percent < 10 ? percent.toFixed(1) : Math.round(percent)}%`;
    pieces.push({
      forms: [`context ${short} of ${formatTokens(context.window)}`, `context ${short}`, short],
      rank: [1, 6],
      paint,
    });
  }
  if (total !== null) {
    const { input, cacheRead, cacheWrite, output } = total.usage;
    const sent = formatTokens(input + cacheRead + cacheWrite);
    const tokens = `${sent} in, ${formatTokens(output)} out`;
    const missing = total.unreported.attempts > 0;
    pieces.push({ forms: [missing ? `at least ${tokens}` : tokens, ""], rank: 4, paint: dim });
    pieces.push({ forms: [spentCost(total), ""], rank: 5, paint: dim });
  }
  return pieces;
}

function answers({ route, problem, thinking }: FooterState, { dim, red }: ChatTheme): Piece[] {
  if (route === null) {
    const text = safeLine(problem ?? "no model");
    return [{ forms: [text, cut(text, 40), cut(text, 20)], rank: 3, paint: red }];
  }
  const model = safeLine(route.model);
  const forms = [`${safeLine(route.provider)}/${model}`, model, cut(model, 20), cut(model, 12)];
  return [
    { forms: [route.runtime], rank: 9, paint: dim },
    { forms, rank: [2, 8, 9], paint: dim },
    ...(thinking === "off"
      ? []
      : [{ forms: [`thinking ${thinking}`, thinking, ""], rank: [3, 7], paint: dim }]),
  ];
}

/** `820`, `1.2k`, `34k`, `1.2M`. */
export function formatTokens(tokens: number): string {
  if (tokens < 1_000) return count(tokens);
  if (tokens < 9_950) return `${(tokens / 1_000).toFixed(1)}k`;
  if (tokens < 999_500) return `${Math.round(tokens / 1_000)}k`;
  return `${(tokens / 1_000_000).toFixed(1)}M`;
}

/** The path with `~` for the home folder. */
export function shortPath(path: string, home: string): string {
  if (home === "" || (path !== home && !path.startsWith(home.endsWith(sep) ? home : home + sep))) return path;
  const below = relative(home, path);
  return below === "" ? "~" : `~${sep}${below}`;
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
