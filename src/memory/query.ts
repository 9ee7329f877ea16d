/** What is asked of the memory, as SQLite's full text search understands it. */

export interface MemoryQuery {
  /** An expression of FTS5: any of the words, the more and the rarer the better. */
  readonly match: string | null;
  /** Words of scripts without spaces, which the index cannot tell apart: looked for letter by letter. */
  readonly contains: readonly string[];
}

const MAX_TERMS = 24;
const MAX_TERM_LENGTH = 64;
/** Shorter words are not taken as the beginning of longer ones. */
const MIN_PREFIX = 4;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Words that are in most notes and questions and say nothing about either. */
const COMMON: ReadonlySet<string> = new Set(
  `a about all am an and any are as at be been but by can did do does for from had has have he her his how i if in into is it its me
my no not of on or our she so that the their them there these they this to us was we were what when where which who why will with
would you your`.split(/\s+/),
);

/** Any text is a question; one without words finds nothing. Never throws, and never lets FTS5's own syntax through. */
export function memoryQuery(text: string): MemoryQuery {
  const words = [
    ...text
      .normalize("NFC")
      .toLowerCase()
      .matchAll(/[\p{L}\p{N}\p{M}_]+/gu),
  ].map(([word]) => word.slice(0, MAX_TERM_LENGTH));
  const telling = words.filter((word) => !COMMON.has(word));
  const terms = [...new Set(telling.length > 0 ? telling : words)].slice(0, MAX_TERMS);
  const spaced = terms.filter((term) => !UNSPACED.test(term));
  return {
    match:
      spaced.length === 0
        ? null
        : spaced.map((term) => `"${term}"${term.length >= MIN_PREFIX ? "*" : ""}`).join(" OR "),
    contains: terms.filter((term) => UNSPACED.test(term)),
  };
}
