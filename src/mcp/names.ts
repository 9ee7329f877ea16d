/** Names under which a server's tools are offered: `mcp__<server>__<tool>`, in the characters and length that providers take. */
import { hash } from "node:crypto";

const MAX_NAME = 64;
const HASH_CHARS = 8;

/**
 * The names of one server's tools, in the order given. The same names give the same result, whatever other servers there are; where
 * cutting or replacing characters could make two tools one, a hash of the whole name is put behind it.
 */
export function offeredNames(server: string, tools: readonly string[]): string[] {
  const plain = tools.map((tool) => `mcp__${clean(server)}__${clean(tool)}`);
  const count = new Map<string, number>();
  for (const name of plain) count.set(name, (count.get(name) ?? 0) + 1);
  return plain.map((name, index) => {
    const changed = clean(server) !== server || clean(tools[index]!) !== tools[index];
    if (name.length <= MAX_NAME && (count.get(name) === 1 || !changed)) return name;
    const mark = hash("sha256", `${server}\0${tools[index]}`).slice(0, HASH_CHARS);
    return `${name.slice(0, MAX_NAME - HASH_CHARS - 1)}_${mark}`;
  });
}

function clean(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_-]/g, "_");
}
