/** Rules on the way to the provider and the provider's own failures, with no status to go by. */

import { any } from "./patterns.ts";
import { codes, type Rule } from "./rule.ts";

/** Before the words about keys: an expired certificate is not an expired key. */
export const CONNECTION_RULES: readonly Rule[] = [
  {
    name: "timeout code",
    kind: "timeout",
    code: codes(`
      etimedout esockettimedout econnaborted underrconnecttimeout underrheaderstimeout
      underrbodytimeout timeouterror apitimeouterror apiconnectiontimeouterror readtimeout
      connecttimeout deadlineexceeded requesttimeout usrrequesttimeout userrequesttimeout
      requesttimeouterror modeltimeoutexception gatewaytimeout readtimeouterror timeoutexception
    `),
  },
  {
    name: "socket code",
    kind: "network",
    code: codes(`
      econnreset econnrefused epipe ehostunreach ehostdown enetunreach enetreset enetdown enotfound
      eaifail eaiagain eaddrnotavail eproto enotconn enodata eaiagain underrsocket underrconnect*
      underrclosed underrdestroyed errsocketconnectiontimeout errstreamprematureclose errtls* errssl*
      certhasexpired depthzeroselfsignedcert selfsignedcert* unabletoverifyleafsignature
      unabletogetissuercert* apiconnectionerror connectionerror networkerror protocolerror
      remoteprotocolerror connecterror readerror writeerror sslerror chunkedencodingerror
      incompleteread econnclosed modelstreamerrorexception stream*error stream*closed stream*terminated
      stream*interrupted connection*error connection*reset connection*closed connection*lost
      connection*terminated network*error network*lost socket*error socket*closed
      connection*refused
    `),
  },
  {
    name: "certificate or TLS",
    kind: "network",
    text: /\bx509\b|\btls\b|\bssl\b|\bcertificate\b|\bhandshake\b/,
  },
  {
    name: "socket code in words",
    kind: "network",
    text: any(
      /\beai_again\b|\benotfound\b|\beconn(?:reset|refused)\b|\bepipe\b|\behost(?:unreach|down)\b/,
      /\benetunreach\b/,
    ),
  },
];

export const TRANSPORT_RULES: readonly Rule[] = [
  {
    name: "aborted",
    kind: "aborted",
    text: any(
      /\b(?:operation|request|stream|user|call|turn) (?:was |has been )?(?:aborted|cancell?ed)\b/,
      /\b(?:stop|finish)[_ ]?reason: ["']?(?:abort|aborted|cancell?ed)\b|\babort(?:ed)? ?error\b/,
      /^aborted[.!]?$|^cancell?ed[.!]?$/,
    ),
    not: /\btime(?:d )?out\b/,
  },
  {
    name: "abort code",
    kind: "aborted",
    code: codes(`aborterror abort aborted underraborted apiuseraborterror cancelled canceled erraborted`),
    not: /\btime(?:d )?out\b/,
  },
  {
    name: "timed out",
    kind: "timeout",
    text: any(
      /\btimed[ -]?out\b|\btime-out\b/u,
      /\btimeout\b(?! (?:setting|option|value|is set|was (?:set|changed)|of \d+ \w+ is))/u,
      /\bdeadline (?:was )?exceeded\b|\btook too long\b/u,
      /\bno (?:response|data|events?) (?:was )?(?:received )?(?:for|within|in)\b/u,
      /\bidle (?:for|limit|stream)\b|超时/u,
    ),
  },
  {
    name: "connection failed",
    kind: "network",
    text: any(
      /\bfetch failed\b|\bfailed to fetch\b|\bsocket hang up\b|\bother side closed\b/,
      /\b(?:network|connection|socket|transport|dns|proxy|stream|protocol)\b[^{}]{0,40}\b(?:error|fail(?:ed|ure)?|refused|reset|closed|lost|terminated|dropped|broken|interrupted|unreachable|aborted|disconnected|ended)\b/,
      /\b(?:unexpected|premature|early) (?:eof|end|close)/,
      /\bended (?:before|prematurely|unexpectedly|without)\b|\bconnect error\b/,
      /\bdisconnect(?:ed)?\b|\bbroken pipe\b|\bgetaddrinfo\b/,
      /\bname (?:or service )?(?:resolution|not known)\b|\bno such host\b|\bno route to host\b/,
      /\berr_network\b|\bunreachable\b|\bcould ?n[o']t (?:connect|resolve)/,
      /\b(?:unable|failed) to connect\b|\bconnection (?:error|refused|reset)\b|\bpeer closed\b/,
      /\bincomplete chunked\b|\breset by peer\b|(?:^|: )terminated[.!]?$|\bgoaway\b/,
      /\bno connection\b|\bclosed the connection\b|\bnetwork[ _]?error\b|\bunexpected eof\b|\beof$/,
      /\b(?:stop|finish)[_ ]?reason: ["']?(?:malformed_response|network_error)\b/u,
      /\breason: (?:malformed_response|network_error)\b|网络(?:异常|错误|连接)/u,
      /连接[^。]{0,3}(?:失败|断开|拒绝|重置|异常|中断|关闭)/u,
    ),
  },
  {
    name: "server code",
    kind: "server_error",
    code: codes(`
      servererror apierror internalerror internalservererror internalserverexception internalfailure
      internal unavailable serviceunavailable serviceunavailableerror serviceunavailableexception
      badgateway upstreamerror dataloss modelerrorexception backenderror networkerror
    `),
  },
  {
    name: "server failed",
    kind: "server_error",
    text: any(
      /\binternal (?:server )?error\b/,
      /\b(?:an?|unknown|unexpected) (?:\w+ )?error (?:has |was )?(?:occurred|encountered)\b/,
      /\berror occurred (?:while|during)\b|\b(?:stop|finish)[_ ]?reason: ["']?error\b/,
      /\b(?:empty|blank|no) (?:response|output|completion|reply)\b/,
      /\bserver (?:had an |side )?error\b|\bbad gateway\b|\bgateway (?:error|time-?out)\b/,
      /\bunexpected (?:server )?error\b|\bsomething went wrong\b/,
      /\berror (?:occurred )?(?:while|during) process\w*/,
      /\bupstream (?:error|failure|request failed)|\bservice (?:is )?(?:unavailable|down|error)/,
      /\bserver (?:is )?(?:down|unavailable|crash)|\bcrashed\b|\bprovider returned error\b/,
      /\bunder maintenance\b/,
      /\b(?:please )?(?:try|retry)(?: your request)?(?: again)?(?: later| shortly| in a (?:few|moment))/u,
      /\bplease retry\b|\bretry your request\b|内部错误|服务器?(?:异常|错误)|系统(?:异常|错误|繁忙)|稍后(?:再|重)试/u,
    ),
  },
];

/** What a model does not take, before its status is read. */
export const UNSUPPORTED_RULES: readonly Rule[] = [
  {
    name: "the model's tool call is malformed",
    kind: "format",
    text: /\bmalformed_function_call\b|\bmalformed function call\b/,
  },
  {
    name: "not taken by this model",
    kind: "format",
    text: any(
      /\b(?:does not|doesn't|not|no endpoints found that) support\b/,
      /\bunsupported (?:parameter|value|content|media|type|field|file)/,
      /\bnot supported\b(?<!(?:country|region|territory|location)\b.{0,40})/,
      /\b(?:unknown|unrecogni[sz]ed|unexpected|extra) (?:parameter|field|argument|property|inputs?|key|name)/,
      /\bextra inputs are not permitted\b/,
    ),
  },
];

/** The last words, after every other reading failed. */
export const FORMAT_RULES: readonly Rule[] = [
  {
    name: "format code",
    kind: "format",
    code: codes(`
      invalidrequesterror invalidrequest badrequest badrequesterror badrequestexception
      validationexception validationerror invalidargument invalidparameter invalidparametererror
      invalidparams unprocessableentityerror failedprecondition outofrange invalidtype invalidvalue
      missingrequiredparameter unsupportedparameter unsupportedvalue invalidjson jsonparseerror
      serializationexception malformedfunctioncall 1210 1212 1213 1214 1215 unimplemented invalidinput
    `),
  },
  {
    name: "request refused as malformed",
    kind: "format",
    text: any(
      /\bexpected (?:an? )?(?:string|object|array|number|boolean|integer)\b|\binvalid request(?: format| error)?\b|\bmalformed\b|\bfield required\b/u,
      /\bshould match pattern\b|\bexceeds? upload limit\b|\b(?:is|are) not (?:permitted|allowed)\b/u,
      /\bmissing required\b|\b(?:is|are) required\b/u,
      /\bmust be (?:an? )?(?:valid|one of|non-?empty|string|object|array|integer|number|boolean|positive|less|greater|at (?:least|most))/u,
      /\b(?:is|are) not (?:an? )?valid\b|\bvalidation error\b|\bbad request\b/u,
      /\bexpected value in json\b|\bunprocessable\b/u,
      /\binvalid (?:parameter|value|type|json|schema|argument|input|tool)|参数(?:错误|非法|无效|异常)/u,
      /格式(?:错误|不正确)/u,
    ),
  },
];
