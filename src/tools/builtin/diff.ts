/** What a change to a file looks like, for hosts and, cut short, for the model. */

import { inWorker } from "../../process/worker.ts";

/** One file before and after; `null`: it was not, or is no longer, there. */
export interface FileChange {
  /** As shown to the model. */
  readonly path: string;
  /** Where it lies afterwards; default the same place. */
  readonly movedTo?: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Characters of a diff that the model is shown: enough to see where a change landed. */
const SHOWN_CHARS = 4_000;
/** Characters that a host gets. */
const KEPT_CHARS = 100_000;
/** Characters of a line that is not left out whole. */
const LONG_LINE = 1_000;
/** Characters of both sides up to which a change is compared here; more is compared in a thread of its own. */
const SMALL_CHARS = 100_000;
/** Characters of both sides beyond which a change is not compared at all, but shown whole. */
const MOST_CHARS = 8_000_000;
const MAX_DIFF_MS = 200;
const MAX_WORKER_MS = 3_000;

/**
 * A unified diff of all changes. Where finding the difference takes too long, the new text stands there whole, and the old one after it:
 * whoever reads it must see what will be there. `most`: characters, after which it is cut and says how much is left.
 */
export async function unifiedDiff(changes: readonly FileChange[], most = KEPT_CHARS): Promise<string> {
  const parts: string[] = [];
  for (const { path, movedTo = path, ...texts } of changes) {
    const change = { ...texts, path: headerName(path), movedTo: headerName(movedTo) };
    parts.push((await compared(change)) ?? wholeTexts(change));
  }
  return cut(parts.join(""), most);
}

/** As git writes it: a line break in a name must not look like a line of the diff. */
function headerName(path: string): string {
  return /\p{Cc}/u.test(path) ? JSON.stringify(path) : path;
}

/** `null`: it would take too long. */
async function compared(change: FileChange): Promise<string | null> {
  const chars = (change.before?.length ?? 0) + (change.after?.length ?? 0);
  if (chars <= SMALL_CHARS) return (await import("./patch-text.ts")).patchText(change, MAX_DIFF_MS);
  if (chars > MOST_CHARS) return null;
  const { source } = await import("./diff.worker-source.ts");
  try {
    return await inWorker({
      source,
      input: { change, timeoutMs: MAX_WORKER_MS },
      what: "Comparing",
      timeoutMs: 2 * MAX_WORKER_MS,
    });
  } catch {
    return null;
  }
}

function wholeTexts({ path, movedTo = path, before, after }: FileChange): string {
  const lines = (text: string, sign: string) =>
    text === "" ? "" : `${sign}${text.replace(/\n$/, "").replaceAll("\n", `\n${sign}`)}\n`;
  const names = `--- ${before === null ? "/dev/null" : path}\n+++ ${after === null ? "/dev/null" : movedTo}\n`;
  return `${names}@@ too large to compare: all that will be there, then all that was @@\n${lines(after ?? "", "+")}${lines(before ?? "", "-")}`;
}

/** The diff as a result's text ends with it. */
export function shownDiff(diff: string): string {
  return cut(diff, SHOWN_CHARS).trimEnd();
}

/** Cut at the end of a line, or in a line that is too long by itself. Says what is missing. */
function cut(diff: string, limit: number): string {
  if (diff.length <= limit) return diff;
  const end = diff.lastIndexOf("\n", limit) + 1;
  // The line that does not fit whole is shown as far as there is room, when it is long.
  const inLine = (diff.indexOf("\n", end) + 1 || diff.length) - end > LONG_LINE;
  const kept = diff.slice(0, inLine ? limit : end);
  const left = diff.slice(kept.length);
  const lines = left.split("\n").length - (left.endsWith("\n") ? 1 : 0);
  return `${kept}${kept.endsWith("\n") ? "" : "\n"}… (${left.length} more characters, ${lines} more lines of the diff)\n`;
}
