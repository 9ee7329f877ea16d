/** What one request has used, by what its provider had reported when it ended, however it ended. Pure. */
import { CHARS_PER_TOKEN, IMAGE_TOKENS } from "../context/tokens.ts";
import { type CostUsd, costOf, type ModelPrice, NO_USAGE, type Usage, type UsageReport } from "./usage.ts";

/** What a provider has reported of a request so far. */
export interface ReportedUsage {
  readonly usage: Usage;
  /** The provider gave its last figures. */
  readonly final: boolean;
}

export interface AttemptUsage {
  /** As the provider reported it; `null`: it reported nothing of a request that may have been paid for. */
  readonly usage: Usage | null;
  /** Of `usage`; `null` when that or its price is unknown. What is free costs 0, however much it was. */
  readonly costUsd: CostUsd;
  readonly usageReport: UsageReport;
  /** What it used beyond `usage`, by Tandem's estimate; counted against budgets. `null`: the report is complete. */
  readonly estimate: { readonly usage: Usage; readonly costUsd: CostUsd } | null;
}

/** What the wire saw of a request. */
export interface WireUsage {
  readonly reported: ReportedUsage | null;
  /** The request cannot have been paid for: it was refused, or never reached the provider. */
  readonly free: boolean;
  /** Bytes of text, reasoning and tool input that arrived. */
  readonly receivedBytes: number;
  /** The body that was sent. */
  readonly body: string | Uint8Array;
}

export const UNPAID: AttemptUsage = { usage: NO_USAGE, costUsd: 0, usageReport: "complete", estimate: null };

/** `whole`: the answer came to its end. */
export function attemptUsage(wire: WireUsage, whole: boolean, price: ModelPrice | null): AttemptUsage {
  const { reported, free } = wire;
  if (reported === null && free) return UNPAID;
  const received = Math.ceil(wire.receivedBytes / CHARS_PER_TOKEN);
  if (reported === null) {
    const usage = { ...NO_USAGE, input: requestTokens(wire.body), output: received };
    const estimate = { usage, costUsd: costOf(usage, price) };
    return { usage: null, costUsd: isFree(price) ? 0 : null, usageReport: "unknown", estimate };
  }
  const { usage } = reported;
  const costUsd = costOf(usage, price);
  if (whole || reported.final) return { usage, costUsd, usageReport: "complete", estimate: null };
  const more = { ...NO_USAGE, output: Math.max(0, received - usage.output) };
  const estimate = { usage: more, costUsd: costOf(more, price) };
  return { usage, costUsd, usageReport: "partial", estimate };
}

function isFree(price: ModelPrice | null): boolean {
  return price !== null && Object.values(price).every((dollars) => dollars === 0);
}

/** Base64 of this many characters or more is an image. */
const LONG_BASE64 = /"(?:data:[a-z/+.-]+;base64,)?[A-Za-z0-9+/]{1000,}={0,2}"/g;

/** Tokens of a request by its size. JSON's own characters count as well, so it is rather more than less. */
export function requestTokens(body: string | Uint8Array): number {
  const text = typeof body === "string" ? body : Buffer.from(body).toString("utf8");
  let images = 0;
  const bare = text.replace(LONG_BASE64, () => {
    images += 1;
    return "";
  });
  return Math.ceil(Buffer.byteLength(bare) / CHARS_PER_TOKEN) + images * IMAGE_TOKENS;
}
