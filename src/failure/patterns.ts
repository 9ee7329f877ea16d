/** Wordings that several rules share. Text is lower case with single spaces. */

/** One pattern of several alternatives. */
export function any(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map((pattern) => pattern.source).join("|"), "u");
}

/** The money or the prepaid quota is used up; only a person can change that. */
export const CREDITS_USED_UP = any(
  /\binsufficient[ _-](?:\w+ (?:or \w+ )?)?(?:credits?|balance|funds?|quota|user[ _]quota|prepaid|money|points)\b/,
  /(?:\b(?:not|without|no|lacks?|low|out of|more|add|buy|purchase|used up|used all)|n't have)\b(?: \w+){0,3} (?:credits?|funds|balance|points)\b/,
  /\b(?:credits?|balance|funds|prepayment|quota balance)(?: \w+){0,3} (?:is|are|has|have|was|were|been)(?: \w+){0,2} (?:low|too low|insufficient|exhausted|depleted|used up|empty|negative|zero|expired|run out|not enough)\b/,
  /\b(?:credits?|balance|funds)\b(?: \w+){0,2} (?:too low|insufficient|exhausted|depleted)\b/,
  /\b(?:out of|exhausted) (?:\w+ ){0,2}(?:credits?|extra usage|funds)\b|\bextra usage\b/,
  /\bpayment(?: method)? (?:is |was )?(?:required|needed|overdue|failed|declined|past due)\b/,
  /\bbilling hard limit|\bhard limit (?:has been )?reached\b|\bplans? & billing\b/,
  /\bplans? and billing (?:page|details|settings|tab)\b|\bbilling details\b/,
  /\b(?:overdue|unpaid|outstanding) (?:\w+ )?(?:balance|invoice|bill|payment)/,
  /\baccount (?:is |has been )?(?:in arrears|overdue|past due)|\barrearage\b/,
  /\b(?:enable|activate|set up|requires?|missing|no(?: active)?|without|invalid|inactive|disabled)\b(?: \w+){0,3} (?:billing|subscription|payment method)\b(?! key)/,
  /\bbilling (?:is |has )?(?:not |been )?(?:active|enabled|disabled|inactive)\b/,
  /\b(?:add|update|provide|attach)(?: \w+){0,3} payment method\b/,
  /\b(?:free )?trial (?:period )?(?:has |is )?(?:ended|expired|over)\b/,
  /\bsubscription (?:has |is |was )?(?:expired|inactive|cancell?ed|required|not active|lapsed)\b/,
  /余额|欠费|充值|账户已停|套餐(?:已)?(?:过期|到期|用完|不支持)|额度(?:已)?用(?:尽|完)|资源包/,
);

/** The plan does not include what was asked for. */
export const PLAN_LACKS_IT = any(
  /\bnot (?:\w+ )?(?:available|included|supported|allowed|accessible|enabled)\b(?: \w+){0,2} (?:on|in|with|under|for|by)\b(?: \w+){0,3} (?:plan|tier|subscription|package)\b/,
  /\b(?:requires?|upgrade to|need)\b(?: \w+){0,3} (?:paid|pro|plus|higher|team|enterprise|premium)\b(?: \w+){0,2} (?:plan|tier|subscription|account)\b/,
  /\b(?:only|exclusively) (?:available|supported|accessible)\b(?: \w+){0,3} (?:plans?|tiers?|subscriptions?|subscribers?|members?|users?)\b/,
  /\bupgrade (?:your|to a)\b(?: \w+){0,2} (?:plan|tier|subscription|account)\b/,
);

/** A limit that frees itself by waiting. */
export const FREES_ITSELF = any(
  /\b(?:try|retry)(?: your request)?(?: again)? (?:after|in|later)\b/,
  /\bretry[- ]?(?:after|delay)|\bwait\b|\b(?:resets?|refresh(?:es)?|cool(?:s|ing)? ?down)\b/,
);

export const RATE_WORDS = any(
  /\brate[ _-]?limit(?:s|ed|ing)?\b|\brate exceeded\b|\bratelimit(?:ed|ing)?\b/,
  /\btoo many (?:concurrent |pending |simultaneous |active )?(?:requests?|connections|calls)\b/,
  /\bthrottl(?:ed|ing)\b|\brequest rate\b/,
  /\brequests? (?:per|\/) ?(?:second|minute|min|hour|day|month)\b/,
  /\b(?:rpm|rpd|tpm|tpd|qps|rps|itpm|otpm)\b/,
  /\btokens?(?: \w+)?(?: per |\/)(?:second|minute|min|hour|day)\b/,
  /\btoo many tokens(?:[ ,]+please wait|[ ,]+per)/,
  /\b(?:daily|hourly|weekly|monthly|weekly\/monthly|5-?hour|five[- ]hour|per[- ](?:minute|day|hour|user)|session|concurrency|concurrent request|request|usage|message) (?:usage |request |token |rate |message |count )?limits?\b(?: \w+){0,2} (?:reached|exceeded|hit)\b/,
  /\b(?:reached|exceed(?:s|ed)?|hit|over)\b(?: \w+){0,5} (?:usage|daily|weekly|monthly|hourly|request|concurrency|rate|message|requests) limits?\b/,
  /\b(?:request|concurrency|usage|worker|connection|subscription quota) limit(?: was| has been)? (?:reached|exceeded|hit)\b/,
  /\bhigh concurrency\b|\bconcurrency (?:usage )?exceed|\bin-?flight requests\b/,
  /\btotal request limit\b/,
  /\bresource[ _-]?(?:has been )?exhausted\b|\bresources? (?:has|have) been exhausted\b|\bcapacity exhausted\b/,
  /\b(?:exceed(?:s|ed)?|over) (?:your|the|its|their) (?:current |allocated |available |request |model |api |token )*quota\b/,
  /\bquota (?:limit )?(?:has been |was |is )?(?:exceeded|reached|exhausted)\b|\bquota limit\b/,
  /\bcooling down\b|\bmodel_cooldown\b/,
  /\bexceed(?:s|ed) limit\b|\b(?:tier|service tier) capacity\b|\bslow down\b/,
  /\bsending requests too (?:fast|quickly|frequently)\b|\btoo (?:fast|frequent|frequently)\b/,
  /频率|限流|超限(?!制)|配额|请求过(?:多|快|于频繁)|并发(?:数)?(?:过|超|已)|次数(?:已)?(?:达|超|用)|使用上限|限额/,
);

export const OVERLOAD_WORDS = any(
  /\boverload(?:ed|ing)?\b|\boverwhelmed\b/,
  /\b(?:high|heavy|peak|excessive|unusually high) (?:demand|load|traffic)\b/,
  /\bat (?:full |max(?:imum)? )?capacity\b/,
  /\b(?:over|no|insufficient|limited|not enough) capacity\b/,
  /\bcapacity (?:constraints?|limits?|issues?|exceeded)\b/,
  /\bservice (?:is )?(?:temporarily |currently )?unavailable\b/,
  /\btemporarily (?:unavailable|unable|out of service|down)\b|\bserver is (?:currently )?busy\b/,
  /\b(?:system|server|service|engine)(?: is)?(?: too| currently)? busy\b/,
  /\bnot enough (?:gpus?|resources)\b|\bmodel is (?:currently )?(?:loading|busy|not ready)\b/,
  /\bno (?:healthy|available) (?:upstream|deployments?|channels?|workers?|servers?|backends?|instances?)\b/,
  /负载|过载|拥挤|繁忙|访问量过大|高峰|服务(?:暂时)?不可用|资源(?:紧张|不足)/,
);

/** The conversation does not fit: words alone. */
export const OVERFLOW_WORDS = any(
  /^(?:error: )?context[ _-]?overflow\b|: context[ _-]?overflow\b/,
  /\b(?:context|input|prompt)[ _-]?(?:length|window|size|tokens?)?(?: limit)?[ _-]?(?:is |was |has been |has )?exceed(?:ed|s)?\b(?! (?:your|the) (?:current |available )?(?:quota|rate))/,
  /\b(?:tokens?|context|prompt|inputs?|messages|conversation|sequence|history)\b[^;{}]{0,60}\b(?:exceed(?:s|ed|ing)?|longer than|greater than|larger than|beyond|surpass\w*|over) [^.;{}]{0,40}\b(?:limit|max\w*|context|window|length|size|allowed|supports?|capacity)\b/,
  /\b(?:prompt|input|context|conversation|request|messages?|history|body|text)s? (?:is |are |was |were )?too (?:long|large|big|many tokens)\b(?! file)/,
  /\btoo (?:long|large|many tokens)\b(?: \w+){0,4} (?:model|context|window|request|prompt|input)\b/,
  /\btoo many (?:input |prompt |total )?tokens\b|\btoo large for (?:the )?model\b/,
  /\bexceed(?:s|ed|ing)?\b(?: [\w'.-]+){0,6} (?:context|maximum (?:number of )?(?:input )?tokens?|max(?:imum)? (?:\w+ )?tokens?|token(?:s|_)? ?limit|(?:model|maximum) (?:token|prompt|input) (?:limit|length)|maximum (?:input |request |prompt )?(?:size|length))\b/,
  /\bexceed\w* max_(?:input|prompt|context|seq|model)\w*/,
  /\b(?:maximum|max|model|model's|models) context (?:length|window|size|limit)\b/,
  /\bcontext (?:length|window|size|limit) (?:is|of) (?:only )?(?:at most )?\d/,
  /\bmaximum (?:prompt|input) (?:length|tokens?)\b/,
  /\bmax_?(?:prompt|input)_?(?:tokens|length)[ _](?:exceeded|reached)\b/,
  /\brange of input length\b/,
  /\blonger than (?:the )?(?:model|context|max)/,
  /\b(?:larger|greater|more) than the (?:model's )?(?:maximum )?context\b/,
  /\bran out of (?:room|space)\b[^.]{0,40}\bcontext\b/,
  /\b(?:input|prompt|request|context)[ _]?tokens? (?:count |limit )?(?:\([\d,]+\) )?(?:exceed|of [\d,]+ exceed|must be|reached)/,
  /\btoken count(?: \(?[\d,]+\)?| of [\d,]+)* exceeds?\b|\bsum of [^.]{0,60}tokens\b/,
  /\b(?:reduce|shorten|decrease) (?:the |your )?(?:length|size|number)? ?(?:of )?(?:the |your )?(?:messages|prompt|input|context|conversation)\b/,
  /\bdecrease input length\b/,
  /\bmust (?:have|be) (?:less|fewer|shorter)(?: than)?(?: or equal to)? [\d,]+ tokens\b/,
  /\btokens\b[^.]{0,40} must be <=? ?[\d,]+|\bstring too long\b/,
  /\bmax(?:imum)? tokens? (?:limit )?(?:reached|exceeded) for (?:the )?(?:prompt|input|context)\b/,
  /\bcontext the overflows\b|\bmodel is loaded with context length\b/,
  /\btokens to keep from the initial prompt\b|\b(?:request entity|content|payload) too large\b/,
  /\bcontext(?: window)? (?:is )?full\b|\bmax tokens exceeded\b[^.]{0,20}\bprompt\b/,
  /\brequest_too_large\b/,
  /^token limit(?: exceeded| reached)?[.!]?$/,
  /\btoken limit (?:exceeded|reached)\b(?! for this billing)|\bexceed(?:s|ed)? token limit\b/,
  /\btokens? exceeds? (?:the )?(?:model |maximum )?limit\b/,
  /(?:上下文|输入|提示词?|prompt|请求|消息|文本|tokens?)[^。，]{0,12}(?:过长|超长|太长|超出|超过|过大|超限)/,
  /超(?:出|过)[^。]{0,8}(?:上下文|长度|tokens?)|压缩上下文/,
);

/** The same with figures, believed even inside a 5xx. */
export const OVERFLOW_FIGURES =
  /(?:maximum context length|context (?:window|length|size|limit)|maximum number of (?:input )?tokens|prompt is too long|too large for model|token limit|model maximum)(?: allowed)?[^.]{0,30}?\d{4,}|\b\d{4,} tokens[^.]{0,60}\b(?:exceed|maximum|longer than|context)/u;
