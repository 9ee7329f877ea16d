/** Text of models and tools as a person may trust it: nothing in it acts on a terminal, and nothing in it is hidden. */

const HIDDEN = /[\p{Cc}\p{Cf}\u2028\u2029\p{Default_Ignorable_Code_Point}]/gu;
/** A character whose variation selector is seen in its form; anywhere else nothing shows that it is there. */
const PICTURE = /[\p{Extended_Pictographic}0-9#*]$/u;
/** Blanks that are not the space bar's. */
const STRANGE_BLANK = /(?! )[\p{Zs}\u2800]/gu;
const PADDING = /^ +| +$| {2,}/g;

/**
 * Control characters become visible signs, and what changes the order of characters or has no width its code, so that what is read is
 * what will happen. Line breaks stay; tabs become spaces; where all lines end with a carriage return it is left out.
 */
export function visible(text: string): string {
  return plainBreaks(text)
    .replaceAll("\t", "    ")
    .replace(HIDDEN, (character, at: number, all: string) =>
      character === "\n" ? character : sign(character, at, all),
    );
}

/**
 * The same for a name or a sentence with names in it: always one line, and no space in it can pass for the end of a row. Line breaks and
 * tabs are signs too, and so are spaces at the ends and several in a row.
 */
export function visibleName(text: string): string {
  return text
    .replace(HIDDEN, sign)
    .replace(STRANGE_BLANK, (character) => code(character))
    .replace(PADDING, (spaces) => "␣".repeat(spaces.length));
}

/** Without the carriage returns of a text in which every line ends with one. */
export function plainBreaks(text: string): string {
  return text.includes("\r\n") && !/(?<!\r)\n/.test(text) ? text.replaceAll("\r\n", "\n") : text;
}

function sign(character: string, at: number, all: string): string {
  if (/[\ufe0e\ufe0f]/.test(character) && PICTURE.test(all.slice(Math.max(0, at - 2), at))) return character;
  const point = character.codePointAt(0)!;
  if (point < 0x20) return String.fromCharCode(0x2400 + point);
  return point === 0x7f ? "␡" : code(character);
}

function code(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}
