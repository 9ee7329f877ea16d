/** The colours of the themes by what they are for. */
import type { ColourRole } from "../../../../config/chat-theme.ts";

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

export const PALETTES = { dark: DARK, light: LIGHT } as const;

/** Whether `COLORFGBG` says that the background is light; `null` where the terminal does not set it. */
export function lightBackground(env: Readonly<Record<string, string | undefined>>): boolean | null {
  const background = /;(\d+)$/.exec(env.COLORFGBG ?? "")?.[1];
  return background === undefined ? null : background === "7" || background === "15";
}
