/**
 * Front matter as the Agent Skills standard's reference reads it: a subset of YAML in which every value is text and nothing has two
 * readings. Kept apart because the YAML library is only loaded when there is something to read.
 */
import {
  CST,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from "yaml";

/** Text, list or mapping. */
export type YamlValue = string | readonly YamlValue[] | { readonly [key: string]: YamlValue };

export interface YamlReading {
  readonly value: YamlValue;
  /** Why the strict subset refuses it; empty: it does not. */
  readonly refusals: readonly string[];
}

/** Characters that YAML lets no document hold. */
const UNPRINTABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Throws an Error with a one-line message when it is not YAML at all. */
export function readYaml(text: string): YamlReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: "failsafe", lineCounter: lines, logLevel: "silent" });
  const [error] = document.errors;
  if (error !== undefined) throw new Error(firstLine(error.message));
  const refusals: string[] = [];
  if (UNPRINTABLE.test(text)) refusals.push("It has characters that cannot be printed.");
  if (hasBareTab(text)) refusals.push("It has a tab; use spaces.");
  visit(document, {
    Alias: () => void refusals.push("It uses an alias (*name)."),
    Node: (_, node) => void refusals.push(...refusalsOf(node, lines)),
  });
  return { value: plain(document.contents), refusals: [...new Set(refusals)] };
}

/** Whether a tab stands where YAML's readers disagree on it: anywhere but in quotes, in comments and in blocks of text. */
function hasBareTab(text: string): boolean {
  if (!text.includes("\t")) return false;
  let blockBegins = false;
  let inBlock = false;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (token.includes("\t") && !inBlock && !TAB_HOLDERS.has(type ?? "")) return true;
    // The mark of a scalar comes before its text.
    inBlock = type === "scalar" && blockBegins;
    if (type === "block-scalar-header") blockBegins = true;
    else if (type !== "space" && type !== "newline" && type !== "comment") blockBegins = false;
  }
  return false;
}

const TAB_HOLDERS: ReadonlySet<string> = new Set(["comment", "single-quoted-scalar", "double-quoted-scalar"]);

function refusalsOf(node: Node, lines: LineCounter): string[] {
  const refusals: string[] = [];
  const { tag, anchor, flow } = node as { tag?: string; anchor?: string; flow?: boolean };
  if (tag !== undefined) refusals.push(`It uses a tag (${tag}).`);
  if (anchor !== undefined) refusals.push(`It uses an anchor (&${anchor}).`);
  if (flow) refusals.push("It uses { } or [ ]; write mappings and lists line by line.");
  if (isMap(node)) {
    const columns = node.items
      .map((pair) => pair.value)
      .filter((value): value is Node => isMap(value))
      .map((value) => lines.linePos(value.range?.[0] ?? 0).col);
    if (new Set(columns).size > 1) refusals.push("Its inner mappings are indented differently.");
  }
  return refusals;
}

function plain(node: unknown): YamlValue {
  if (isScalar(node)) return typeof node.value === "string" ? node.value : "";
  if (isSeq(node)) return node.items.map(plain);
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => [keyOf(key), plain(value)] as const);
    return Object.fromEntries(entries);
  }
  return "";
}

function keyOf(key: unknown): string {
  if (isScalar(key)) return String(key.value ?? "");
  return isNode(key) ? key.toString() : String(key);
}

function firstLine(message: string): string {
  return message.split("\n")[0]!.replace(/:$/, "");
}
