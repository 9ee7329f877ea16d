/** How a question looks in the chat: what will happen, folded to the rows there are, and below it what can be answered. */
import { truncateToWidth, visibleWidth, wrapTextWithAnsi } from "@earendil-works/pi-tui";
import type { ConfirmQuestion } from "../../../kernel/request.ts";
import type { QuestionLine } from "../../../permissions/describe.ts";
import { paintLine, rowsOf } from "../render/question.ts";
import type { Style } from "../render/style.ts";
import { choicesOf, type Step } from "./approval-choices.ts";
import { LazyRows } from "./lazy-rows.ts";

/** Rows of the preview while it is folded. */
const FOLDED_ROWS = 10;
/** Rows of it that are shown in any case. */
const LEAST_ROWS = 3;

export interface ScreenState {
  readonly question: ConfirmQuestion;
  readonly step: Step;
  readonly selected: number | null;
  readonly state: "held" | "text" | "wait" | "ready";
  /** Of the questions that are open, which one this is. */
  readonly number: number;
  readonly total: number;
}

/** Rows of a sentence of Tandem's around a rule, however long the names in it are. */
const MOST_AROUND = 2;

export class ApprovalScreen {
  readonly #style: Style;
  #unfolded = false;
  #top = 0;
  /** Of the last rendering, for scrolling by pages. */
  #page = LEAST_ROWS;
  #rows: LazyRows | null = null;

  constructor(style: Style) {
    this.#style = style;
  }

  toggle(): void {
    this.#unfolded = !this.#unfolded;
    this.#top = 0;
  }

  scroll(pages: 1 | -1): void {
    this.#unfolded = true;
    this.#top = Math.max(0, this.#top + pages * this.#page);
  }

  reset(): void {
    this.#unfolded = false;
    this.#top = 0;
    this.#rows = null;
  }

  render(width: number, room: number, state: ScreenState): string[] {
    const inner = Math.max(10, width - 2);
    const rows = this.#rowsOf(inner, state);
    const above = this.#around(rows.above, inner);
    const below = [
      ...this.#around(rows.below, inner),
      ...this.#middle(state),
      ...this.#choices(inner, state),
      this.#hint(inner, state),
    ];
    const most = Math.max(LEAST_ROWS, room - above.length - below.length - 1);
    return [
      this.#rule(width, state),
      ...[...above, ...this.#preview(inner, most, rows), ...below].map((row) => ` ${row}`),
    ];
  }

  #rule(width: number, { number, total }: ScreenState): string {
    const title = total > 1 ? `── Question ${number} of ${total} ` : "── Question ";
    return this.#style.yellow(title + "─".repeat(Math.max(0, width - visibleWidth(title))));
  }

  #preview(width: number, most: number, rows: LazyRows): string[] {
    const limit = this.#unfolded ? most : Math.min(most, FOLDED_ROWS);
    if (rows.upTo(limit + 1).length <= limit) {
      this.#top = 0;
      return rows.upTo(limit).map(({ text }) => text);
    }
    this.#page = Math.max(1, limit - 1);
    const known = rows.upTo(this.#top + 2 * this.#page);
    this.#top = Math.min(this.#top, known.length - this.#page);
    const end = this.#top + this.#page;
    const all = rows.total === null ? "" : ` of ${rows.total}`;
    const where = this.#unfolded ? `rows ${this.#top + 1} to ${end}${all}; PgUp, PgDn` : "Ctrl-O";
    const more = end < known.length ? `… ${leftAfter(end, rows)} (${where})` : `the end (${where})`;
    const shown = known.slice(this.#top, end).map(({ text }) => text);
    return [...shown, this.#style.dim(truncateToWidth(more, width, "…"))];
  }

  /** What can be scrolled: the call, or the rule where that is to be confirmed. */
  #rowsOf(width: number, { question, step }: ScreenState): LazyRows {
    const isRule = step === "always";
    const known = this.#rows;
    if (known?.question === question && known.width === width && known.isRule === isRule) return known;
    if (known !== null && known.isRule !== isRule) this.#top = 0;
    const paint = (line: QuestionLine) => paintLine(line, this.#style);
    this.#rows = new LazyRows(question, width, isRule, paint);
    return this.#rows;
  }

  #around(line: QuestionLine | undefined, width: number): string[] {
    if (line === undefined) return [];
    const rows = [...rowsOf(line, width, wrapTextWithAnsi)];
    const shown = rows.slice(0, MOST_AROUND);
    if (rows.length > shown.length) {
      const last = shown.pop()!;
      shown.push({ ...last, text: `${truncateToWidth(last.text, width - 1, "")}…` });
    }
    return shown.map((row) => paintLine(row, this.#style));
  }

  #middle({ step }: ScreenState): string[] {
    if (step !== "instead") return [];
    return [this.#style.bold("No. Type below what to do instead; Enter sends it to the model.")];
  }

  #choices(width: number, { step, question, selected, state }: ScreenState): string[] {
    const { bold, cyan, dim } = this.#style;
    return choicesOf(step, question).map(({ text }, index) => {
      const row = truncateToWidth(`${index === selected ? "❯" : " "} ${index + 1}. ${text}`, width, "…");
      if (index === selected) return cyan(row);
      return state === "ready" ? bold(row) : dim(row);
    });
  }

  #hint(width: number, state: ScreenState): string {
    return this.#style.dim(truncateToWidth(hintOf(state), width, "…"));
  }
}

/** As the person would count them; of a very long question only that there are at least as many. */
function leftAfter(end: number, rows: LazyRows): string {
  const known = rows.upTo(end);
  if (rows.total === null)
    return `over ${Math.max(known.length - end, rows.count - known[end - 1]!.whole)} more lines`;
  const left = rows.total - end;
  return `${left} more line${left === 1 ? "" : "s"}`;
}

function hintOf({ step, state, question, selected }: ScreenState): string {
  if (step === "instead") return "Esc goes back.";
  switch (state) {
    case "held":
      return `“${(selected ?? 0) + 1}” will be “${choicesOf(step, question)[selected ?? 0]?.text}” in a moment; type on to make it text.`;
    case "text":
      return "You are typing. To answer, send or clear your text, or press Ctrl-R.";
    case "wait":
      return "Keys go to your message. To answer, pause for a second, or press Ctrl-R.";
    case "ready":
      return step === "always"
        ? "Arrows and Enter, or a digit. Esc goes back."
        : "Arrows and Enter, or a digit. Esc: no, and stop the turn. Ctrl-O: show more.";
  }
}
