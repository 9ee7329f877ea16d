/** How a line is read as a command. */

/** A line as a command and its argument; `null` when it is a message. */
export function parseSlash(text: string): { readonly name: string; readonly argument: string } | null {
  const match = /^\/([a-z]*)(?:\s+([\s\S]*))?$/i.exec(text.trim());
  return match === null ? null : { name: match[1]!.toLowerCase(), argument: match[2]?.trim() ?? "" };
}
