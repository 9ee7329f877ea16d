/**
 * Wordings that no rule foresaw, with no status to go by: a subject and a complaint about it within one sentence. Wide by intent, and
 * therefore last; they judge short texts only, since a long one names many subjects.
 */
import { any } from "./patterns.ts";
import { codes, type Rule } from "./rule.ts";

const COMPLAINT =
  "(?:exceed(?:s|ed|ing)?|exhausted|insufficient|not enough|needed|required|used up|depleted|expired|ended|inactive|reached|hit|breached|over|out of|full|too \\w+|(?:more|less|larger|longer|greater) than)";
const SHORT = "^(?=.{0,300}$)";

/** Both words in either order, within one clause. */
function near(subject: string, complaint = COMPLAINT): RegExp {
  return new RegExp(
    `${SHORT}.*(?:\\b(?:${subject})\\b[^;{}]{0,50}\\b${complaint}(?!\\w)|\\b${complaint}\\b[^;{}]{0,50}\\b(?:${subject})(?!\\w))`,
    "u",
  );
}

export const GUESSES: readonly Rule[] = [
  {
    name: "likely about money",
    kind: "billing",
    text: any(
      near("credits?|funds|prepaid|payment|billing|free quota|free tier|subscription"),
      /^.{0,200}\b(?:top[ -]?up|recharge|add (?:credits|funds))\b/u,
      /\b\w+_on_free_tier\b|\bfree tier\b/,
    ),
  },
  {
    name: "likely about the window",
    kind: "context_overflow",
    text: near(
      "context|prompt|(?:max_)?input_tokens|input tokens?|tokens in (?:the )?(?:request|prompt)",
      "(?:limit|max\\w*|exceed\\w*|more than|less than|too (?:large|long|big|many)|full|out of|larger|longer)",
    ),
    not: /\brate\b|\bquota\b|\bdeadline\b/,
  },
  {
    name: "likely about a rate",
    kind: "rate_limit",
    text: any(near("rate|quota|concurrency|requests|calls|limits?"), /^.{0,60}(?:速率|限制|上限)/u),
    not: /\bcontext\b|\btokens?\b|\bsize\b|\bupload\b|\bretr(?:y|ies)\b|\blength\b/,
  },
  {
    name: "likely about the key",
    kind: "auth",
    text: near(
      "api[ _]?keys?|credentials?|access|membership|login|auth(?:entication|orization)?|oauth",
      "(?:invalid\\w*|must be set|flagged|disabled|verify|not set|unset|needed|wrong|refused|rejected|failed|missing)",
    ),
  },
  { name: "something is not there", kind: "model_not_found", code: codes(`notfound`) },
  {
    name: "likely on the way",
    kind: "network",
    text: any(
      /^load failed$|\berror (?:sending|reading|receiving) (?:the )?(?:request|response)\b/u,
      /\b(?:pars\w+|decod\w+|invalid|malformed|corrupt\w*|injected|incomplete|truncated)\b[^;{}]{0,40}\b(?:sse|event[ -]stream|stream|chunk|http response|response body)\b/u,
    ),
  },
  {
    name: "likely the server",
    kind: "server_error",
    text: /^(?=.{0,200}$).*(?:服务器?|请求失败|系统)[^。]{0,12}(?:异常|错误|失败|重试|开小差|故障)/u,
  },
];
