/**
 * Globs, matched in time proportional to pattern times path whatever either holds. Patterns come from models and from workspaces; translated
 * into a regular expression, `*a*a*a*b` would hold up the process for minutes.
 *
 * `*` and `?` stop at slashes, `**` as a whole segment is any number of them, `[a-z]` and `[!a]` are one character, `{a,b}` and `{1..3}` are
 * alternatives, `\` takes the meaning from the character behind it. A leading dot is a character like others.
 */

/** Alternatives that braces may amount to. */
const MAX_ALTERNATIVES = 1_000;
/** Characters of a pattern. */
const MAX_LENGTH = 4_096;

export interface GlobOptions {
  /** Letter case does not count. Default false. */
  readonly nocase?: boolean;
}

/** Throws RangeError for a pattern that is too long or whose braces amount to too many alternatives; every other text is one. */
export function compileGlob(
  pattern: string,
  { nocase = false }: GlobOptions = {},
): (path: string) => boolean {
  if (pattern.length > MAX_LENGTH) throw new RangeError(`it is longer than ${MAX_LENGTH} characters`);
  const fold = nocase ? (text: string) => text.toLowerCase() : (text: string) => text;
  const alternatives = expandBraces(fold(pattern)).map((text) => text.split("/").map(segmentOf));
  return (path) => {
    const names = fold(path).split("/");
    return alternatives.some((segments) => fitsSegments(segments, names));
  };
}

type Token =
  | { readonly kind: "text"; readonly character: string }
  | { readonly kind: "any" }
  | { readonly kind: "many" }
  | { readonly kind: "set"; readonly has: (character: string) => boolean };

/** `null`: any number of segments. */
type Segment = readonly Token[] | null;

function fitsSegments(segments: readonly Segment[], names: readonly string[]): boolean {
  // The positions in the pattern that the names so far can have led to.
  let open = closure(new Set([0]), segments);
  for (const name of names) {
    const next = new Set<number>();
    for (const at of open) {
      const segment = segments[at];
      if (segment === undefined) continue;
      if (segment === null) next.add(at);
      else if (fitsTokens([...name], segment)) next.add(at + 1);
    }
    if (next.size === 0) return false;
    open = closure(next, segments);
  }
  return open.has(segments.length);
}

/** `**` may stand for nothing. */
function closure(positions: Set<number>, segments: readonly Segment[]): Set<number> {
  for (const at of positions) if (segments[at] === null) positions.add(at + 1);
  return positions;
}

function fitsTokens(name: readonly string[], tokens: readonly Token[]): boolean {
  let [at, token, star, mark] = [0, 0, -1, 0];
  while (at < name.length) {
    const one = tokens[token];
    if (one?.kind === "many") {
      star = token++;
      mark = at;
    } else if (one !== undefined && fitsOne(name[at]!, one)) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++mark;
    } else return false;
  }
  while (tokens[token]?.kind === "many") token++;
  return token === tokens.length;
}

function fitsOne(character: string, token: Exclude<Token, { kind: "many" }>): boolean {
  if (token.kind === "any") return true;
  return token.kind === "set" ? token.has(character) : token.character === character;
}

function segmentOf(text: string): Segment {
  if (text === "**") return null;
  const tokens: Token[] = [];
  const characters = [...text];
  const lastClose = characters.lastIndexOf("]");
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!;
    if (character === "*") {
      if (tokens.at(-1)?.kind !== "many") tokens.push({ kind: "many" });
    } else if (character === "?") tokens.push({ kind: "any" });
    else if (character === "[") {
      const set = lastClose > at ? setAt(characters, at) : null;
      if (set === null) tokens.push({ kind: "text", character });
      else {
        tokens.push({ kind: "set", has: set.has });
        at = set.end;
      }
    } else if (character === "\\" && at + 1 < characters.length)
      tokens.push({ kind: "text", character: characters[++at]! });
    else tokens.push({ kind: "text", character });
  }
  return tokens;
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /^[\p{L}\p{N}]$/u,
  alpha: /^\p{L}$/u,
  digit: /^[0-9]$/,
  lower: /^\p{Ll}$/u,
  upper: /^\p{Lu}$/u,
  space: /^\s$/,
  punct: /^[!-/:-@[-`{-~]$/,
  xdigit: /^[0-9a-f]$/i,
};

/** The set that begins at a `[`; `null`: it is never closed, so the bracket is a character. */
function setAt(
  characters: readonly string[],
  from: number,
): { readonly has: (character: string) => boolean; readonly end: number } | null {
  let at = from + 1;
  const negated = characters[at] === "!" || characters[at] === "^";
  if (negated) at++;
  const tests: ((character: string) => boolean)[] = [];
  for (let first = true; ; first = false) {
    const character = characters[at];
    if (character === undefined || character === "/") return null;
    if (character === "]" && !first) break;
    const named =
      character === "[" && characters[at + 1] === ":"
        ? /^\[:([a-z]+):\]/.exec(characters.slice(at, at + 12).join(""))
        : null;
    if (named !== null && Object.hasOwn(CLASSES, named[1]!)) {
      const expression = CLASSES[named[1]!]!;
      tests.push((one) => expression.test(one));
      at += named[0].length;
      continue;
    }
    const escaped = character === "\\" && characters[at + 1] !== undefined;
    const low = escaped ? characters[at + 1]! : character;
    at += escaped ? 2 : 1;
    const high = characters[at] === "-" && characters[at + 1] !== "]" ? characters[at + 1] : undefined;
    if (high === undefined || high === "/") tests.push((one) => one === low);
    else {
      tests.push((one) => one >= low && one <= high);
      at += 2;
    }
  }
  const inside = (character: string) => tests.some((test) => test(character));
  return { has: negated ? (character) => !inside(character) : inside, end: at };
}

/** What the braces of a pattern stand for, each alternative written out. */
function expandBraces(pattern: string): string[] {
  let texts = [pattern];
  for (let done: string[] = []; ; done = []) {
    let changed = false;
    for (const text of texts) {
      const parts = firstBraces(text);
      if (parts === null) done.push(text);
      else {
        changed = true;
        for (const choice of parts.choices) done.push(`${parts.before}${choice}${parts.after}`);
      }
      if (done.length > MAX_ALTERNATIVES)
        throw new RangeError(`the braces amount to more than ${MAX_ALTERNATIVES} alternatives`);
    }
    if (!changed) return done;
    texts = done;
  }
}

/** The first pair of braces that holds alternatives; `null`: there is none. */
function firstBraces(
  text: string,
): { readonly before: string; readonly choices: readonly string[]; readonly after: string } | null {
  for (let open = indexOfPlain(text, "{", 0); open >= 0; open = indexOfPlain(text, "{", open + 1)) {
    const found = choicesAt(text, open);
    if (found === null) continue;
    const choices = found.choices.length > 1 ? found.choices : rangeOf(found.choices[0]!);
    if (choices === null) continue;
    return { before: text.slice(0, open), choices, after: text.slice(found.end + 1) };
  }
  return null;
}

function indexOfPlain(text: string, character: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === character) return at;
  }
  return -1;
}

/** The parts between commas, down to the brace that closes the one at `open`; `null`: none does. */
function choicesAt(
  text: string,
  open: number,
): { readonly choices: readonly string[]; readonly end: number } | null {
  const choices: string[] = [];
  let [depth, from] = [0, open + 1];
  for (let at = open + 1; at < text.length; at++) {
    const character = text[at];
    if (character === "\\") at++;
    else if (character === "{") depth++;
    else if (character === "}" && depth > 0) depth--;
    else if (character === "," && depth === 0) {
      choices.push(text.slice(from, at));
      from = at + 1;
    } else if (character === "}") return { choices: [...choices, text.slice(from, at)], end: at };
  }
  return null;
}

function rangeOf(text: string): string[] | null {
  const [, low, high] = /^(-?\d{1,6})\.\.(-?\d{1,6})$/.exec(text) ?? [];
  if (low !== undefined && high !== undefined) {
    const [from, to] = [Number(low), Number(high)];
    const count = Math.min(Math.abs(to - from), MAX_ALTERNATIVES) + 1;
    return Array.from({ length: count }, (_, index) => String(from < to ? from + index : from - index));
  }
  const [, first, last] = /^([a-z])\.\.([a-z])$/i.exec(text) ?? [];
  if (first === undefined || last === undefined) return null;
  const [from, to] = [first.charCodeAt(0), last.charCodeAt(0)];
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) =>
    String.fromCharCode(from < to ? from + index : from - index),
  );
}
