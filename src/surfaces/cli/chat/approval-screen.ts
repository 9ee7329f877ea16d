/** How a question looks in the chat: what will happen, folded to the rows there are, and below it what can be answered. */
import { truncateToWidth, visibleWidth, wrapTextWithAnsi } from "@earendil-works/pi-tui";
import type { ConfirmQuestion } from "../../../kernel/request.ts";
import { describeQuestion, type QuestionLine } from "../../../permissions/describe.ts";
import { ruleLines } from "../approval-rule.ts";
import { paintLine } from "../render/question.ts";
import type { Style } from "../render/style.ts";
import { choicesOf, type Step } from "./approval-choices.ts";

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

export class ApprovalScreen {
  readonly #style: Style;
  #unfolded = false;
  #top = 0;
  /** Of the last rendering, for scrolling by pages. */
  #page = LEAST_ROWS;
  #described: { readonly of: ConfirmQuestion; readonly width: number; readonly rows: string[] } | null = null;

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
    this.#described = null;
  }

  render(width: number, room: number, state: ScreenState): string[] {
    const inner = Math.max(10, width - 2);
    const below = [...this.#middle(inner, state), ...this.#choices(inner, state), this.#hint(inner, state)];
    const rows = Math.max(LEAST_ROWS, room - below.length - 1);
    return [
      this.#rule(width, state),
      ...[...this.#preview(inner, rows, state.question), ...below].map((row) => ` ${row}`),
    ];
  }

  #rule(width: number, { number, total }: ScreenState): string {
    const title = total > 1 ? `── Question ${number} of ${total} ` : "── Question ";
    return this.#style.yellow(title + "─".repeat(Math.max(0, width - visibleWidth(title))));
  }

  #preview(width: number, most: number, question: ConfirmQuestion): string[] {
    const all = this.#rows(width, question);
    const limit = this.#unfolded ? most : Math.min(most, FOLDED_ROWS);
    if (all.length <= limit) {
      this.#top = 0;
      return all;
    }
    this.#page = Math.max(1, limit - 1);
    this.#top = Math.min(this.#top, all.length - this.#page);
    const end = this.#top + this.#page;
    const left = all.length - end;
    const where = this.#unfolded ? `rows ${this.#top + 1} to ${end} of ${all.length}; PgUp, PgDn` : "Ctrl-O";
    const more = left > 0 ? `… ${left} more line${left === 1 ? "" : "s"} (${where})` : `the end (${where})`;
    return [...all.slice(this.#top, end), this.#style.dim(truncateToWidth(more, width, "…"))];
  }

  #rows(width: number, question: ConfirmQuestion): string[] {
    if (this.#described?.of !== question || this.#described.width !== width) {
      const rows = describeQuestion(question).flatMap((line) => this.#wrapped(line, width));
      this.#described = { of: question, width, rows };
    }
    return this.#described.rows;
  }

  #wrapped(line: QuestionLine, width: number): string[] {
    if (line.text === "") return [""];
    return wrapTextWithAnsi(line.text, width).map((text) => paintLine({ ...line, text }, this.#style));
  }

  #middle(width: number, { step, question }: ScreenState): string[] {
    const { dim, bold } = this.#style;
    if (step === "always")
      return ruleLines(question).flatMap((text, index) =>
        wrapTextWithAnsi(text, width).map((row) => (index === 1 ? bold(row) : dim(row))),
      );
    if (step === "instead") return [bold("No. Type below what to do instead; Enter sends it to the model.")];
    return [];
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
