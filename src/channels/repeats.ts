/** Whether a reply says again what was sent already. Pure. */

/** Shorter texts ("ok", "done") are no repetition. */
const MIN_CHARS = 10;
/** Part of a reply that must have been sent for the rest of it to be mere wrapping. */
const MOST_OF_IT = 0.5;

/** `sent`: texts that reached the place where the reply would go. Case, white space and emoji do not count. */
export function repeats(reply: string, sent: readonly string[]): boolean {
  const said = normal(reply);
  if (said.length < MIN_CHARS) return false;
  return sent.map(normal).some((text) => {
    if (text.length < MIN_CHARS) return false;
    return text.includes(said) || (said.includes(text) && text.length >= said.length * MOST_OF_IT);
  });
}

function normal(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\p{Extended_Pictographic}|\u{fe0f}|\u{200d}/gu, "")
    .replace(/\s+/g, " ")
    .trim();
}
