/** Finds paths by a few of their letters, as editors do: a name that begins with them first, letters anywhere in order last. */
import type { IndexedPath } from "./file-index.ts";

/** Paths compared before others have their turn. */
const SLICE = 4_000;

/** The best `limit` of them, best first; `null` when `signal` was aborted. Never takes the thread for long. */
export async function findPaths(
  paths: readonly IndexedPath[],
  query: string,
  { limit, signal }: { readonly limit: number; readonly signal: AbortSignal },
): Promise<IndexedPath[] | null> {
  const wanted = query.toLowerCase();
  let best: { readonly item: IndexedPath; readonly score: number }[] = [];
  for (let at = 0; at < paths.length; at += SLICE) {
    for (const item of paths.slice(at, at + SLICE)) {
      const score = scoreOf(item, wanted);
      if (score !== null) best.push({ item, score });
    }
    best = best.toSorted((one, other) => one.score - other.score).slice(0, limit);
    if (at + SLICE < paths.length) await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) return null;
  }
  return best.map(({ item }) => item);
}

/** The lower the better; `null`: the letters are not in it. */
function scoreOf({ path, lower, nameAt }: IndexedPath, wanted: string): number | null {
  const length = path.length / 100;
  if (wanted === "") return lower.split("/").length + length;
  const inName = lower.indexOf(wanted, nameAt);
  if (inName === nameAt) return length;
  if (inName !== -1) return 10 + length;
  const inPath = lower.indexOf(wanted);
  if (inPath !== -1) return (inPath === 0 ? 5 : 20) + length;
  const gaps = gapsFrom(lower, wanted, nameAt) ?? gapsFrom(lower, wanted, 0);
  return gaps === null ? null : 30 + gaps + length;
}

/** How far the letters lie apart, in order, from `start` on. */
function gapsFrom(lower: string, wanted: string, start: number): number | null {
  let at = start - 1;
  let gaps = start === 0 ? 20 : 0;
  for (let index = 0; index < wanted.length; index++) {
    const next = lower.indexOf(wanted[index]!, at + 1);
    if (next === -1) return null;
    if (index > 0) gaps += next - at - 1;
    at = next;
  }
  return gaps;
}
