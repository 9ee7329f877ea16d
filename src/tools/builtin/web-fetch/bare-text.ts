/** The words of a page whose structure cannot be read. Linear in the page, whatever it holds. */

/** Elements whose content is no text. */
const SKIPPED = ["script", "style", "noscript", "template", "svg"];
const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

export function bareText(html: string): string {
  const parts: string[] = [];
  const lower = html.toLowerCase();
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf("<", at);
    if (open < 0) {
      parts.push(html.slice(at));
      break;
    }
    parts.push(html.slice(at, open), " ");
    const skipped = SKIPPED.find((name) => lower.startsWith(name, open + 1));
    const end = skipped === undefined ? html.indexOf(">", open) : lower.indexOf(`</${skipped}`, open);
    if (end < 0) break;
    at = skipped === undefined ? end + 1 : end;
    if (skipped !== undefined) {
      const close = html.indexOf(">", end);
      if (close < 0) break;
      at = close + 1;
    }
  }
  return parts
    .join("")
    .replaceAll(/&(\w{2,4});/g, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    .split("\n")
    .map((line) => line.trim().replaceAll(/\s+/g, " "))
    .filter((line) => line !== "")
    .join("\n");
}
