/** The colours of a theme by what they are for. */

/** In the order the documentation shows them. */
export const COLOUR_ROLES = {
  accent: "names of tools, links, what is selected",
  muted: "what is not said by the model: status, hints, line numbers",
  success: "what went well",
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
export type Palette = Readonly<Record<ColourRole, string>>;

/** For dark terminals: the terminal's own colours. */
const DARK: Palette = {
  accent: "cyan",
  muted: "dim",
  success: "green",
  warning: "yellow",
  error: "red",
  user: "green",
  heading: "default",
  code: "yellow",
  thinking: "dim",
  added: "green",
  removed: "red",
};

/** For light terminals, where the usual yellow and cyan cannot be read. */
const LIGHT: Palette = {
  accent: "#005f87",
  muted: "#626262",
  success: "#005f00",
  warning: "#875f00",
  error: "#af0000",
  user: "#005f00",
  heading: "default",
  code: "#875f00",
  thinking: "#626262",
  added: "#005f00",
  removed: "#af0000",
};

/** Without a theme of one's own, `auto` takes what suits the terminal's background; `plain` has no colours. */
export const THEME_NAMES = ["auto", "dark", "light", "plain"] as const;
export type ThemeName = (typeof THEME_NAMES)[number];

export const PALETTES = { dark: DARK, light: LIGHT } as const;

/** Whether `COLORFGBG` says that the background is light; `null` where the terminal does not set it. */
export function lightBackground(env: Readonly<Record<string, string | undefined>>): boolean | null {
  const background = /;(\d+)$/.exec(env.COLORFGBG ?? "")?.[1];
  return background === undefined ? null : background === "7" || background === "15";
}
