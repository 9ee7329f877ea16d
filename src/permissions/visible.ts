/** Text of models and tools as a person may trust it: nothing in it acts on a terminal, and nothing in it is hidden. */

/**
 * Control characters become visible signs, and what changes the order of characters or has no width its code, so that what is read is
 * what will happen. Line breaks stay; tabs become spaces; where all lines end with a carriage return it is left out.
 */
export function visible(text: string): string {
  const lines = text.split("\n");
  const isCrLf = lines.length > 1 && lines.slice(0, -1).every((line) => line.endsWith("\r"));
  return (isCrLf ? text.replaceAll("\r\n", "\n") : text).replaceAll("\t", "    ").replace(
    // The selector of an emoji is seen in its form; anywhere else nothing shows that it is there.
    /(?!(?<=[\p{Extended_Pictographic}0-9#*])[\ufe0e\ufe0f])(?:[\p{Cc}\p{Cf}\u2028\u2029]|\p{Default_Ignorable_Code_Point})/gu,
    sign,
  );
}

function sign(character: string): string {
  if (character === "\n") return character;
  const code = character.codePointAt(0)!;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "␡";
  return `\\u{${code.toString(16)}}`;
}
