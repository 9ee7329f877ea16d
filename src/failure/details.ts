/** Reads the figures a provider names in its refusal. */
import type { FailureKind } from "../kernel/errors.ts";
import { THINKING_LEVELS, type ThinkingLevel } from "../routing/model.ts";

/** Limits named by the provider; each only if its text states it. */
export interface FailureDetails {
  /** Megabytes an image may have. */
  readonly maxImageMb?: number;
  /** Pixels an image's side may have. */
  readonly maxImagePixels?: number;
  /** Levels the model accepts, weakest first. */
  readonly supportedThinkingLevels?: readonly ThinkingLevel[];
  /** Tokens the model takes. */
  readonly contextLimit?: number;
  /** Tokens that were sent. */
  readonly requestedTokens?: number;
}

/** Details for a kind from text in lower case with single spaces. */
export function detailsOf(kind: FailureKind, text: string): FailureDetails | undefined {
  switch (kind) {
    case "image_size":
      return some({ maxImageMb: megabytes(text) });
    case "image_dimension":
      return some({
        maxImagePixels: figure(/(\d[\d,]*)(?: ?x ?\d+)?(?: pixels|px|$|[^\d,])/, pixelsPart(text)),
      });
    case "thinking_unsupported":
      return some({ supportedThinkingLevels: levels(text) });
    case "context_overflow":
      return some(tokens(text));
    default:
      return undefined;
  }
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const WAIT =
  /\b(?:retry[ _-]?(?:after|delay)|(?:try|retry)(?: your request)?(?: again)? (?:after|in)|resets? (?:after|in)|wait(?: for)?)["']?[:= ]{0,3}["']?(?:about |approximately )?((?:\d+(?:\.\d+)? ?(?:ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)(?![a-z]) ?)+|\d+(?:\.\d+)?\b)/;
const PART = /(\d+(?:\.\d+)?) ?(ms|milli|s|m|h|d)?/g;

/** Milliseconds a text asks to wait; a number without unit is seconds. Null when it names none. */
export function retryAfterIn(text: string): number | null {
  const wait = WAIT.exec(text)?.[1];
  if (wait === undefined) return null;
  let total = 0;
  for (const [, amount, unit] of wait.matchAll(PART))
    total += Number(amount) * (unit === "milli" ? 1 : (UNITS[unit ?? "s"] ?? 1_000));
  return Math.round(total);
}

function megabytes(text: string): number | undefined {
  const named = /([\d.]+) ?mi?b\b/.exec(text)?.[1];
  if (named !== undefined) return positive(Number(named));
  const bytes = /(?:maximum|max|limit)[^\d]{0,20}(\d{6,})|> ?(\d{6,})|(\d{6,}) bytes/.exec(text);
  const value = bytes?.[1] ?? bytes?.[2] ?? bytes?.[3];
  return value === undefined ? undefined : positive(Math.round(Number(value) / 1_048_576));
}

function pixelsPart(text: string): string {
  return (
    /(?:max(?:imum)?(?: allowed)?(?: size)?|limit|at most|than|exceed)[^\d]{0,60}\d[\s\S]*/.exec(text)?.[0] ??
    ""
  );
}

function levels(text: string): readonly ThinkingLevel[] | undefined {
  const list =
    /(?:supported values (?:are|is)|supported levels?|must be one of|one of|expected one of|only supports?)[:\s]*(.*)/.exec(
      text,
    )?.[1];
  if (list === undefined) return undefined;
  const named = new Set(list.replace(/\bnone\b|\bdisabled\b/g, "off").match(/\b[a-z]+\b/g) ?? []);
  const found = THINKING_LEVELS.filter((level) => named.has(level));
  return found.length > 0 ? found : undefined;
}

function tokens(text: string): FailureDetails {
  const sizes = [...text.matchAll(/(?<![\w.-])(\d[\d,]{2,9})(k)?(?![\w-]|\.\d)/g)]
    .map((match) => Number(match[1]?.replaceAll(",", "")) * (match[2] ? 1_000 : 1))
    .filter((size) => size >= 1_000);
  if (sizes.length < 2) {
    const contextLimit = figure(/(?:maximum|limit|window|length|context)[^\d]{0,40}(\d[\d,]*)/, text);
    return contextLimit !== undefined && contextLimit >= 1_000 ? { contextLimit } : {};
  }
  const [first = 0, second = 0, third] = sizes;
  // "188240 + 21333 > 200000": the sum is over the third.
  if (/\d \+ \d+ >/.test(text) && third !== undefined)
    return { requestedTokens: first + second, contextLimit: third };
  return { requestedTokens: Math.max(first, second), contextLimit: Math.min(first, second) };
}

function figure(pattern: RegExp, text: string): number | undefined {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : positive(Number(found.replaceAll(",", "")));
}

function positive(value: number): number | undefined {
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

function some<T extends object>(details: T): T | undefined {
  return Object.values(details).some((value) => value !== undefined) ? details : undefined;
}
