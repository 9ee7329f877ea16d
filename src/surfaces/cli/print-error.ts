/** How an error is shown: as text on stderr, or as one JSON object on stdout. */
import type { ErrorInfo } from "../../kernel/errors.ts";
import { inFlags } from "./flags.ts";
import { type CliIo, json, line } from "./io.ts";
import { printable } from "./render/printable.ts";
import { styleFor } from "./render/style.ts";

/** Tells of an error. With `asJson` as `{"error":{…}}` on stdout, else message, remedy and code on stderr. */
export function printError(io: CliIo, error: ErrorInfo, asJson: boolean): void {
  if (asJson) {
    json(io.stdout, { error });
    return;
  }
  for (const text of errorLines(error, styleFor(io.stderr, io.env))) line(io.stderr, text);
}

/** The lines that describe an error. */
export function errorLines(given: ErrorInfo, style: ReturnType<typeof styleFor>): string[] {
  const error = inFlags(given);
  const [first, ...more] = printable(error.message).split("\n");
  const named = error.field?.startsWith("--") ? error.field : `field ${error.field}`;
  const where = error.field === undefined ? "" : `, ${named}`;
  return [
    `${style.red("tandem:")} ${first}`,
    ...more.map((text) => `        ${text}`),
    ...(error.remediation === "" ? [] : [`        ${error.remediation}`]),
    style.dim(`        (${error.code}${where})`),
  ];
}
