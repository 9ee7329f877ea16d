/** Reads a secret: typed unseen on a terminal, else from stdin. Never from the command line, which others on the machine can read. */
import { TandemError } from "../../kernel/errors.ts";
import { type CliIo, readAll } from "./io.ts";

/** The secret without white space around it; empty when stdin was. Rejects with TandemError `aborted` when the person gives up. */
export async function readSecret(io: CliIo, question: string): Promise<string> {
  if (!io.stdin.isTTY) return (await readAll(io.stdin)).trim();
  const { isCancel, password } = await import("@clack/prompts");
  const answer = await password({ message: question, input: io.stdin, output: io.stderr });
  if (isCancel(answer)) throw new TandemError({ code: "aborted", message: "Nothing was added." });
  return (answer ?? "").trim();
}
