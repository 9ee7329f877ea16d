/**
 * Takes a shell command apart as far as that is certain. Whatever could mean more than it shows (substitutions, expansions,
 * redirections, keywords) makes the whole command uncertain: then nothing that allows speaks for it, and what denies is looked for in
 * its pieces.
 */

import { pieces } from "./command-readings.ts";

export type ShellCommand =
  /** Simple commands, each as its words, quotes removed. */
  | { readonly certain: true; readonly parts: readonly (readonly string[])[] }
  /** Pieces between everything that may separate commands; good enough to look for something in them. */
  | { readonly certain: false; readonly parts: readonly (readonly string[])[] };

/** Characters that end a simple command. */
const SEPARATOR = /[;&|\n]/;
/** Outside quotes these may expand, redirect, group or comment; also a line break in other spellings. */
const UNCERTAIN = /[$`\\(){}[\]<>*?~#!\r\0]/;
const KEYWORDS: ReadonlySet<string> = new Set(
  "if then else elif fi for while until do done case esac function select in time coproc".split(" "),
);
/** Redirections that go nowhere. */
const HARMLESS = /(?<=^|\s)(?:[12]?>\s?\/dev\/null|2>&1)(?=$|[\s;&|])/g;

export function parseShell(command: string): ShellCommand {
  const parts = simpleCommands(command.replace(HARMLESS, " "));
  return parts === null ? { certain: false, parts: pieces(command) } : { certain: true, parts };
}

/** Words of each simple command; `null`: it cannot be told for certain. */
function simpleCommands(text: string): string[][] | null {
  const parts: string[][] = [];
  let words: string[] = [];
  let word: string | null = null;
  const endWord = () => {
    if (word !== null) words.push(word);
    word = null;
  };
  const endPart = () => {
    endWord();
    if (words.length > 0) parts.push(words);
    words = [];
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === "'" || character === '"') {
      const end = text.indexOf(character, at + 1);
      const quoted = end < 0 ? null : text.slice(at + 1, end);
      if (quoted === null || (character === '"' && /[$`\\!]/.test(quoted))) return null;
      word = (word ?? "") + quoted;
      at = end;
    } else if (SEPARATOR.test(character)) endPart();
    else if (character === " " || character === "\t") endWord();
    else if (UNCERTAIN.test(character) || /\s/.test(character)) return null;
    else word = (word ?? "") + character;
  }
  endPart();
  const plain = parts.every(([first = ""]) => !first.includes("=") && !KEYWORDS.has(first));
  return plain && parts.length > 0 ? parts : null;
}
