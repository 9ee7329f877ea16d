/** One screen line of pieces, some at its left end and some at its right, that gives up what matters least when it is narrow. */
import { visibleWidth } from "@earendil-works/pi-tui";
import { fitLine } from "./safe-lines.ts";

export interface Piece {
  /** How it may read, the longest first; `""` as the last one: it may be left out. */
  readonly forms: readonly string[];
  /** What each form is worth beside the next shorter one: the lowest gives way first. One number: all the same. */
  readonly rank: number | readonly number[];
  readonly paint: (text: string) => string;
}

export interface RowOptions {
  readonly width: number;
  /** Between two pieces; painted by the caller. */
  readonly separator: string;
}

const GAP = 2;

/** The line; never wider than `width`. */
export function fitRow(
  left: readonly Piece[],
  right: readonly Piece[],
  { width, separator }: RowOptions,
): string {
  const chosen = new Map<Piece, number>([...left, ...right].map((piece) => [piece, 0]));
  const form = (piece: Piece): string => piece.forms[chosen.get(piece) ?? 0] ?? "";
  const shown = (pieces: readonly Piece[]): Piece[] => pieces.filter((piece) => form(piece) !== "");
  const side = (pieces: readonly Piece[]): string =>
    shown(pieces)
      .map((piece) => piece.paint(form(piece)))
      .join(separator);
  for (;;) {
    const [start, end] = [side(left), side(right)];
    const used = visibleWidth(start) + visibleWidth(end);
    const gap = start === "" || end === "" ? 0 : GAP;
    if (used + gap <= width) return end === "" ? start : `${start}${" ".repeat(width - used)}${end}`;
    const next = [...chosen]
      .filter(([piece, index]) => index < piece.forms.length - 1)
      .toSorted((one, other) => rankOf(...one) - rankOf(...other))[0];
    if (next === undefined) return fitLine(start === "" ? end : start, width);
    chosen.set(next[0], next[1] + 1);
  }
}

function rankOf({ rank }: Piece, form: number): number {
  return typeof rank === "number" ? rank : (rank[form] ?? rank.at(-1) ?? 0);
}
