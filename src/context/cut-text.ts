/** Takes the middle out of a text that is too long. */

/** Of the characters allowed: what is kept from the beginning and from the end; the rest is for the marker. */
const HEAD_SHARE = 0.7;
const TAIL_SHARE = 0.2;

/** How many characters of a text are kept where `maxChars` are allowed. */
export function keptChars(maxChars: number): { readonly head: number; readonly tail: number } {
  return { head: Math.floor(maxChars * HEAD_SHARE), tail: Math.floor(maxChars * TAIL_SHARE) };
}

/** The text, or its beginning and its end with a marker between them; never half a character. `name` is where the rest can be read. */
export function cutMiddle(text: string, name: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const { head, tail } = keptChars(maxChars);
  const end = startOfCharacter(text, head);
  const start = startOfCharacter(text, text.length - tail);
  return joinCut(text.slice(0, end), text.slice(start), `${start - end} characters`, name);
}

/** Beginning and end of a text with a marker that says how much is missing. */
export function joinCut(head: string, tail: string, missing: string, name: string): string {
  return `${head}\n\n[… ${missing} left out here; the whole text is in ${name} …]\n\n${tail}`;
}

/** The same place, or one before it when it is within a surrogate pair. */
function startOfCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
