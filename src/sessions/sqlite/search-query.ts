/** What people type into a search, as SQLite's full text search understands it. */

export type SearchQuery =
  /** An expression of FTS5. */
  | { readonly match: string }
  /** Texts that an entry must all hold: for scripts that put no spaces between words, which the index cannot tell apart. */
  | { readonly contains: readonly string[] };

const MAX_TERMS = 32;
const MAX_TERM_LENGTH = 200;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** `null`: there is no word in it. Never throws, and never lets FTS5's own syntax through. */
export function searchQuery(text: string): SearchQuery | null {
  const terms = termsOf(text);
  if (terms.length === 0) return null;
  if (terms.some((term) => UNSPACED.test(term.text))) return { contains: terms.map((term) => term.text) };
  return { match: terms.map((term) => `"${term.text}"${term.exact ? "" : "*"}`).join(" ") };
}

function termsOf(text: string): { readonly text: string; readonly exact: boolean }[] {
  const terms = [];
  for (const [, phrase, word] of text.replace(/\p{Cc}/gu, " ").matchAll(/"([^"]*)"|([^\s"]+)/gu)) {
    const term = (phrase ?? word ?? "").trim().slice(0, MAX_TERM_LENGTH);
    if (/[\p{L}\p{N}]/u.test(term)) terms.push({ text: term, exact: phrase !== undefined });
    if (terms.length === MAX_TERMS) break;
  }
  return terms;
}
