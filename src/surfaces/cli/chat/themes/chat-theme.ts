/** The colours of the chat as functions. They read the palette at each call, so that a theme can change while the chat runs. */
import type { ColourRole, ThemeName } from "../../../../config/chat-theme.ts";
import type { Style } from "../../render/style.ts";
import { type ColourDepth, depthOf, sequencesOf } from "./colour.ts";
import { lightBackground, PALETTES, type Palette } from "./palettes.ts";

type Paint = (text: string) => string;

/** A {@link Style} whose colours are those of the theme, with what only the chat shows. */
export interface ChatTheme extends Style {
  readonly muted: Paint;
  readonly user: Paint;
  readonly heading: Paint;
  readonly code: Paint;
  readonly thinking: Paint;
  readonly added: Paint;
  readonly removed: Paint;
  /** Words of a line that changed. */
  readonly addedWord: Paint;
  readonly removedWord: Paint;
}

/** What the config says of the theme. */
export interface ThemeChoice {
  /** Default `auto`. */
  readonly base?: ThemeName | undefined;
  /** Colours in place of the theme's. */
  readonly colors?: { readonly [Role in ColourRole]?: string | undefined } | undefined;
}

export interface ThemeOptions {
  /** False: no colours and no styles at all, whatever the theme. */
  readonly enabled: boolean;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly choice?: ThemeChoice;
}

export interface SwitchableTheme extends ChatTheme {
  /** Whether it depends on the terminal's background. */
  readonly follows: boolean;
  /** Says what the terminal's background is, for a theme that follows it; true when the colours changed. */
  background(light: boolean): boolean;
}

export function createChatTheme({ enabled, env = {}, choice = {} }: ThemeOptions): SwitchableTheme {
  const depth = depthOf(env);
  const base = choice.base ?? "auto";
  const on = enabled && base !== "plain";
  let light = base === "auto" ? lightBackground(env) === true : base === "light";
  const given = Object.entries(choice.colors ?? {}).filter(([, colour]) => colour !== undefined);
  const paletteOf = (): Palette => ({
    ...PALETTES[light ? "light" : "dark"],
    ...Object.fromEntries(given),
  });
  let palette = paletteOf();
  const colour =
    (role: ColourRole): Paint =>
    (text) =>
      on ? paint(text, palette[role], depth) : text;
  const sequence =
    (start: number, end: number): Paint =>
    (text) =>
      on && text !== "" ? `\u001b[${start}m${text}\u001b[${end}m` : text;
  const inverse = sequence(7, 27);
  const added = colour("added");
  const removed = colour("removed");
  return {
    enabled: on,
    follows: on && base === "auto",
    bold: sequence(1, 22),
    italic: sequence(3, 23),
    dim: colour("muted"),
    red: colour("error"),
    green: colour("success"),
    yellow: colour("warning"),
    cyan: colour("accent"),
    muted: colour("muted"),
    user: colour("user"),
    heading: colour("heading"),
    code: colour("code"),
    thinking: colour("thinking"),
    added,
    removed,
    addedWord: (text) => added(inverse(text)),
    removedWord: (text) => removed(inverse(text)),
    background(isLight) {
      if (base !== "auto" || isLight === light) return false;
      light = isLight;
      palette = paletteOf();
      return true;
    },
  };
}

function paint(text: string, colour: string, depth: ColourDepth): string {
  if (text === "") return text;
  const { on, off } = sequencesOf(colour, depth);
  return `${on}${text}${off}`;
}
