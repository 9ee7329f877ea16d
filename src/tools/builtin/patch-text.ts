/** The difference between two texts, as `diff -u` writes it. */
import { createTwoFilesPatch } from "diff";
import type { FileChange } from "./diff.ts";

/** `null`: it was not found in time. Holds up its thread for as long as that. */
export function patchText(
  { path, movedTo = path, before, after }: FileChange,
  timeoutMs: number,
): string | null {
  const from = before === null ? "/dev/null" : path;
  const to = after === null ? "/dev/null" : movedTo;
  const options = { context: 3, timeout: timeoutMs };
  const patch = createTwoFilesPatch(from, to, before ?? "", after ?? "", undefined, undefined, options);
  return patch?.replace(/^(?:Index: .*\n)?=+\n/, "") ?? null;
}
