/** How a line is read as a command. */

/** How people leave other programs. */
const LEAVING = /^(?:exit|quit|:(?:q|wq|x|qa)!?)$/i;

/** A line as a command and its argument; `null` when it is a message. */
export function parseSlash(text: string): { readonly name: string; readonly argument: string } | null {
  if (LEAVING.test(text.trim())) return { name: "exit", argument: "" };
  const match = /^\/([a-z]*)(?:\s+([\s\S]*))?$/i.exec(text.trim());
  return match === null ? null : { name: match[1]!.toLowerCase(), argument: match[2]?.trim() ?? "" };
}
