/** The themes of the chat and the colours one may give: their names, without how they look. */

/** `auto` takes what suits the terminal's background; `plain` has no colours. */
export const THEME_NAMES = ["auto", "dark", "light", "plain"] as const;
export type ThemeName = (typeof THEME_NAMES)[number];

/** What colours are for, in the order the documentation shows them. */
export const COLOUR_ROLES = {
  accent: "names of tools, links, what is selected",
  muted: "what the model does not say itself: status, hints, line numbers",
  success: "what succeeded",
  warning: "what needs attention",
  error: "what failed",
  user: "the sign before your messages",
  heading: "headings of the model's text",
  code: "code in the model's text",
  thinking: "the model's reasoning",
  added: "lines added by a diff",
  removed: "lines removed by a diff",
} as const;
export type ColourRole = keyof typeof COLOUR_ROLES;

/** Colours of the terminal's own palette. */
export const BASIC_COLOURS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;

/** The names of colours that follow the terminal's own palette. */
export const COLOUR_NAMES: readonly string[] = [
  ...BASIC_COLOURS,
  ...BASIC_COLOURS.map((name) => `bright-${name}`),
  ...["gray", "dim", "default"],
];

/** Whether a text is a colour: a name, a number of the 256-colour palette, or `#rrggbb`. */
export function isColour(text: string): boolean {
  return (
    COLOUR_NAMES.includes(text) ||
    /^#[0-9a-f]{6}$/i.test(text) ||
    (/^\d{1,3}$/.test(text) && Number(text) < 256)
  );
}
