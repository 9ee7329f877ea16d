/** Finds an HTTP status in text. Numbers inside ids, names, counts and ports are none. */

const UNIT =
  "(?: (?:tokens|records|rows|items|lines|files|bytes|chars|characters|words|ms|milliseconds|seconds|minutes|hours|days|times|users|results|pages|images|documents|of|pixels|percent|[kmg]b|usd|dollars|credits|points)\\b(?![:.]))";
const NUMBER = `([45]\\d\\d)(?![\\w%]|[.,]\\d|-\\w|${UNIT})`;

const REASONS: Readonly<Record<string, string>> = {
  "400": "bad request",
  "401": "unauthorized",
  "402": "payment required",
  "403": "forbidden",
  "404": "not found|page not found",
  "408": "request timeout",
  "410": "gone",
  "413": "(?:request entity|payload|content|request) too large",
  "422": "unprocessable",
  "429": "too many requests",
  "500": "internal",
  "502": "bad gateway",
  "503": "service (?:temporarily )?unavailable",
  "504": "gateway time-?out",
  "529": "overloaded",
};
const WITH_REASON = Object.entries(REASONS)
  .map(([status, reason]) => `${status}[ :,-]{1,3}(?:${reason})`)
  .join("|");

/** The first that matches decides; the text is lower case with single spaces. */
const PLACES: readonly RegExp[] = [
  new RegExp(`^(?:[\\w-]* ?error:? )?(?:http(?:/[\\d.]+)?:? )?(?:error:? )?\\(?${NUMBER}`),
  new RegExp(`["'](?:status|code|status_?code|http_?(?:status|code)|error_?code)["']\\s*:\\s*["']?${NUMBER}`),
  new RegExp(
    `\\b(?:http(?:/[\\d.]+)?|status|status[ _-]?code|api error|error[ _-]?code|code)[ :=(]{0,3}${NUMBER}`,
  ),
  new RegExp(`\\b${NUMBER} (?:status code|response|error)\\b`),
  new RegExp(
    `\\b(?:returned|got|responded with|failed with)(?: an?| http| status)* ${NUMBER}(?=$|[.,;:)]| (?:from|by|response)\\b)`,
  ),
  new RegExp(`(?:^|[ :(>])(?=${WITH_REASON})${NUMBER}`),
  new RegExp(`[: ]${NUMBER}:? ?[{<]`),
  new RegExp(`\\b(?:${Object.values(REASONS).join("|")})[ :,(]{1,3}${NUMBER}[)]?$`),
];

/** The status that a text mentions, 0 if it mentions none. */
export function statusIn(text: string): number {
  for (const place of PLACES) {
    const found = place.exec(text)?.[1];
    if (found !== undefined) return Number(found);
  }
  return 0;
}
