/** The plainest front matter there is, read without the YAML library, whose loading would hold up the start of a program. */

/** `name: text`, where the text has one reading in every YAML: a letter first, and nothing that could end or change it. */
const FIELD = /^([a-z][a-z-]*): ([A-Za-z](?:[A-Za-z0-9 ,.;()/_'"!?%+=<>-]*[A-Za-z0-9,.;()/_'"!?%+=<>-])?)$/;

/** The fields when every line is such a field, each name once; `null`: only the library can decide. */
export function readPlainFields(text: string): Readonly<Record<string, string>> | null {
  const fields = new Map<string, string>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const [, name, value] = FIELD.exec(line) ?? [];
    if (name === undefined || value === undefined || fields.has(name)) return null;
    fields.set(name, value);
  }
  return fields.size === 0 ? null : Object.fromEntries(fields);
}
