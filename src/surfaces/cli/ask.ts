/** Asks for an approval in plain lines: for `tandem run`, and for a chat without a screen. */
import { setTimeout as delay } from "node:timers/promises";
import type { ConfirmAnswer, ConfirmQuestion } from "../../kernel/request.ts";
import { ApprovalSettled } from "../../permissions/approvals.ts";
import { ownLine, questionText } from "../../permissions/describe.ts";
import { ruleLines } from "./approval-rule.ts";
import { type CliIo, columnsOf, line } from "./io.ts";
import { LineReader } from "./line-reader.ts";
import { paintLine, rowsOf } from "./render/question.ts";
import { styleFor } from "./render/style.ts";

/** Rows of a question that are shown at once; `show` prints all. */
const SHOWN_ROWS = 40;
/** Columns of what is no terminal. */
const COLUMNS = 400;
/** Milliseconds in which lines come that were typed before the question was asked. */
const TYPED_AHEAD_MS = 100;

/** The same on a terminal that nobody else reads from. What was typed before the question does not answer it. */
export async function askOnTerminal(io: CliIo, question: ConfirmQuestion): Promise<ConfirmAnswer> {
  const reader = new LineReader(io.stdin);
  try {
    await delay(TYPED_AHEAD_MS);
    reader.discard();
    return await askInLines(io, question, reader);
  } finally {
    reader.close();
  }
}

/**
 * A whole word answers: yes, no, always (which then must be confirmed), or "no: " and what to do instead; anything else asks again. The
 * end of the input and of the turn are a no.
 */
export async function askInLines(
  io: CliIo,
  question: ConfirmQuestion,
  reader: LineReader,
): Promise<ConfirmAnswer> {
  const { signal, rule } = question;
  const say = (text: string): void => line(io.stderr, text);
  show(io, question, SHOWN_ROWS);
  const always = rule === null ? "" : "always, ";
  for (;;) {
    say(`Allow it? Type yes, ${always}no, or no: and what to do instead.`);
    const text = await reader.fresh(signal);
    if (text === null) return over(io, question);
    const answer = readAnswer(text);
    if (answer === "show") show(io, question, Number.POSITIVE_INFINITY);
    else if (answer === "always" && rule !== null) {
      if (await isConfirmed(io, question, reader)) return { allow: true, remember: true };
      if (signal.aborted) return over(io, question);
    } else if (answer !== null && answer !== "always") return answer;
  }
}

/** The words of an answer; `null`: none. */
function readAnswer(text: string): boolean | "always" | "show" | { allow: false; instead: string } | null {
  const word = text.trim();
  if (/^yes$/i.test(word)) return true;
  if (/^no$/i.test(word)) return false;
  if (/^always$/i.test(word)) return "always";
  if (/^show$/i.test(word)) return "show";
  const instead = /^no\s*:\s*(\S[\s\S]*)$/i.exec(word)?.[1];
  return instead === undefined ? null : { allow: false, instead };
}

/** The rule is shown as it will be stored; only yes stores it. */
async function isConfirmed(io: CliIo, question: ConfirmQuestion, reader: LineReader): Promise<boolean> {
  const style = styleFor(io.stderr, io.env);
  for (const one of ruleLines(question))
    for (const row of rowsOf(one, widthOf(io))) line(io.stderr, paintLine(row, style));
  line(io.stderr, "Store it and let the call run? Type yes; anything else goes back.");
  const text = await reader.fresh(question.signal);
  return text !== null && /^yes$/i.test(text.trim());
}

function show({ stderr, env }: CliIo, question: ConfirmQuestion, most: number): void {
  const style = styleFor(stderr, env);
  const { count, lines } = questionText(question);
  line(stderr);
  let rows = 0;
  let whole = 0;
  for (const one of lines()) {
    let isBegun = false;
    for (const row of rowsOf(one, widthOf({ stderr, env }))) {
      if (++rows > most || (rows === most && whole + 1 < count)) {
        line(stderr, paintLine(ownLine(leftOf(count - whole, isBegun), "note"), style));
        return;
      }
      line(stderr, paintLine(row, style));
      isBegun = true;
    }
    whole++;
  }
}

function widthOf({ stderr, env }: Pick<CliIo, "stderr" | "env">): number {
  return stderr.isTTY ? columnsOf(stderr, env) : COLUMNS;
}

/** What is left out, of which one line may have been begun. */
function leftOf(lines: number, isBegun: boolean): string {
  const others = isBegun ? lines - 1 : lines;
  const more = `${others} more line${others === 1 ? "" : "s"}`;
  const left = !isBegun ? more : others === 0 ? "the rest of this line" : `the rest of this line and ${more}`;
  return `… ${left} (type show to see all)`;
}

function over({ stderr }: CliIo, { signal }: ConfirmQuestion): false {
  const settled: unknown = signal.reason;
  if (signal.aborted)
    line(
      stderr,
      settled instanceof ApprovalSettled ? settled.message : "The question needs no answer any more.",
    );
  return false;
}
