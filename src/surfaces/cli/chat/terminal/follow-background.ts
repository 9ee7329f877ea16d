/** Asks the terminal for its background, for themes that follow it. Terminals that do not answer keep what was assumed. */
import type { TUI } from "@earendil-works/pi-tui";
import type { SwitchableTheme } from "../themes/chat-theme.ts";

/** Milliseconds that an answer may take. */
const PATIENCE_MS = 1_000;
/** Of 255: from there on a background counts as light. */
const LIGHT = 128;

export async function followBackground(
  tui: Pick<TUI, "invalidate" | "queryTerminalBackgroundColor" | "requestRender">,
  theme: SwitchableTheme,
): Promise<void> {
  if (!theme.follows) return;
  const color = await tui.queryTerminalBackgroundColor({ timeoutMs: PATIENCE_MS });
  if (color === undefined) return;
  const brightness = 0.299 * color.r + 0.587 * color.g + 0.114 * color.b;
  if (!theme.background(brightness >= LIGHT)) return;
  tui.invalidate();
  tui.requestRender();
}
