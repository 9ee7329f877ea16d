/** The rows of a question or of a rule, made as far as they are looked at: a call may be as large as a file. */
import { wrapTextWithAnsi } from "@earendil-works/pi-tui";
import type { ConfirmQuestion } from "../../../kernel/request.ts";
import { type QuestionLine, questionText } from "../../../permissions/describe.ts";
import { ruleLines } from "../approval-rule.ts";
import { rowsOf } from "../render/question.ts";

export interface Row {
  readonly text: string;
  /** Lines that are shown whole when this row is the last one. */
  readonly whole: number;
}

/** Rows that are made in any case, so that most questions say how many there are. */
const AHEAD = 200;

export class LazyRows {
  readonly question: ConfirmQuestion;
  readonly width: number;
  /** Of the rule that "always" would store, not of the call. */
  readonly isRule: boolean;
  /** Stay above and below whatever is scrolled. */
  readonly above: QuestionLine | undefined;
  readonly below: QuestionLine | undefined;
  /** Lines that the rows are made of. */
  readonly count: number;
  readonly #made: Row[] = [];
  readonly #rest: Generator<Row>;
  #isWhole = false;

  constructor(
    question: ConfirmQuestion,
    width: number,
    isRule: boolean,
    paint: (line: QuestionLine) => string,
  ) {
    this.question = question;
    this.width = width;
    this.isRule = isRule;
    const rule = isRule ? ruleLines(question) : [];
    this.above = rule[0];
    this.below = rule.at(-1);
    const body = rule.slice(1, -1);
    const text = isRule ? { count: body.length, lines: () => body } : questionText(question);
    this.count = text.count;
    this.#rest = painted(text.lines(), width, paint);
  }

  /** The first rows, at least as many where there are. */
  upTo(count: number): readonly Row[] {
    while (!this.#isWhole && this.#made.length < Math.max(count, AHEAD)) {
      const next = this.#rest.next();
      if (next.done) this.#isWhole = true;
      else this.#made.push(next.value);
    }
    return this.#made;
  }

  /** How many rows there are; `null`: nobody has looked that far. */
  get total(): number | null {
    return this.#isWhole ? this.#made.length : null;
  }
}

function* painted(
  lines: Iterable<QuestionLine>,
  width: number,
  paint: (line: QuestionLine) => string,
): Generator<Row> {
  let whole = 0;
  for (const line of lines) {
    let before: string | null = null;
    for (const row of rowsOf(line, width, wrapTextWithAnsi)) {
      if (before !== null) yield { text: before, whole };
      before = paint(row);
    }
    whole++;
    if (before !== null) yield { text: before, whole };
  }
}
