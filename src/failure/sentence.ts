/** How a provider's failure is described to people: in the provider's own words if they are readable. */
import type { FailureKind } from "../kernel/errors.ts";
import { classify } from "./classify.ts";

/** Facts of a failure that came over the wire. */
export interface ToldFailure {
  readonly kind: FailureKind;
  readonly status: number | null;
  readonly message: string;
  /** Milliseconds the provider asked to wait. */
  readonly retryAfterMs?: number | null;
}

/** A page, a piece of JSON or binary noise. */
const RAW = /<[!?/a-z]|[{}]|\p{Cc}|^protocol error: malformed/iu;
const ORDER =
  "The provider does not accept the order of this conversation's messages, even after a repair. " +
  "Send /new to start a new session; this one is kept.";
/** Fewer words do not say what happened. */
const FEWEST_WORDS = 3;

/** One or two sentences. The raw text stays in the error's cause and in the attempt. */
export function sentenceFor(failure: ToldFailure): string {
  const { kind, status } = failure;
  if (kind === "image_size" || kind === "image_dimension") return imageSentence(failure);
  if (kind === "role_ordering") return ORDER;
  const words = failure.message.trim();
  const answered = status === null || status < 400 ? null : `The provider answered with status ${status}`;
  if (words === "")
    return `${answered ?? "The provider's answer was empty"}${answered ? " and no message" : ""}.`;
  if (RAW.test(words)) {
    return answered === null
      ? "The provider's answer could not be read: it does not have the format of its API."
      : `${answered} and a body that is not a readable message.`;
  }
  if (answered === null && kind === "network") return `The connection to the provider failed: ${words}`;
  if (words.split(/\s+/).length >= FEWEST_WORDS) return `${words}${waitSentence(failure)}`;
  return answered === null ? `The provider reported: ${words}.` : `${answered}: ${words}.`;
}

function waitSentence({ kind, retryAfterMs }: ToldFailure): string {
  if (kind !== "rate_limit" || !retryAfterMs) return "";
  return ` The provider asks to wait ${Math.ceil(retryAfterMs / 1_000)} s.`;
}

function imageSentence({ message, status }: ToldFailure): string {
  const { details } = classify({ message, status });
  const limit = details?.maxImageMb === undefined ? "" : ` (max ${details.maxImageMb} MB)`;
  return `Image too large for the model${limit}. Please compress or resize the image and try again.`;
}
