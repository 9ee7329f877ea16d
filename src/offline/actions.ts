/**
 * Reads plain-language requests for tool work ("list the files, then read notes.txt") as a list of actions. A fixed set of
 * sentence forms, no guessing: what is not understood is not an action.
 */

/** Something the offline model was asked to do with a tool. */
export type Action =
  | { readonly kind: "list"; readonly path: string }
  | { readonly kind: "read"; readonly path: string }
  | { readonly kind: "write"; readonly path: string; readonly content: string }
  | { readonly kind: "edit"; readonly path: string; readonly from: string; readonly to: string }
  | { readonly kind: "search"; readonly pattern: string; readonly path: string }
  | { readonly kind: "find"; readonly pattern: string }
  | { readonly kind: "run"; readonly command: string }
  | { readonly kind: "call"; readonly tool: string; readonly input: Readonly<Record<string, unknown>> };

const VERBS =
  "list|ls|read|show|cat|open|display|write|save|put|create|make|edit|replace|change|search|grep|look|find|run|execute|exec|call|use|invoke";
const CLAUSE_BREAK = new RegExp(
  `(?:,?\\s+(?:and\\s+then|then|and)\\s+(?:please\\s+)?|[;,]\\s*|\\.\\s+|\\n+)(?=(?:${VERBS}|what|which)\\b)`,
  "i",
);
const POLITE =
  /^(?:please|now|first|finally|also|next|then|and|ok(?:ay)?|hey|hi|can you|could you|would you|will you|i want you to|kindly)[,\s]+/i;
const JSON_CALL =
  /^(?:call|use|invoke)\s+(?:the\s+)?(?:tool\s+)?[`"']?([\w-]+)[`"']?(?:\s+tool)?\s+with\s+(\{[\s\S]*\})\s*\.?$/i;
const QUOTED = /(^|[\s(:=])(?:"([^"]*)"|'([^']*)'|`([^`]*)`|“([^”]*)”)(?=$|[\s).,;:!?])/g;

/** What a prompt only quotes: a conversation to be summarised, output of a command, a skill. Nothing in it is an order. */
const QUOTES =
  /<conversation>[\s\S]*<\/conversation>|^```[\s\S]*?^```$|^Follow these instructions of the skill [\s\S]*/gm;

/** The actions a prompt asks for, in order; empty when it asks for none. */
export function parseActions(given: string): Action[] {
  const prompt = given.replace(QUOTES, "");
  const json = JSON_CALL.exec(strip(prompt.trim()));
  if (json !== null) {
    const input = parseObject(json[2]!);
    return input === null ? [] : [{ kind: "call", tool: json[1]!, input }];
  }
  const quotes: string[] = [];
  const masked = prompt.replace(QUOTED, (_match, lead: string, ...groups: (string | undefined)[]) => {
    quotes.push(groups.slice(0, 4).find((group) => group !== undefined) ?? "");
    return `${lead}${MASK_OPEN}${quotes.length - 1}${MASK_CLOSE}`;
  });
  const unmask = (text: string): string =>
    text.replace(MASK, (_match, index: string) => quotes[Number(index)] ?? "");

  const actions: Action[] = [];
  let lastPath: string | undefined;
  for (const clause of masked.split(CLAUSE_BREAK)) {
    const action = parseClause(strip(clause.trim()), unmask, lastPath);
    const found =
      action?.kind === "read" ? [action, ...furtherReads(clause, unmask)] : action === null ? [] : [action];
    actions.push(...found);
    for (const item of found) if ("path" in item && item.path !== ".") lastPath = item.path;
  }
  return actions;
}

const MASK_OPEN = "\uE000";
const MASK_CLOSE = "\uE001";
const MASK = /\uE000(\d+)\uE001/g;

/** A path as people write it: quoted, or a word with a dot, a slash or a well-known bare name. */
const PATH =
  "(\uE000\\d+\uE001|[^\\s,;:!?\uE000]*[./][^\\s,;:!?\uE000]*|README|LICENSE|Makefile|Dockerfile|it)";
const FILE = "(?:the\\s+)?(?:contents?\\s+of\\s+)?(?:the\\s+)?(?:file\\s+)?(?:called\\s+|named\\s+)?";
const NEW_FILE = "(?:a\\s+|the\\s+)?(?:new\\s+)?(?:file\\s+)?(?:called\\s+|named\\s+)?";

const RUN = /^(?:run|execute|exec)\s+((?:the\s+)?(?:shell\s+)?command\s*:?\s+)?([\s\S]+)$/i;
const SHELL = /^\$\s+([\s\S]+)$/;
const REPLACE_IN = new RegExp(
  `^(?:edit\\s+${FILE}\\S+\\s*[:,]?\\s*)?(?:replace|change)\\s+([\\s\\S]+?)\\s+(?:with|to|by|into)\\s+([\\s\\S]+?)\\s+in\\s+${FILE}${PATH}`,
  "i",
);
const IN_REPLACE = new RegExp(
  `^(?:in|edit)\\s+${FILE}${PATH}\\s*[:,]?\\s*(?:and\\s+|to\\s+)?(?:replace|change)\\s+([\\s\\S]+?)\\s+(?:with|to|by|into)\\s+([\\s\\S]+)$`,
  "i",
);
const CREATE_WITH = new RegExp(
  `^(?:create|make|write)\\s+${NEW_FILE}${PATH}\\s+(?:with|containing|that\\s+says|saying)\\s+(?:the\\s+)?(?:(?:text|contents?|lines?|words?)\\s*:?\\s+)?([\\s\\S]+)$`,
  "i",
);
const WRITE_TO = new RegExp(
  `^(?:write|save|put)\\s+(?:the\\s+)?(?:(?:text|words?|lines?)\\s+)?([\\s\\S]+?)\\s+(?:to|into|in|as)\\s+${NEW_FILE}${PATH}`,
  "i",
);
const FIND_FILES =
  /^find\s+(?:all\s+)?(?:the\s+)?(?:files?\s+)?(?:(?:named|called|matching|like)\s+)?(\uE000\d+\uE001|\S*\*\S*|(?<=(?:named|called|matching|like)\s)\S+)/i;
const SEARCH =
  /^(?:search|grep|look|find)\s+(?:(?:the\s+)?(?:files?|workspace|folder|code)\s+)?(?:for\s+)?(?:the\s+)?(?:text\s+|word\s+|string\s+)?([\s\S]+?)(?:\s+in\s+([\s\S]+))?$/i;
const LIST =
  /^(?:ls\b|(?:list|show)\b.*\b(?:files?|folders?|director(?:y|ies)|contents|workspace|here)\b|(?:what|which)\s+(?:files|folders)\b|what(?:'s|\s+is)\s+(?:here|in\s+(?:this|the)\s+(?:folder|directory|workspace)))/i;
const LIST_PATH = new RegExp(
  `(?:^ls\\s+|\\b(?:in|of|under|inside)\\s+(?:the\\s+)?(?:folder\\s+|directory\\s+)?)(${PATH}|[\\w-]+)`,
  "i",
);
const READ = new RegExp(
  `^(?:read|cat|open|display|show(?:\\s+me)?|what(?:'s|\\s+is)\\s+in|what\\s+does)\\s+(?:me\\s+)?${FILE}${PATH}`,
  "i",
);
const FURTHER_FILE = new RegExp(`(?:,\\s*(?:and\\s+)?|\\s+and\\s+)${FILE}${PATH.replace("|it", "")}`, "gi");
const HERE = /^(?:this|the|here|current|workspace|folder|directory|files?|code|it|all|every|my)\b/i;

function parseClause(
  clause: string,
  unmask: (text: string) => string,
  lastPath: string | undefined,
): Action | null {
  const path = (raw: string): string =>
    raw.toLowerCase() === "it" ? (lastPath ?? "it") : unmask(raw).replace(/[.)]+$/, "") || unmask(raw);
  const value = (raw: string): string => {
    const text = raw.trim();
    return text.startsWith(MASK_OPEN) ? unmask(text.replace(/[.!?]$/, "")) : unmask(text).replace(/\.$/, "");
  };
  let match = SHELL.exec(clause);
  if (match !== null) return { kind: "run", command: unmask(match[1]!) };
  match = RUN.exec(clause);
  if (match !== null && (match[1] !== undefined || !HERE.test(match[2]!)))
    return { kind: "run", command: value(match[2]!) };
  match = IN_REPLACE.exec(clause);
  if (match !== null)
    return { kind: "edit", path: path(match[1]!), from: value(match[2]!), to: value(match[3]!) };
  match = REPLACE_IN.exec(clause);
  if (match !== null)
    return { kind: "edit", path: path(match[3]!), from: value(match[1]!), to: value(match[2]!) };
  match = CREATE_WITH.exec(clause);
  if (match !== null) return { kind: "write", path: path(match[1]!), content: value(match[2]!) };
  match = WRITE_TO.exec(clause);
  if (match !== null) return { kind: "write", path: path(match[2]!), content: value(match[1]!) };
  match = READ.exec(clause);
  if (match !== null) return { kind: "read", path: path(match[1]!) };
  if (LIST.test(clause)) {
    const folder = LIST_PATH.exec(clause)?.[1];
    return { kind: "list", path: folder === undefined || HERE.test(folder) ? "." : path(folder) };
  }
  match = FIND_FILES.exec(clause);
  if (match !== null && /\*|^find\s+(?:all\s+)?(?:the\s+)?files?\b/i.test(clause))
    return { kind: "find", pattern: value(match[1]!) };
  match = SEARCH.exec(clause);
  if (match !== null && (/\bfor\b|^grep\b/i.test(clause) || match[2] !== undefined)) {
    const where = match[2];
    return {
      kind: "search",
      pattern: value(match[1]!),
      path: where === undefined || HERE.test(where) ? "." : path(where),
    };
  }
  return null;
}

/** The other files of "read a.txt, b.txt and c.txt". */
function furtherReads(clause: string, unmask: (text: string) => string): Action[] {
  return [...clause.matchAll(FURTHER_FILE)].map((match) => ({
    kind: "read",
    path: unmask(match[1]!).replace(/[.)]+$/, ""),
  }));
}

function strip(text: string): string {
  let rest = text;
  while (POLITE.test(rest)) rest = rest.replace(POLITE, "");
  return rest.replace(/\?$/, "");
}

function parseObject(json: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
