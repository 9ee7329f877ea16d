/** How tool names are compared: by what they mean to a reader, so that no spelling of one slips past a rule. */

/** One form for all spellings: compatibility forms, invisible characters, case and surrounding space do not count. */
export function toolKey(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .trim()
    .toLowerCase();
}

/** The group that an entry names, as a key; `null` for a name or a pattern. */
export function groupOf(entry: string): string | null {
  const key = toolKey(entry);
  return key.startsWith("group:") ? key.slice("group:".length) : null;
}

/** Claude Code's names of what Tandem has under names of its own. */
const SAME_TOOL: Readonly<Record<string, string>> = {
  bash: "exec",
  bashoutput: "exec",
  killshell: "exec",
  killbash: "exec",
  notebookread: "read",
  notebookedit: "edit",
  multiedit: "edit",
  glob: "find",
  webfetch: "web_fetch",
  websearch: "web_search",
  task: "spawn_subagent",
  agent: "spawn_subagent",
  todowrite: "todo",
};

/** Tandem's name for a tool of Claude Code, as a key; `null`: there is none, or it is the same word. */
export function tandemName(key: string): string | null {
  return Object.hasOwn(SAME_TOOL, key) ? SAME_TOOL[key]! : null;
}

/** Whether a key fits a pattern in which `*` stands for any characters and `?` for one. Linear in both, whatever they hold. */
export function fits(key: string, pattern: string): boolean {
  if (key === pattern) return true;
  if (!pattern.includes("*") && !pattern.includes("?")) return false;
  let [at, from, star, mark] = [0, 0, -1, 0];
  while (at < key.length) {
    if (pattern[from] === "*") {
      star = from++;
      mark = at;
    } else if (from < pattern.length && (pattern[from] === "?" || pattern[from] === key[at])) {
      from++;
      at++;
    } else if (star >= 0) {
      from = star + 1;
      at = ++mark;
    } else return false;
  }
  while (pattern[from] === "*") from++;
  return from === pattern.length;
}
