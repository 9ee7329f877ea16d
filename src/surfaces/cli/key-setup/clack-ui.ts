/** The questions on a terminal, on stderr: stdout may be read by a program. */
import { type CliIo, line } from "../io.ts";
import { printable } from "../render/printable.ts";
import { PasteAsOneLine } from "./paste.ts";
import type { Choice, KeySetupUi } from "./ui.ts";

const ROWS = 10;

/** Only where {@link canAsk} says so. */
export async function clackUi(io: CliIo): Promise<KeySetupUi> {
  const { autocomplete, isCancel, log, password, select, spinner } = await import("@clack/prompts");
  const output = io.stderr;

  /** Each question reads by itself, so that nothing is read (and lost) between them. */
  const asked = async <T>(question: (input: PasteAsOneLine) => Promise<T | symbol>): Promise<T | null> => {
    const input = new PasteAsOneLine(io.stdin, output);
    const reading = input.start();
    try {
      const answer = await question(input);
      return isCancel(answer) ? null : (answer as T);
    } finally {
      reading.stop();
    }
  };
  // The index stands for the value, which may be of any type.
  const options = <T>(choices: readonly Choice<T>[]) =>
    choices.map(({ label, hint }, value) => ({ value, label, ...(hint === undefined ? {} : { hint }) }));
  const chosen = <T>(choices: readonly Choice<T>[], index: number | null): T | null =>
    index === null ? null : choices[index]!.value;

  return {
    choose: async (message, choices) =>
      chosen(
        choices,
        await asked<number>((input) =>
          select({
            message,
            options: options(choices),
            maxItems: ROWS,
            input,
            output,
            showInstructions: false,
          }),
        ),
      ),
    search: async (message, choices) =>
      chosen(
        choices,
        await asked<number>((input) =>
          autocomplete({ message, options: options(choices), maxItems: ROWS, input, output }),
        ),
      ),
    secret: (message) => asked<string>((input) => password({ message, input, output })),
    note: (text) => line(output, text),
    warn: (text) => log.warn(printable(text), { output }),
    success: (text) => log.success(printable(text), { output }),
    busy: (text) => {
      const shown = spinner({ output });
      shown.start(text);
      return () => shown.clear();
    },
  };
}
