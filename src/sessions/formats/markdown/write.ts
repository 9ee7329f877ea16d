/** A session as a markdown document. */
import type { Entry } from "../../entry.ts";
import { unanswered } from "../../history.ts";
import type { UserContent } from "../../message.ts";
import type { Transcript } from "../format.ts";

/** Prose stands as it was written; calls, results and thinking are in fences that nothing in them can close. */
export function writeMarkdown({ session, entries }: Transcript): string {
  const skipped = unanswered(entries);
  const parts = [
    `# ${oneLine(session.title ?? session.key)}`,
    `${session.key} · ${new Date(session.createdAt).toISOString()}`,
    ...entries.flatMap((entry) => section(entry, skipped.has(entry))),
  ];
  return `${parts.join("\n\n")}\n`;
}

function section(entry: Entry, unsent: boolean): string[] {
  switch (entry.type) {
    case "user":
      return [`## User${unsent ? " (not answered)" : ""}`, ...said(entry.message.content)];
    case "assistant": {
      const { content, origin, error } = entry.message;
      const blocks = content.flatMap((block): string[] => {
        if (block.type === "text") return [block.text];
        if (block.type === "tool-call")
          return [`**Call** ${code(block.name)}`, fence(JSON.stringify(block.input, null, 2), "json")];
        return block.text === "" ? [] : ["**Thinking**", fence(block.text)];
      });
      const failure = error === undefined ? [] : [`**Failed:** ${oneLine(error.message)}`];
      return [`## Assistant (${oneLine(`${origin.provider}/${origin.model}`)})`, ...blocks, ...failure];
    }
    case "tool_result": {
      const { toolName, isError, content } = entry.message;
      const blocks = content.flatMap((block) => (block.type === "text" ? [fence(block.text)] : image(block)));
      return [`**${isError ? "Error" : "Result"}** ${code(toolName)}`, ...blocks];
    }
    case "compaction":
      return ["---", "*The conversation up to here was replaced by this summary:*", entry.summary, "---"];
    case "change":
      return [`*Now on ${entry.runtime}, ${oneLine(`${entry.provider}/${entry.model}`)}.*`];
    case "custom":
      return [];
  }
}

function said(content: readonly UserContent[]): string[] {
  return content.flatMap((block) => (block.type === "text" ? [block.text] : image(block)));
}

function image({ mimeType, data }: Extract<UserContent, { type: "image" }>): string[] {
  return [`![image](data:${mimeType};base64,${data})`];
}

/** A fence longer than any run of backticks inside. */
function fence(text: string, language = ""): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}${language}\n${text}\n${marks}`;
}

function code(text: string): string {
  return `\`${oneLine(text).replaceAll("`", "'")}\``;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
