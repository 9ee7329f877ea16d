/** Colours as a terminal takes them. */
import { BASIC_COLOURS } from "../../../../config/chat-theme.ts";

/** How many colours a terminal has. */
export type ColourDepth = 256 | 16_777_216;

/** The terminal sequences that switch a colour on and off. */
export function sequencesOf(
  colour: string,
  depth: ColourDepth,
): { readonly on: string; readonly off: string } {
  if (colour === "default") return { on: "", off: "" };
  if (colour === "dim") return { on: "\u001b[2m", off: "\u001b[22m" };
  return { on: `\u001b[${foreground(colour, depth)}m`, off: "\u001b[39m" };
}

function foreground(colour: string, depth: ColourDepth): string {
  if (colour === "gray") return "90";
  if (/^\d/.test(colour)) return `38;5;${colour}`;
  if (colour.startsWith("#")) {
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    if (depth > 256) return `38;2;${red};${green};${blue}`;
    // The cube of 6 × 6 × 6 colours that every terminal with 256 has.
    const step = (value: number | undefined): number => Math.round(((value ?? 0) / 255) * 5);
    return `38;5;${16 + 36 * step(red) + 6 * step(green) + step(blue)}`;
  }
  const bright = colour.startsWith("bright-");
  const index = (BASIC_COLOURS as readonly string[]).indexOf(
    bright ? colour.slice("bright-".length) : colour,
  );
  return String((bright ? 90 : 30) + index);
}

/** What the terminal says of its colours by `COLORTERM`. */
export function depthOf(env: Readonly<Record<string, string | undefined>>): ColourDepth {
  return /truecolor|24bit/i.test(env.COLORTERM ?? "") ? 16_777_216 : 256;
}
