/**
 * Front matter as the Agent Skills standard's reference reads it: a subset of YAML in which every value is text and nothing has two
 * readings. Kept apart because the YAML library is only loaded when there is something to read.
 */
import { CST, isAlias, isCollection, isMap, isScalar, isSeq, Lexer, parseDocument, Schema } from "yaml";

/** Text, list or mapping. */
export type YamlValue = string | readonly YamlValue[] | { readonly [key: string]: YamlValue };

export interface YamlReading {
  readonly value: YamlValue;
  /** Why the strict subset refuses it; empty: it does not. */
  readonly refusals: readonly string[];
}

/** Characters that YAML lets no document hold. */
const UNPRINTABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const SCHEMA = new Schema({ schema: "failsafe" });

/** Throws an Error with a one-line message when it is not YAML at all. */
export function readYaml(text: string): YamlReading {
  const document = parseDocument(text, { schema: SCHEMA, prettyErrors: false, logLevel: "silent" });
  const [error] = document.errors;
  if (error !== undefined) throw new Error(`${error.message} (line ${lineAt(text, error.pos[0])})`);
  const refusals = new Set<string>();
  if (UNPRINTABLE.test(text)) refusals.add("It has characters that cannot be printed.");
  if (hasBareTab(text)) refusals.add("It has a tab; use spaces.");
  const value = plain(document.contents, text, refusals);
  return { value, refusals: [...refusals] };
}

/** Whether a tab is where YAML's readers disagree on it: anywhere but in quotes, in comments and in blocks of text. */
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

/** What a node says; adds to `refusals` why the strict subset has no such node. */
function plain(node: unknown, text: string, refusals: Set<string>): YamlValue {
  if (isAlias(node)) refusals.add("It uses an alias (*name).");
  if (!isCollection(node) && !isScalar(node)) return "";
  if (node.tag !== undefined) refusals.add(`It uses a tag (${node.tag}).`);
  if (node.anchor !== undefined) refusals.add(`It uses an anchor (&${node.anchor}).`);
  if (isScalar(node)) return typeof node.value === "string" ? node.value : "";
  if (node.flow) refusals.add("It uses { } or [ ]; write mappings and lists line by line.");
  if (isSeq(node)) return node.items.map((item) => plain(item, text, refusals));
  if (!isMap(node)) return "";
  const columns = new Set<number>();
  const entries = node.items.map(({ key, value }) => {
    if (isMap(value)) columns.add(columnAt(text, value.range?.[0] ?? 0));
    return [plain(key, text, refusals), plain(value, text, refusals)] as const;
  });
  if (columns.size > 1) refusals.add("Its inner mappings are indented differently.");
  return Object.fromEntries(
    entries.map(([key, value]) => [typeof key === "string" ? key : JSON.stringify(key), value]),
  );
}

function columnAt(text: string, offset: number): number {
  return offset - text.lastIndexOf("\n", offset - 1);
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
