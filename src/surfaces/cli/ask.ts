/** Asks a person on the terminal for an approval, one key. */
import { createInterface } from "node:readline/promises";
import type { ConfirmQuestion } from "../../kernel/request.ts";
import { type CliIo, line } from "./io.ts";
import { styleFor } from "./render/style.ts";

/** True for y or yes; anything else, the end of input and the end of the turn are a no. */
export async function askOnTerminal(io: CliIo, question: ConfirmQuestion): Promise<boolean> {
  const style = styleFor(io.stderr, io.env);
  line(io.stderr);
  line(io.stderr, style.yellow(`${question.toolName} asks to: ${question.summary}`));
  const reader = createInterface({ input: io.stdin, output: io.stderr });
  // In this mode the terminal's Ctrl-C comes to the reader and not as a signal.
  reader.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    const answer = await reader.question("Allow it? [y/N] ", { signal: question.signal });
    return /^y(?:es)?$/i.test(answer.trim());
  } catch {
    return false;
  } finally {
    reader.close();
  }
}
