/** Gives the terminal to something else and takes it back. */
import type { Terminal, TUI } from "@earendil-works/pi-tui";

/** For as long as `work` takes. */
export async function suspended<T>(
  tui: TUI,
  terminal: Pick<Terminal, "drainInput">,
  work: () => Promise<T>,
): Promise<T> {
  await terminal.drainInput();
  tui.stop();
  try {
    return await work();
  } finally {
    tui.start();
    tui.requestRender(true);
  }
}

/** Until the shell brings the program to the foreground again. */
export function toBackground(tui: TUI): void {
  tui.stop();
  process.once("SIGCONT", () => {
    tui.start();
    tui.requestRender(true);
  });
  // The whole group, as the terminal does it, so that what started the program stops too.
  process.kill(0, "SIGTSTP");
}
