/** Compares two large texts in a thread of its own. */
import { serve } from "../../process/serve-worker.ts";
import type { FileChange } from "./diff.ts";
import { patchText } from "./patch-text.ts";

serve(({ change, timeoutMs }: { readonly change: FileChange; readonly timeoutMs: number }) =>
  patchText(change, timeoutMs),
);
