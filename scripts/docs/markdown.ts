/** Pieces of Markdown that the reference pages are made of. */

/** The note at the head of each generated page. */
export const GENERATED = "<!-- Written by `npm run docs` from the sources; do not edit. -->";

/** Text as inline code, fit for a table. */
export function inCode(text: string): string {
  const fence = text.includes("`") ? "``" : "`";
  const pad = text.includes("`") ? " " : "";
  return `${fence}${pad}${oneLine(text)}${pad}${fence}`;
}

/** Text as the cell of a table. */
export function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").replaceAll("|", "\\|");
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return `${[line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")}\n`;
}
