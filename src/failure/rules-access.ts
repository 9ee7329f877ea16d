/** Rules on money, limits, keys and models. */
import { any, CREDITS_USED_UP, FREES_ITSELF, OVERLOAD_WORDS, PLAN_LACKS_IT, RATE_WORDS } from "./patterns.ts";
import { codes, type Rule } from "./rule.ts";

export const LIMIT_RULES: readonly Rule[] = [
  {
    name: "a plan's usage window",
    kind: "rate_limit",
    text: /\b(?:hit|reached|exceeded) your (?:\w+ )?(?:usage|session|weekly|daily|5-?hour) limit\b.*\b(?:try again|resets?|wait)\b/,
  },
  { name: "allowance", kind: "rate_limit", text: /额度不足|配额不足/, not: /余额|欠费/ },
  {
    name: "a token rate, not a window",
    kind: "rate_limit",
    text: any(
      /\btokens? per (?:minute|min|day|hour|second)\b|\b(?:tpm|tpd|itpm|otpm)\b(?=.*\blimit)/,
      /\btoo many tokens, please wait/,
    ),
  },
  {
    name: "quota code",
    kind: "billing",
    code: codes(`
      insufficientquota insufficientbalance insufficientuserquota insufficientcredits creditsexhausted
      billingerror billinghardlimitreached billingnotactive paymentrequired paymentrequirederror
      invalidsubscription arrearage accountoverdue accountoverdueerror overduebalance usagelimiterror
      gousagelimiterror freeusagelimiterror 1311 1309 exceededcurrentquotaerror freetieronly
      allocationquotafreetieronly creditbalancetoolow
    `),
    not: /\ballocated quota\b|\bper (?:minute|day)\b/,
  },
  {
    name: "Google's quota",
    kind: "rate_limit",
    provider: /google|gemini|vertex/,
    text: /\bexceeded your current quota\b/,
  },
  {
    name: "credit used up",
    kind: "billing",
    text: any(
      CREDITS_USED_UP,
      /\b(?:free|usage) (?:usage |quota |trial |credits? )?(?:is |has )?(?:been )?(?:exhausted|unavailable)\b/,
    ),
    not: /\bservice unavailable\b|\bquota exceeded for (?:quota )?metric\b/,
  },
  {
    name: "plan does not include it",
    kind: "billing",
    text: PLAN_LACKS_IT,
    not: any(/\brate[ _-]?limit/, /\busage limit\b/),
  },
  {
    name: "spending limit",
    kind: "billing",
    text: any(
      /\b(?:monthly |maximum |allowed |hard |soft |key |credit )+(?:spend|spending|budget|credit|key) (?:limit|cap)\b/,
      /\b(?:spend|spending|budget|credit|cost) (?:limit|cap)(?: has been| was)? (?:reached|exceeded|hit)\b/,
      /\bkey (?:\w+ )?limit exceeded\b|\bbudget (?:has been )?exceeded\b/,
      /\bexceeded (?:\w+ )?budget\b|\bmax budget\b/,
    ),
  },
  {
    name: "OpenAI's quota",
    kind: "billing",
    provider: /^(?:openai|azure|deepseek|moonshot|kimi)/,
    text: /\bexceeded your current quota\b/,
  },
  {
    name: "overload code",
    kind: "overloaded",
    code: codes(`
      overloadederror overloaded engineoverloaded engineoverloadederror serveroverloaded serverbusy
      modelnotreadyexception modeloverloaded 1305 1312 slowdown
    `),
  },
  {
    name: "rate limit code",
    kind: "rate_limit",
    code: codes(`
      *ratelimit* ratelimitreached ratelimitexceeded ratelimitexceedederror ratelimitreachederror
      ratelimitedexception toomanyrequests toomanyrequestsexception toomanyrequestserror throttling*
      throttled* requestlimitexceeded requestthrottled resourceexhausted quotaexceeded
      servicequotaexceededexception modelcooldown usagelimitreached usagenotincluded
      concurrencylimitexceeded limitrequests limitburstrate 1302 1303 1304 1308 1310 1313
      tokenperminute tokensperminute
    `),
  },
  {
    name: "overload, passing",
    kind: "overloaded",
    text: OVERLOAD_WORDS,
    not: any(/\brate[ _-]?limit/, /\btoo many requests\b/),
  },
  {
    name: "rate or usage limit",
    kind: "rate_limit",
    text: RATE_WORDS,
    not: /\bcontext (?:length|window)\b|\brate[ _-]?limit(?:s|ing)? (?:is|are) (?:not|no)\b/,
  },
  {
    name: "a limit that frees itself",
    kind: "rate_limit",
    text: new RegExp(`\\blimit\\b.{0,120}(?:${FREES_ITSELF.source})`, "u"),
    not: /\bcontext\b|\btokens?\b|\bimage|\btimed? ?out/,
  },
];

const KEY =
  "(?:api[ _-]?keys?|apikey|x-api-key|access key|secret key|key|access token|refresh token|auth(?:entication|orization)? token|bearer token|id token|security token|session token|token|credentials?|account|organi[sz]ation|workspace|user|project)";

export const AUTH_RULES: readonly Rule[] = [
  {
    name: "key revoked or disabled (code)",
    kind: "auth_permanent",
    code: codes(`
      apikeydeleted apikeyrevoked apikeydisabled keyrevoked keydeleted accountdeactivated
      accountdisabled accountsuspended apikeydeactivated organizationdisabled consumersuspended
      invalidgrant tokeninvalidated refreshtokenreused deactivatedworkspace workspacedeactivated
    `),
  },
  {
    name: "key revoked or disabled",
    kind: "auth_permanent",
    text: any(
      new RegExp(
        `\\b${KEY}(?: \\w+){0,3} (?:has been |have been |is |was |were |been )?(?:currently )?(?:deactivated|revoked|disabled|deleted|suspended|banned|terminated|blocked|locked)\\b`,
      ),
      new RegExp(`\\b(?:deactivated|revoked|disabled|deleted|suspended|banned|terminated) ${KEY}\\b`),
      /\boauth authentication is (?:currently )?not (?:allowed|supported)\b|\breported as leaked\b/u,
      /(?:账号|账户|密钥)[^。]{0,6}(?:封禁|禁用|停用|冻结|锁定)/u,
    ),
    not: /\bmodel\b/,
  },
  {
    name: "credential code",
    kind: "auth",
    code: codes(`
      invalidapikey incorrectapikey apikeyinvalid authenticationerror autherror authentication
      permissionerror permissiondenied permissiondeniederror unauthenticated unauthorized
      unauthorizedexception accessdenied accessdeniedexception unrecognizedclientexception
      invalidsignatureexception expiredtoken expiredtokenexception invalidclienttokenid
      missingauthenticationtoken missingauthenticationtokenexception incompletesignature
      authenticationfailed invalidauthentication invalidauthenticationerror invalidtoken tokenexpired
      missingapikey noauth notauthorized invalidiamtoken credentialsprovidererror credentialsmissing
      nocredentialserror accesstokenexpired authorizationfailed
    `),
  },
  {
    name: "credential refused",
    kind: "auth",
    text: any(
      /\b(?:invalid|incorrect|wrong|bad|malformed|missing|expired|unknown|unrecogni[sz]ed|unauthori[sz]ed|empty|no|no valid|not a valid|without|could not resolve)(?: \w+){0,2}? (?:["']?x-api-key["']?|(?:\w+ )+or credentials|api[ _-]?keys?|apikey|access key|authentication|auth(?:orization)?(?: header| token| credentials)?|bearer token|access token|auth token|token|credentials?|api secret)\b(?! (?:limit|count|type|budget|in json|at position|<))/,
      /\b(?:api[ _-]?key|apikey|token|credentials?|authentication|authorization(?: header)?|access[ _]token|x-api-key)(?: (?!count|limit|usage)\w+){0,4} (?:is |are |was |has |have |were )?(?:been )?(?:invalid|incorrect|expired|missing|not (?:valid|found|provided|set|configured|authorized)|required|failed|malformed|could not be|rejected|empty)\b/,
      /\bapi[ _-]?key\b[^.]{0,60}\b(?:expired|not valid|invalid|please (?:pass|provide|check|renew))/,
      /\bauthentication (?:error|fail(?:ed|ure)|required|parameter)/,
      /\bauthoriz\w+ (?:failed|failure|required)\b|\bfailed to authenticate\b/,
      /\bcould not (?:authenticate|validate credentials|load credentials)\b/,
      /\bunable to (?:authenticate|locate credentials|load credentials)\b/,
      /\bunauthori[sz]ed\b|\bunauthenticated\b|\bforbidden\b|\baccess (?:is |was )?denied\b/,
      /\bnot authori[sz]ed\b|\bre-?authenticate\b|\bnot logged in\b/,
      /\bplease (?:run )?(?:\/?log ?in|sign in)\b|\blogin (?:required|expired|fail(?:ed|ure))\b/,
      /\btoken refresh failed\b|\brefresh token\b/,
      /\blogin fail\b|\buser not found\b/,
      /\binsufficient (?:permissions?|scopes?|privileges?|authentication scopes)\b/,
      /\bmissing (?:required )?(?:scopes?|permissions?)\b/,
      /\b(?:no|not have|lacks?|without|n't have)(?: \w+){0,3} permissions?\b/,
      /\bpermission denied\b(?! for \/)|\bpermission_(?:error|denied)\b/,
      /\bnot have (?:sufficient )?(?:access|rights)\b(?! to (?:it|(?:the |this )?model))/,
      /\bregion (?:is )?not (?:allowed|supported|available)\b|\bno credentials\b|\bapi key found\b/,
      /^(?:error: )?expired[.!]?$|\bsignature\b[^.]{0,40}\bdoes not match\b/,
      /\bsecurity token\b[^.]{0,40}\b(?:invalid|expired)\b/,
      /\bsession (?:has )?expired\b[^{}]{0,40}\b(?:log ?in|sign ?in|authenticat)/,
      /无效的?(?:令牌|密钥|凭证|凭据|api)|(?:没有|无)[^。]{0,4}权限|鉴权|认证失败|身份验证|未授权|无权|没有权限|权限不足/u,
      /密钥(?:无效|错误|不正确|已过期)|(?:api ?key|令牌|token)[^。]{0,6}(?:无效|错误|过期|不正确|已失效)|未登录|登录(?:已)?(?:过期|失效)/u,
    ),
    not: /\bcertificate\b|\bunexpected token\b|\bclient secret\b|\bno auth required\b/,
  },
];

export const MODEL_RULES: readonly Rule[] = [
  {
    name: "model code",
    kind: "model_not_found",
    code: codes(`
      modelnotfound modelnotfounderror modelnotfoundexception modelisdeactivated modeldeprecated
      modelnotexist modeldecommissioned modelnotsupported unknownmodel invalidmodel invalidmodelname
      deploymentnotfound unsupportedmodel modelnotavailable modelunavailable 1211 1220 1221 1222
      unknownmodelerror invalidendpointormodel* notfounderror
    `),
    not: /\btry again later\b|\bimages?\b/,
  },
  {
    name: "model unknown",
    kind: "model_not_found",
    text: any(
      /\bmodels?\b[:=]? ?["']?[\w./:@+-]{0,100}["']? (?:is |was |are |were |could |has been |does |may )?(?:not (?:be )?(?:found|exist|recogni[sz]ed|available for|a valid|valid|known|supported|allowed|enabled)|unavailable|unknown|invalid|deprecated|retired|decommissioned|deactivated|discontinued|no longer (?:available|supported))\b/,
      /\b(?:unknown|invalid|unsupported|no such|unrecogni[sz]ed|nonexistent) models?\b/,
      /\bnot a valid model\b|\bmodel (?:identifier|id|name)?(?: is)? (?:invalid|not found)\b/,
      /\bno (?:endpoints?|providers?|models?|allowed providers)(?: were| are)? (?:found|available) (?:for|matching|that match)\b/,
      /\bthe (?:provided )?model identifier is invalid\b|\bprovided model\b/,
      /\bmodel\b[^{}]{0,120}\b(?:does not exist|not found|do(?:es)? not have access|don't have access|no access|has been (?:deprecated|retired|removed|shut down)|end of (?:its )?life|pull(?:ing)? it first|not supported|is not available|not enabled|not deployed|not loaded)\b/,
      /\bnot support(?:ed)? (?:the |this )?model\b|\bmodels\/[\w.-]+ is not found\b/u,
      /\b(?:access|permission) to (?:the |this )?model\b|\bno models? loaded\b/u,
      /\bno such deployment\b|模型[^。]{0,30}(?:不存在|未找到|不可用|已下线|未开通)|未找到[^。]{0,6}模型/u,
    ),
    not: any(
      /\btry again\b|\bimages?\b/,
      /\b(?:parameter|param|argument|field|tools?|function calling|temperature|max_tokens|system prompt|streaming|stream|response_format|prefill|input type|modality|cache\w*|tool_choice|stop)\b[^{}]{0,60}\bnot supported/,
      /\bdoes not support\b(?! (?:the |this )?model)|_\w+ is not supported\b/,
      /\bnot supported with this model\b/,
    ),
  },
];
