/** Rules on what is wrong with the request itself, so that a recovery can mend it. */
import { any, OVERFLOW_WORDS } from "./patterns.ts";
import { codes, type Rule } from "./rule.ts";

export const REQUEST_RULES: readonly Rule[] = [
  {
    name: "compaction failed",
    kind: "compaction_failure",
    text: any(
      /\b(?:auto-?)?(?:compaction|summari[sz]ation|compact)(?: (?:has|attempt|step|request))? (?:failed|error|aborted)\b/,
      /^(?:compaction|summari[sz]ation) (?:error|timed out)|\bfailed to (?:compact|summari[sz]e)\b/,
    ),
  },

  {
    name: "session or conversation is gone",
    kind: "session_expired",
    text: any(
      /\b(?:session|conversation|thread|previous response)s?(?: id| with id)?(?: ["']?[\w:-]{1,60}["']?)? (?:was |is |has been |has |does )?(?:not found|not exist|expired|deleted|invalid|no longer|unknown|timed out|terminated)\b/,
      /\bno (?:such )?(?:conversation|session|thread)(?: was)? found\b/,
      /\b(?:unknown|invalid|expired|missing|no such) (?:session|conversation|thread)\b/,
    ),
    not: /\b(?:log ?in|sign ?in|authenticat\w+|oauth|credentials?|api key|token)\b/,
  },
  {
    name: "session code",
    kind: "session_expired",
    code: codes(
      `sessionnotfound sessionexpired conversationnotfound previousresponsenotfound invalidsession`,
    ),
  },

  {
    name: "image of too many pixels",
    kind: "image_dimension",
    text: any(
      /\bimages?\b[^{}]{0,80}\b(?:dimensions?|pixels?|width|height|resolution)\b[^{}]{0,60}\b(?:exceed|max|large|limit|at most|allowed|must|than)/u,
      /\b(?:dimensions?|pixels?|resolution)\b[^{}]{0,40}\bimages?\b[^{}]{0,80}\b(?:exceed|max|large|limit|allowed)/u,
      /\bimage(?:_| )dimension|图(?:片|像)[^。]{0,8}(?:尺寸|分辨率|像素)/u,
    ),
  },
  {
    name: "image too large",
    kind: "image_size",
    text: any(
      /\bimages?\b[^{}]{0,80}\b(?:exceeds?|larger than|bigger than|too (?:large|big)|over)\b[^{}]{0,60}(?:\b[\d.]+ ?[km]i?b\b|\bbytes\b|\bmaximum\b|\blimit\b|\bsize\b)/u,
      /\bimages? (?:\w+ ){0,3}(?:is |are |was )?too (?:large|big)\b/u,
      /\b(?:maximum|max) image (?:file )?size\b|\bimage (?:file )?size (?:exceed|is too|limit|must)/u,
      /图(?:片|像)[^。]{0,8}(?:过大|太大|超)/u,
    ),
  },
  { name: "image code", kind: "image_size", code: codes(`imagetoolarge imagesizeexceeded invalidimagesize`) },

  {
    name: "thinking level refused",
    kind: "thinking_unsupported",
    text: any(
      /\b(?:reasoning|thinking|think value|effort|reasoning[._]effort|thinking[._](?:level|budget|type)|budget_tokens|enable_thinking)\b[^{}]{0,80}\b(?:not supported|unsupported|does not support|doesn't support|isn't supported|not allowed|not available|cannot be|can't be|mandatory|required|to be enabled|must be enabled|supported values|invalid value|not a valid|invalid|only supports?|must be (?:one of|greater|less|at least|set))/,
      /\b(?:not support(?:ed)?|unsupported|invalid|requires?|disallows?)\b[^{}]{0,40}\b(?:reasoning|thinking|reasoning_effort|thinking_(?:level|budget)|extended thinking)\b(?! block)/,
      /\bunsupported value: ["']?(?:none|minimal|low|medium|high|xhigh|max)\b/u,
      /\bsupported values are:? ["'](?:none|minimal|low|medium|high|xhigh|max)\b/u,
      /思考(?:模式|预算|等级)?[^。]{0,6}不支持|不支持[^。]{0,6}思考/u,
    ),
    not: any(
      /\bsignature\b|\bthinking(?:'s|"|')? blocks?\b|\breasoning_content\b|\breasoning item/,
      /\bof type ["']?reasoning/,
    ),
  },

  {
    name: "order of roles",
    kind: "role_ordering",
    text: any(
      /\bincorrect role information\b|\broles? must (?:strictly )?alternat|\balternate between\b/,
      /\b(?:multiple|consecutive) ["']?(?:user|assistant)["']? (?:roles|messages|turns)\b/,
      /\b(?:first|last|final) message (?:must|should|cannot|role)|\bexpected last role\b/,
      /\blast message (?:must|should|role)|\bconversation (?:must|should) (?:start|end|alternate)/,
      /\bmust end with a user message\b|\bassistant (?:message )?prefill\b/,
      /\bfunction call turn comes\b|\bfunction response (?:turn|parts)\b/,
      /\bnumber of function response\b|\bunexpected role\b/,
      /\brole ["']?\w+["']? (?:must|is not allowed|after|cannot)/,
    ),
  },
  {
    name: "tool calls and results do not match",
    kind: "role_ordering",
    text: any(
      /\btool_?use\b[^{}]{0,80}\b(?:without|must|missing|should match|unique|were found|field required|corresponding)\b/,
      /\btool_use\.(?:id|input|name)\b|\btool_use_id\b/,
      /\btool_?result\b[^{}]{0,80}\b(?:blocks?|without|must|unexpected|corresponding|previous)\b/,
      /\bunexpected ["']?tool_(?:use|result)/,
      /\btool_calls?\b[^{}]{0,60}\bmust be (?:followed|a response|preceded)/,
      /\btool_call_ids?\b[^{}]{0,60}\b(?:not found|did not have|responding|missing|is not found|invalid|unknown)\b/,
      /\bmessages with role ["']?tool["']?|\bmust be a response to a preceding\b/,
      /\bdid not have response messages\b/,
      /\bno tool (?:call|output) found for (?:function|tool)|\bno tool (?:call|output) found\b/,
      /\bfunction_call_output\b|\btool[ _]call (?:result|id) does not (?:follow|exist)/,
      /\btool[ _](?:result|call|message|response)s?\b[^{}]{0,40}\b(?:unpaired|orphan\w*|mismatch\w*|do not match|does not match)\b/,
      /\b(?:duplicate|dangling|orphan\w*|unpaired|unmatched|missing|unresolved)[ _]tool[ _]?(?:call|use|result)/,
      /\b(?:parse|decode) tool[ _]call arguments\b|\binvalid_(?:replay_)?transcript\b/,
    ),
  },
  {
    name: "thinking blocks of another turn",
    kind: "role_ordering",
    text: any(
      /\binvalid ["']?signature\b|\bsignature\b[^{}]{0,40}\b(?:thinking|invalid|required|missing)\b/,
      /\bthinking(?:["'])? (?:or ["']?redacted_thinking["']? )?blocks?\b|\bthought[_ ]?signature\b/,
      /\breasoning_content\b[^{}]{0,60}\b(?:missing|must|required)\b/,
      /\bitem ["']?rs_\w+["']? of type\b|\bwithout its required following item\b|\breasoning item\b/,
    ),
    not: /\b(?:auth\w*|access|bearer|security|aws) token\b|\bcredentials?\b|\brequest signature\b/,
  },
  {
    name: "empty message",
    kind: "role_ordering",
    text: any(
      /\btext content blocks must (?:be non-?empty|contain non-whitespace)/,
      /\b(?:messages?|content)\b[^{}]{0,40}\b(?:must have non-?empty content|must be non-?empty|cannot be empty|final assistant content cannot end)/,
    ),
  },

  {
    name: "content policy code",
    kind: "content_policy",
    code: codes(`
      contentpolicyviolation contentpolicyviolationerror contentfilter contentfiltered
      responsibleaipolicyviolation moderation moderationblocked datainspectionfailed safety
      prohibitedcontent blockedreasonsafety cyberpolicyviolation invalidpromptsafety 1301
      sensitivecontent contentblocked contentmoderation recitation blocklist spii guardrailintervened
    `),
  },
  {
    name: "content refused",
    kind: "content_policy",
    text: any(
      /\bcontent[ _-](?:policy|management policy|filter(?:ing|ed)?|moderation|violation|safety)\b/,
      /\bsafety (?:system|filters?|policy|policies|reasons|settings|guidelines|checks?)\b/,
      /\b(?:violat\w+|against) (?:our |the |their |\w+'s )?(?:usage |acceptable use |content |terms|policy|policies|guidelines)/,
      /\b(?:flagged|blocked|rejected|filtered|refused) (?:by|as|for|due to) (?:\w+ ){0,3}(?:moderation|policy|policies|safety|content|harmful|sensitive|inappropriate|violat\w+)/,
      /\b(?:harmful|inappropriate|sensitive|unsafe|disallowed|prohibited) (?:content|material|words?|information)\b/,
      /\bflagged for\b|\bguardrail|\bcyber(?:security)? (?:risk|polic)/,
      /\bstop reason: (?:refusal|safety|content_filter|sensitive|prohibited_content|recitation)\b/u,
      /\bfinish_?reason:? ["']?(?:refusal|safety|content_filter|prohibited_content)|\bcontent exists risk\b|\b(?:response|output|request|prompt) was (?:blocked|flagged)\b(?! by (?:a |the )?(?:proxy|network|firewall|administrator))|敏感|违规|不安全|审核|违反/u,
    ),
    not: /\bapi key|\b(?:account|organization) (?:has been |is )?(?:disabled|suspended|deactivated|banned)/,
  },

  // A schema's report on a malformed request names its place; what the place is called is no overflow.
  {
    name: "context window code",
    kind: "context_overflow",
    code: codes(`
      contextexceeded contextlengthexceeded contextwindowexceeded contextsizeexceeded contextlimitexceeded
      contextwindowexceedederror contextlengthexceedederror modelcontextwindowexceeded contextoverflow
      exceedcontextsizeerror maxprompttokensexceeded modelmaxprompttokensexceeded tokenslimitreached
      stringabovemaxlength requesttoolarge inputtoolong prompttoolong tokenlimitexceeded 1261
      contextlengtherror maxcontextlength
    `),
    not: /\bimages?\b|\btokens? per (?:minute|day)\b/,
  },
];

export const OVERFLOW_RULES: readonly Rule[] = [
  {
    name: "the conversation is too long",
    kind: "context_overflow",
    text: OVERFLOW_WORDS,
    not: any(
      /\bupload|\bquota\b|\bper (?:minute|day|hour)\b|\bplease wait\b|\brate limit/,
      /\bmax_tokens: \d+ ?>|\bmax_tokens["']? (?:is )?too large|\bmax_tokens\b[^.]{0,30}\boutput\b/,
      /\bfile (?:is )?too large|\bpdf\b/,
      /\b(?:url|name|header|filename|stop|metadata|key|user|title|tools?\.\d+[^ ]*) (?:is )?too long/,
    ),
  },
];
