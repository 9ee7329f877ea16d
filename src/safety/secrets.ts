/** Takes known secrets out of what tools give, before a model, an event or the store sees it. */
import { looksLikeCredential } from "./environment.ts";

/** Put in place of a secret. */
export const SECRET_MARK = "[secret]";

/** Shorter values are too likely to be part of something else. */
const MIN_LENGTH = 8;
/** Characters of a secret's beginning that are taken for the secret when a text breaks off there. */
const MIN_START = 5;
/** A variable's name, in words: `GIT_AUTHOR_NAME` and `KEYBOARD` name no secret, `apiKey` and `DB_PASSWORD` do. */
const SECRET_WORD =
  /(?:^|_)(?:(?:api|access|private|secret|signing)?keys?|tokens?|secrets?|passw(?:or)?ds?|passphrase|pass|pwd|pat|credentials?|auth|cookies?)(?:$|_)/;

/** Replaces secrets in texts and in whatever holds texts. */
export interface Scrubber {
  /** `isOpen`: the text may continue, so that its end may be a secret's beginning. */
  text(text: string, isOpen?: boolean): string;
  /** The same object where nothing was replaced. Arrays and plain objects are looked through. */
  value<T>(value: T): T;
}

/**
 * The values that look like secrets among these variables: at least 8 characters, and a credential by their shape or their name;
 * paths, numbers and sentences are none.
 */
export function secretValues(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && value.length >= MIN_LENGTH && isSecret(name, value) ? [value] : [],
  );
}

function isSecret(name: string, value: string): boolean {
  if (looksLikeCredential("", value)) return true;
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replaceAll("-", "_");
  return (
    SECRET_WORD.test(words) && !/\s|^[~./]|^[a-z]+:\/\/|^(?:\d+|disabled|required|optional)$/i.test(value)
  );
}

/** `secrets` is called once, with the first text. What is shorter than 8 characters is not replaced. */
export function createScrubber(secrets: () => Iterable<string>): Scrubber {
  let known: readonly string[] | undefined;
  const needles = () => {
    // Longest first: one secret may begin with another.
    known ??= [...new Set(secrets())]
      .filter((secret) => secret.length >= MIN_LENGTH)
      .sort((a, b) => b.length - a.length);
    return known;
  };
  const text = (source: string, isOpen = false) => {
    let clean = source;
    for (const secret of needles()) if (clean.includes(secret)) clean = clean.replaceAll(secret, SECRET_MARK);
    return isOpen ? withoutStart(clean, needles()) : clean;
  };
  const value = (source: unknown): unknown => {
    if (typeof source === "string") return text(source);
    if (Array.isArray(source)) return changed(source, source.map(value));
    if (typeof source !== "object" || source === null || Object.getPrototypeOf(source) !== Object.prototype)
      return source;
    const entries = Object.entries(source);
    const clean = entries.map(([key, inner]) => [text(key), value(inner)] as const);
    return entries.every(([key, inner], index) => clean[index]![0] === key && clean[index]![1] === inner)
      ? source
      : Object.fromEntries(clean);
  };
  return { text, value: <T>(source: T) => value(source) as T };
}

function changed(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((one, index) => one === before[index]) ? before : after;
}

function withoutStart(text: string, secrets: readonly string[]): string {
  for (const secret of secrets) {
    for (let length = Math.min(secret.length - 1, text.length); length >= MIN_START; length--)
      if (text.endsWith(secret.slice(0, length))) return `${text.slice(0, -length)}${SECRET_MARK}`;
  }
  return text;
}
