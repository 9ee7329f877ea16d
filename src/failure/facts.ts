/** Brings what is known of a failure into the one form the rules read. */
import { statusIn } from "./status.ts";

/** What is known of a failure. Only `message` is needed; it may carry a status and a JSON body as text. */
export interface FailureFacts {
  readonly provider?: string | null;
  readonly status?: number | null;
  /** The provider's `error.type`. */
  readonly type?: string | null;
  /** The provider's `error.code`. */
  readonly code?: string | number | null;
  /** The provider's own words or the raw body; never text made for people. */
  readonly message: string;
  /** Milliseconds, from the `retry-after` header. */
  readonly retryAfterMs?: number | null;
  /** Node's or undici's error code: `ECONNRESET`, `UND_ERR_SOCKET`. */
  readonly socketCode?: string | null;
  /** The stream was cut because nothing arrived for the idle limit. */
  readonly idle?: boolean;
  /** Class of the error, `RateLimitError`. */
  readonly name?: string | null;
  /** The text or JSON of the error's cause. */
  readonly cause?: string | null;
}

/** A failure as the rules see it. */
export interface Subject {
  /** Lower case, empty when not known. */
  readonly provider: string;
  /** 400 to 599 or 0 when not known. */
  readonly status: number;
  /** Types, codes and error names: lower case, without `_`, `-`, `.` and spaces, each between spaces. */
  readonly codes: string;
  /** Lower case, white space collapsed, backslashes removed. */
  readonly text: string;
  /** Reads like writing about errors, not like an error: only status and codes decide then. */
  readonly prose: boolean;
}

const HEAD = 2_000;
const TAIL = 500;
const CODE_FIELD =
  /["'](?:type|code|status|reason|name|error|error_?code|error_?type)["']\s*:\s*["']?([a-z0-9][\w.\- ]{1,80})/g;
const GRPC_CODE = /(?:\bcode = |\bstatus: |^\d{1,2} )([a-z_]+)/g;
const IDENTIFIER =
  /\b[a-z][a-z0-9]*(?:[_-][a-z0-9]+)+\b|\b[a-z]+(?:error|exception)\b|\be[a-z]{4,}\b|\b(?:connection|network|socket)[a-z]+\b/g;
const ECHOED_REQUEST = /["']role["']\s*:/;
const NARRATION =
  /^(?:sure|okay|certainly|let'?s|let me|fixed|resolved|here(?:'s| is| are) (?:how|what|the|a)|(?:i|we)(?:'m|'re| am| are)? (?:debug|investigat|fix|discuss|look|review|work)\w*)\b/;
const REQUEST_ID =
  /[([]?\b(?:request|req|trace|log|correlation)[ _-]?id["']?\s*[:=]\s*["']?[\w-]+["']?[)\]]?/g;
const MARKDOWN = /\n\s*\n|^#{1,4} |\n#{1,4} |\n[-*] /;
const LONGEST_BARE_ERROR = 512;

/** Pure; takes any strings. */
export function subjectOf(facts: FailureFacts): Subject {
  const raw = facts.message;
  const text = clean(facts.cause ? `${raw} ${facts.cause}` : raw);
  const echo = text.search(ECHOED_REQUEST);
  const own = echo < 0 ? text : text.slice(0, echo);
  const codes = [facts.type, facts.code, facts.name, facts.socketCode].filter(
    (code) => code !== null && code !== undefined,
  );
  const fields = [...own.matchAll(CODE_FIELD), ...own.matchAll(GRPC_CODE)].map((match) => match[1] ?? "");
  const status = validStatus(facts.status) || validStatus(Number(facts.code)) || statusIn(own);
  const named = codes.length > 0 || fields.length > 0 || status !== 0;
  const prose =
    !named && (raw.length > LONGEST_BARE_ERROR || MARKDOWN.test(raw.trim()) || NARRATION.test(text));
  const words = prose ? [] : (own.match(IDENTIFIER) ?? []);
  return {
    provider: facts.provider?.toLowerCase() ?? "",
    status,
    codes: ` ${[...codes, ...fields, ...words].map(squeeze).join(" ")} `,
    text,
    prose,
  };
}

function clean(message: string): string {
  const cut = message.length > HEAD + TAIL ? `${message.slice(0, HEAD)} ${message.slice(-TAIL)}` : message;
  return cut
    .toLowerCase()
    .replace(/\\[nrt]/g, " ")
    .replace(/[\\`]/g, "")
    .replace(/[’‘]/g, "'")
    .replace(REQUEST_ID, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function squeeze(code: string | number): string {
  return String(code)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

function validStatus(status: number | null | undefined): number {
  return typeof status === "number" && status >= 400 && status <= 599 ? status : 0;
}
