/** An attempt with Tandem's tools as the same attempt with the binary's own. */
import type { EscapeAttempt } from "./attempt.ts";

export interface NativeAttempt {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly refusal?: RegExp;
}

/** `null`: the binary has no tool for it. */
export function nativeCall({ tool, input, refusal }: EscapeAttempt): NativeAttempt | null {
  const told = refusal === undefined ? {} : { refusal };
  switch (tool) {
    case "exec":
      return input.cwd === undefined ? { name: "Bash", input: { command: input.command }, ...told } : null;
    case "read":
      return { name: "Read", input: { file_path: input.path }, ...told };
    case "write":
      return { name: "Write", input: { file_path: input.path, content: input.content }, ...told };
    case "edit": {
      const { path: file_path, old_string, new_string } = input;
      return { name: "Edit", input: { file_path, old_string, new_string }, ...told };
    }
    case "grep": {
      const { pattern, path, glob } = input;
      return { name: "Grep", input: { pattern, path, glob, output_mode: "content" }, ...told };
    }
    case "find":
      return { name: "Glob", input: { pattern: input.pattern, path: input.path }, ...told };
    default:
      return null;
  }
}
