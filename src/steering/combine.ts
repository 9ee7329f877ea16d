/** Several messages as one turn. */
import type { TurnRequest } from "../kernel/request.ts";

/** Messages that enter whole; of older ones only their beginnings do. */
export const COLLECT_CAP = 20;
/** Characters of an older message that are kept. */
const KEPT_CHARS = 160;

/**
 * One request for all, in order, with the settings of the last. Beyond {@link COLLECT_CAP} the older messages are in a line each,
 * and their images are left out. Any of their signals stops it.
 */
export function combine(requests: readonly TurnRequest[]): TurnRequest {
  const last = requests.at(-1);
  if (last === undefined || requests.length === 1) return last ?? {};
  const older = requests.slice(0, -COLLECT_CAP);
  const whole = requests.slice(-COLLECT_CAP);
  const texts = whole.map((request) => request.prompt ?? "").filter((text) => text.trim() !== "");
  const signals = requests.flatMap((request) => request.abortSignal ?? []);
  return {
    ...last,
    // Of several senders the turn has the least standing.
    ...(requests.every((request) => request.senderIsOwner === true) ? {} : { senderIsOwner: undefined }),
    runId: undefined,
    prompt: [...(older.length === 0 ? [] : [summaryOf(older)]), ...texts].join("\n\n"),
    images: whole.flatMap((request) => request.images ?? []),
    abortSignal: signals.length === 0 ? undefined : AbortSignal.any(signals),
  };
}

function summaryOf(older: readonly TurnRequest[]): string {
  const lines = older.map(({ prompt = "", images = [] }) => {
    const text = prompt.replaceAll(/\s+/g, " ").trim();
    const start = text.length > KEPT_CHARS ? `${text.slice(0, KEPT_CHARS).trimEnd()}…` : text;
    return `- ${start}${images.length === 0 ? "" : ` (images left out: ${images.length})`}`;
  });
  return [`${older.length} earlier messages, shortened:`, ...lines].join("\n");
}
