/**
 * The hard blocks as permission rules of the binary, which its searches leave out of what they look through. They come behind Tandem's
 * own check of every call, which knows more spellings.
 */
import { secretGlobs } from "../../../safety/blocked.ts";

/** Rules in Claude Code's syntax; `//` begins at the root of the file system. */
export function denyRules(): string[] {
  const { anything, files } = secretGlobs();
  const paths = [...anything.flatMap((name) => [name, `${name}/**`]), ...files];
  return paths.flatMap((path) => ["Read", "Edit"].map((tool) => `${tool}(//**/${path})`));
}
