/** The preview of a call that is about to be asked about. */
import type { PendingCall } from "../tools/stages/stage.ts";
import type { CallPreview } from "./preview.ts";

/** Characters of one text in the arguments: more than anyone reads to the end, and few enough to store and draw at once. */
const MAX_TEXT = 200_000;

/** Never rejects: where a tool's own preview fails, its input is shown and why. */
export async function previewOf({ tool, input, context }: PendingCall): Promise<CallPreview> {
  if (tool?.preview === undefined) return { kind: "arguments", arguments: bounded(input) };
  try {
    const preview = await tool.preview(input, context);
    return "arguments" in preview ? { ...preview, arguments: bounded(preview.arguments) } : preview;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      kind: "arguments",
      arguments: bounded(input),
      unavailable: `What it will do could not be worked out: ${why}`,
    };
  }
}

/** The same object where no text in it is too long; a text that is says how much of it is left out. */
function bounded<T>(value: T): T {
  if (typeof value === "string")
    return (
      value.length <= MAX_TEXT
        ? value
        : `${value.slice(0, MAX_TEXT)}\n… (${value.length - MAX_TEXT} more characters that are not shown)`
    ) as T & string;
  if (Array.isArray(value)) {
    const parts = value.map(bounded);
    return parts.every((part, index) => part === value[index]) ? value : (parts as T & unknown[]);
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, part]) => [name, bounded(part)] as const);
  return entries.every(([name, part]) => part === (value as Record<string, unknown>)[name])
    ? value
    : (Object.fromEntries(entries) as T);
}
