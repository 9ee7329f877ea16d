/** Parts a Markdown file into its front matter and its text. */
import { readPlainFields } from "./plain-fields.ts";
import type { YamlValue } from "./strict-yaml.ts";

export interface FrontMatter {
  readonly fields: Readonly<Record<string, YamlValue>>;
  /** Without the blank space around it. */
  readonly body: string;
  /** Why the standard's subset of YAML refuses the front matter; empty: it does not. */
  readonly refusals: readonly string[];
}

const MARK = "---";

/**
 * Reads a file that must start with front matter between two lines of `---`. As in the standard's reference, the second `---` ends it
 * wherever it stands. Rejects with an Error of one sentence when there is none, or it is no YAML mapping.
 */
export async function readFrontMatter(text: string): Promise<FrontMatter> {
  if (!text.startsWith(MARK)) throw new Error("It does not start with front matter (a line of ---).");
  const end = text.indexOf(MARK, MARK.length);
  if (end < 0) throw new Error("Its front matter is not closed by a line of ---.");
  const source = text.slice(MARK.length, end).replace(/\r\n?/g, "\n");
  const body = text.slice(end + MARK.length).trim();
  const fields = readPlainFields(source);
  if (fields !== null) return { fields, body, refusals: [] };
  const { readYaml } = await import("./strict-yaml.ts");
  let value: YamlValue;
  let refusals: readonly string[];
  try {
    ({ value, refusals } = readYaml(source));
  } catch (error) {
    throw new Error(`Its front matter is not valid YAML: ${(error as Error).message.replace(/\.?$/, ".")}`);
  }
  if (!isMapping(value)) throw new Error("Its front matter is not a list of fields (name: value).");
  return { fields: value, body, refusals };
}

export function isMapping(value: YamlValue | undefined): value is Readonly<Record<string, YamlValue>> {
  return typeof value === "object" && !Array.isArray(value);
}
