/** What a change to a file looks like, for hosts and, cut short, for the model. */

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
const MAX_DIFF_MS = 200;

/**
 * A unified diff of all changes; one that takes too long to find is replaced by a line that says so. `most`: characters, after which
 * it is cut and says how much is left.
 */
export async function unifiedDiff(changes: readonly FileChange[], most = KEPT_CHARS): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  const options = { context: 3, timeout: MAX_DIFF_MS };
  const parts = changes.map(({ path, movedTo = path, before, after }) => {
    const from = before === null ? "/dev/null" : path;
    const to = after === null ? "/dev/null" : movedTo;
    const patch = createTwoFilesPatch(from, to, before ?? "", after ?? "", undefined, undefined, options);
    return (patch ?? `--- ${from}\n+++ ${to}\n(the change is too large to show)\n`).replace(
      /^(?:Index: .*\n)?=+\n/,
      "",
    );
  });
  return cut(parts.join(""), most);
}

/** The diff as a result's text ends with it. */
export function shownDiff(diff: string): string {
  return cut(diff, SHOWN_CHARS).trimEnd();
}

function cut(diff: string, limit: number): string {
  if (diff.length <= limit) return diff;
  const end = diff.lastIndexOf("\n", limit);
  const kept = diff.slice(0, end > 0 ? end + 1 : limit);
  const left = diff.slice(kept.length).split("\n").length;
  return `${kept}… (${left} more lines of the diff)\n`;
}
