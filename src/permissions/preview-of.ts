/** The preview of a call that is about to be asked about. */
import type { PendingCall } from "../tools/stages/stage.ts";
import type { CallPreview } from "./preview.ts";

/** Never rejects: where a tool's own preview fails, its input is shown and why. */
export async function previewOf({ tool, input, context }: PendingCall): Promise<CallPreview> {
  if (tool?.preview === undefined) return { kind: "arguments", arguments: input };
  try {
    return await tool.preview(input, context);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      kind: "arguments",
      arguments: input,
      unavailable: `What it will do could not be worked out: ${why}`,
    };
  }
}
