/**
 * The words of a shell command, as far as its text shows them. Lenient on purpose: what is read from it decides which files are
 * read-only and where a command starts, so a word too many is better than one that is missed.
 */

/** Words of one simple command, quotes removed and known variables filled in. A word that holds what is not known has `UNKNOWN` in it. */
export type Words = readonly string[];

export const UNKNOWN = "\0";

/** Programs that run a text. */
const SHELLS =
  /^(?:.*\/)?(?:(?:ba|z|da|k|a|fi)?sh|busybox|su|runuser|eval|flock|script|watch|parallel|xargs|ssh)$/;
/** Depth to which commands in words are read: `sh -c "sh -c '…'"`. */
const MAX_DEPTH = 4;

/** Every simple command of a text, also those in substitutions and in quoted words. Targets of redirections are left out. */
export function commandsIn(text: string, variables: Readonly<Record<string, string>>, depth = 0): Words[] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | null = null;
  let skip = false;
  const endWord = () => {
    if (word !== null && !skip) words.push(word);
    if (word !== null) skip = false;
    word = null;
  };
  const endCommand = () => {
    endWord();
    skip = false;
    if (words.length > 0) commands.push(words);
    words = [];
  };
  const add = (more: string) => {
    word = (word ?? "") + more;
  };
  let at = 0;
  /** Reads the variable at a `$`; gives its value. */
  const variable = (): string | null => {
    const match = /^\$(?:\{([A-Za-z_]\w*)(?:[:#%/^,-][^}]*)?\}|([A-Za-z_]\w*)|([0-9@*#?!$_-]))/.exec(
      text.slice(at),
    );
    if (match === null) return null;
    at += match[0].length;
    return variables[match[1] ?? match[2] ?? ""] ?? UNKNOWN;
  };
  while (at < text.length) {
    const character = text[at]!;
    if (character === "'") {
      const end = text.indexOf("'", at + 1);
      add(text.slice(at + 1, end < 0 ? undefined : end));
      at = end < 0 ? text.length : end + 1;
    } else if (character === '"') {
      add("");
      for (at++; at < text.length && text[at] !== '"'; ) {
        if (text[at] === "\\") {
          add(text[at + 1] ?? "");
          at += 2;
        } else {
          const value = text[at] === "$" ? variable() : null;
          if (value === null) add(text[at++]!);
          else add(value);
        }
      }
      at++;
    } else if (character === "\\") {
      if (text[at + 1] !== "\n") add(text[at + 1] ?? "");
      at += 2;
    } else if (character === "$") {
      const value = variable();
      if (value !== null) add(value);
      else at++;
    } else if (/[;&|\n\r(){}`]/.test(character)) {
      endCommand();
      at++;
    } else if (character === "<" || character === ">") {
      endWord();
      while (/[<>&|]/.test(text[at] ?? "")) at++;
      skip = true;
    } else if (/\s/.test(character)) {
      endWord();
      at++;
    } else {
      add(character);
      at++;
    }
  }
  endCommand();
  return [...commands, ...commands.flatMap((one) => commandsInside(one, variables, depth + 1))];
}

/** The commands in the words of one. */
export function commandsInside(
  command: Words,
  variables: Readonly<Record<string, string>>,
  depth = 0,
): Words[] {
  if (depth > MAX_DEPTH) return [];
  return textsIn(command).flatMap((inner) => commandsIn(inner, variables, depth));
}

/** Words that are commands themselves: those of a shell, and what is substituted in any word. */
function textsIn(command: Words): string[] {
  const isShell = command.some((word) => SHELLS.test(word));
  return command.flatMap((word) => {
    if (isShell) return /\s/.test(word) ? [word] : [];
    const substituted = /\$\((.*)\)|`(.*)`/s.exec(word);
    return substituted === null ? [] : [substituted[1] ?? substituted[2] ?? ""];
  });
}
