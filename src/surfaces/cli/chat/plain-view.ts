/** The chat in plain lines, for a pipe, a log or a simple terminal. */

import { askInLines } from "../ask.ts";
import { type CliIo, canAsk, line } from "../io.ts";
import type { LineReader } from "../line-reader.ts";
import { errorLines } from "../print-error.ts";
import { formatStatus } from "../render/format.ts";
import { printable } from "../render/printable.ts";
import { styleFor } from "../render/style.ts";
import { createTurnText } from "../render/turn-text.ts";
import type { ChatView } from "./view.ts";

/** The reply goes to stdout, everything about it to stderr. `lines`: where messages are read from, and answers. */
export function createPlainView(io: CliIo, lines: LineReader): ChatView {
  const style = styleFor(io.stderr, io.env);
  const text = createTurnText({ out: io.stdout, notes: io.stderr, style, reasoning: false, quiet: false });
  return {
    drawsHistory: false,
    user: () => {},
    event: (event) => text.event(event),
    result: (result) => line(io.stderr, style.dim(formatStatus(result))),
    note: (message) => line(io.stderr, printable(message)),
    error(error) {
      for (const message of errorLines(error, style)) line(io.stderr, message);
    },
    footer: () => {},
    busy: () => {},
    clear: () => {},
    hint: () => {},
    queue: () => {},
    ...(canAsk(io) ? { ask: (question) => askInLines(io, question, lines) } : {}),
  };
}
