/** Asks a person on the terminal for an approval. */
import { createInterface } from "node:readline/promises";
import type { ConfirmAnswer, ConfirmQuestion } from "../../kernel/request.ts";
import { type CliIo, line } from "./io.ts";
import { styleFor } from "./render/style.ts";

/**
 * Yes for y or yes, for good for always; anything else, the end of input and the end of the turn are a no. Gives up, with a line that
 * says so, when the question needs no answer any more.
 */
export async function askOnTerminal(io: CliIo, question: ConfirmQuestion): Promise<ConfirmAnswer> {
  const style = styleFor(io.stderr, io.env);
  const always = question.rule === null ? "" : "/always";
  line(io.stderr);
  line(io.stderr, style.yellow(`${question.toolName} asks to: ${question.summary}`));
  if (question.rule !== null)
    line(io.stderr, style.dim(`always: no question for ${question.rule} from now on`));
  const reader = createInterface({ input: io.stdin, output: io.stderr });
  // In this mode the terminal's Ctrl-C comes to the reader and not as a signal.
  reader.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    return answerOf(
      await reader.question(`Allow it? [y/N${always}] `, { signal: question.signal }),
      question,
    );
  } catch {
    if (question.signal.aborted) line(io.stderr, style.dim("It needs no answer any more."));
    return false;
  } finally {
    reader.close();
  }
}

function answerOf(text: string, { rule }: ConfirmQuestion): ConfirmAnswer {
  const answer = text.trim();
  if (rule !== null && /^a(?:lways)?$/i.test(answer)) return { allow: true, remember: true };
  return /^y(?:es)?$/i.test(answer);
}
