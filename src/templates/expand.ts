/**
 * Puts arguments into a template, in one pass, so that what an argument holds is never taken for a placeholder:
 *
 * | | |
 * | --- | --- |
 * | `$1`, `${1}` | the first argument, empty when there is none; likewise 2, 3 … |
 * | `${1:-text}` | the same, or the text when it is missing or empty |
 * | `$@`, `$ARGUMENTS` | all arguments as they were written |
 * | `${@:-text}` | the same, or the text |
 * | `${@:2}`, `${@:2:3}` | the arguments from the second on; at most three of them |
 *
 * A text without placeholders gets the arguments as a paragraph at its end. Everything else that begins with `$` stays.
 */

const PLACEHOLDER =
  /\$(?:(\d{1,3})(?!\d)|(@)|(ARGUMENTS)\b|\{(?:(\d{1,3})(?::-([^}]*))?|@(?::-([^}]*)|:(\d{1,3})(?::(\d{1,3}))?)?)\})/g;

/** Never throws, whatever it is given. */
export function expandTemplate(text: string, argumentText: string): string {
  const all = argumentText.trim();
  const args = splitArguments(all);
  let used = false;
  const expanded = text.replaceAll(PLACEHOLDER, (...match) => {
    used = true;
    const [, plain, at, named, braced, fallback, allFallback, from, length] = match as string[];
    const index = plain ?? braced;
    if (index !== undefined) return (args[Number(index) - 1] || fallback) ?? "";
    if (from !== undefined) {
      const start = Math.max(Number(from), 1) - 1;
      return args.slice(start, length === undefined ? undefined : start + Number(length)).join(" ");
    }
    return at !== undefined || named !== undefined ? all : ((all || allFallback) ?? "");
  });
  return used || all === "" ? expanded : `${expanded.trimEnd()}\n\n${all}`;
}

/** Words, as a shell would part them: quotes keep words together and are taken away. An unclosed quote is a character like others. */
export function splitArguments(text: string): string[] {
  const words = text.match(/(?:"[^"]*"|'[^']*'|\S)+/g) ?? [];
  return words.map((word) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single),
  );
}
