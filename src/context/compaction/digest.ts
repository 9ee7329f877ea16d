/** Facts of a conversation that a summary must not lose, taken from it without a model. Pure. */
import { type Message, textOf, toolCallsOf } from "../../sessions/message.ts";

const MAX_FAILURES = 8;
const FAILURE_CHARS = 240;
const MAX_FILES = 60;
const READING = new Set(["read"]);
const CHANGING = new Set(["write", "edit", "apply_patch"]);

/** Sections for the end of a summary: failed tools, files read, files changed. Empty if there is nothing to report. */
export function digestOf(messages: readonly Message[]): string {
  const failures: string[] = [];
  const read = new Set<string>();
  const changed = new Set<string>();
  for (const message of messages) {
    if (message.role === "tool" && message.isError) {
      failures.push(`${message.toolName}: ${textOf(message).replace(/\s+/g, " ").slice(0, FAILURE_CHARS)}`);
    }
    if (message.role !== "assistant") continue;
    for (const { name, input } of toolCallsOf(message)) {
      if (typeof input.path !== "string") continue;
      if (READING.has(name)) read.add(input.path);
      if (CHANGING.has(name)) changed.add(input.path);
    }
  }
  for (const path of changed) read.delete(path);
  return [
    section("Tool failures", failures.slice(-MAX_FAILURES)),
    section("Files read", [...read].slice(-MAX_FILES)),
    section("Files changed", [...changed].slice(-MAX_FILES)),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `## ${title}\n${lines.map((line) => `- ${line}`).join("\n")}`;
}
