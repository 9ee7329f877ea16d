/** Rules that a status decides, alone or with words that narrow it. They come first. */
import {
  any,
  CREDITS_USED_UP,
  OVERFLOW_FIGURES,
  OVERFLOW_WORDS,
  OVERLOAD_WORDS,
  PLAN_LACKS_IT,
  RATE_WORDS,
} from "./patterns.ts";
import { codes, type Rule } from "./rule.ts";

const OPENAI_QUOTA = /\bexceeded your current quota\b/;

export const STATUS_RULES: readonly Rule[] = [
  // 5xx: the server's fault, whatever its page says, unless it wraps a refusal that names itself.
  {
    name: "5xx with an overflow code",
    kind: "context_overflow",
    status: ["5xx"],
    code: codes(`contextlengthexceeded contextwindowexceeded contextwindowexceedederror`),
  },
  {
    name: "5xx around token figures over the window",
    kind: "context_overflow",
    status: ["5xx"],
    text: OVERFLOW_FIGURES,
  },
  { name: "5xx with a model code", kind: "model_not_found", status: ["5xx"], code: codes(`modelnotfound`) },
  {
    name: "5xx with a throttling code",
    kind: "rate_limit",
    status: ["5xx"],
    code: codes(`throttlingexception ratelimiterror`),
  },
  {
    name: "5xx of a local server over its window",
    kind: "context_overflow",
    status: ["5xx"],
    provider: /llama|ollama|lm-?studio|vllm|tgi|local/,
    text: OVERFLOW_WORDS,
  },
  {
    name: "5xx over a tool call it cannot read",
    kind: "role_ordering",
    status: ["5xx"],
    text: /\b(?:parse|decode) tool[ _]call arguments\b/,
  },
  { name: "status 529", kind: "overloaded", status: [529] },
  { name: "status 503", kind: "overloaded", status: [503] },
  { name: "5xx that speaks of load", kind: "overloaded", status: ["5xx"], text: OVERLOAD_WORDS },
  { name: "gateway timeout", kind: "timeout", status: [504, 522, 524] },
  { name: "unreachable behind the proxy", kind: "network", status: [520, 521, 523, 525, 526, 530] },
  { name: "status 5xx", kind: "server_error", status: ["5xx"] },

  {
    name: "402 of a closed workspace",
    kind: "auth_permanent",
    status: [402],
    code: codes(`deactivatedworkspace workspacedeactivated accountdeactivated`),
  },
  // 402: money, unless it is a spending window that frees itself.
  {
    name: "402 of a spending window",
    kind: "rate_limit",
    status: [402],
    text: any(
      /\b(?:spend|spending|organi[sz]ation|workspace|member|team)(?: \w+)? limit (?:has been |was )?(?:reached|exceeded|hit)\b/,
      /\b(?:reached|exceeded|hit) (?:\w+ ){0,3}(?:spend|spending) limit\b/,
      /\blimit exceeded for this billing period\b/,
    ),
    not: any(CREDITS_USED_UP, /\bupgrade\b/),
  },
  {
    name: "402 of a rate",
    kind: "rate_limit",
    status: [402],
    text: /\brate[ _-]?limit|\btoo many requests\b|\brequests per (?:minute|hour|day)\b/,
    not: /\binsufficient\b|\bcredits?\b|\bbalance\b/,
  },
  {
    name: "402 that resets",
    kind: "rate_limit",
    status: [402],
    text: any(
      /\bquota\b[^<]*\b(?:resets?|refresh|rolling|retry)\b/,
      /\b(?:usage|rate|daily|weekly|monthly|hourly|session)\b[^<]*\blimit\b[^<]*\b(?:resets?|refresh|try again|retry|wait)\b/,
      /\btoo many requests\b/,
    ),
    not: /\binsufficient\b|\badd (?:more )?credits?\b|\bcredit balance\b/,
  },
  { name: "status 402", kind: "billing", status: [402] },

  // 429: a rate limit, unless it says that waiting does not help or that the model is full.
  {
    name: "429 of an allocated quota",
    kind: "rate_limit",
    status: [429],
    text: /\ballocated quota\b|\brate quota\b/,
  },
  {
    name: "429 of a Google quota",
    kind: "rate_limit",
    status: [429],
    code: codes(`resourceexhausted`),
    not: /\bprepay|\bcredits?\b|\bspending\b/,
  },
  {
    name: "429 with a quota code",
    kind: "billing",
    status: [429],
    code: codes(`
      insufficientquota insufficientbalance insufficientuserquota billingerror billinghardlimitreached
      billingnotactive accessterminated creditsexhausted insufficientcredits exceededcurrentquotaerror
    `),
  },
  {
    name: "429 of an error class",
    kind: "rate_limit",
    status: [429],
    code: codes(`ratelimiterror`),
    not: any(CREDITS_USED_UP),
  },
  {
    name: "429 without credit",
    kind: "billing",
    status: [429],
    text: any(CREDITS_USED_UP, PLAN_LACKS_IT),
    not: /\bper (?:minute|min|day|hour|second)\b|\brate[ _-]?limit\b(?!_)|\brequests? limit\b/,
  },
  {
    name: "429 of OpenAI's quota",
    kind: "billing",
    status: [429],
    provider: /^(?!.*(?:google|gemini|vertex|copilot))/,
    text: OPENAI_QUOTA,
  },
  {
    name: "429 of a spent allowance",
    kind: "billing",
    status: [429],
    text: any(
      /\bmonthly quota\b(?: \w+){0,2} (?:reached|exceeded|exhausted|used)/,
      /\bkey (?:\w+ )?limit (?:exceeded|reached)\b/,
    ),
  },
  { name: "429 of load", kind: "overloaded", status: [429], text: OVERLOAD_WORDS, not: RATE_WORDS },
  {
    name: "429 of load by code",
    kind: "overloaded",
    status: [429],
    code: codes(`overloadederror engineoverloaded engineoverloadederror serveroverloaded 1305 1312`),
    not: RATE_WORDS,
  },
  { name: "status 429", kind: "rate_limit", status: [429] },

  { name: "413 of an image", kind: "image_size", status: [413], text: /\bimages?\b/ },
  {
    name: "413 of a token rate",
    kind: "rate_limit",
    status: [413],
    text: any(/\btokens? per (?:minute|day)\b|\b(?:tpm|tpd)\b|\brate[ _-]?limit/),
  },
  {
    name: "413 of an upload",
    kind: "format",
    status: [413],
    text: /\bupload|\battachment|\bpdf\b|\baudio\b|\bfile size\b/,
  },
  { name: "status 413", kind: "context_overflow", status: [413] },
  { name: "status 407", kind: "auth", status: [407] },
  { name: "status 408", kind: "timeout", status: [408] },
  {
    name: "499 of load",
    kind: "overloaded",
    status: [499],
    text: any(OVERLOAD_WORDS, /\boverloaded_error\b/),
  },
  { name: "499 of a limit", kind: "rate_limit", status: [499], text: RATE_WORDS },
  { name: "status 499", kind: "timeout", status: [499] },
];

/** What a status means when no words narrowed it. They come last. */
export const STATUS_DEFAULTS: readonly Rule[] = [
  {
    name: "status 400",
    kind: "format",
    status: [400, 405, 406, 411, 414, 415, 416, 417, 421, 422, 428, 431],
  },
  { name: "status 401", kind: "auth", status: [401] },
  { name: "status 403", kind: "auth", status: [403] },
  { name: "status 404", kind: "model_not_found", status: [404] },
  { name: "status 409", kind: "server_error", status: [409, 410, 423, 424, 425, 426] },
  { name: "status 451", kind: "content_policy", status: [451] },
];
