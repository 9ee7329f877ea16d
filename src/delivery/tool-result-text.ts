/** What `onToolResult` gets of a tool's result: whether it is called, how much it gets, and in which format. */
import type { TandemEvent } from "../events/event.ts";
import type { TurnRequest } from "../kernel/request.ts";
import { textOf } from "../sessions/message.ts";

/** What the request says about it. */
export type ToolResultWishes = Pick<
  TurnRequest,
  "verboseLevel" | "shouldEmitToolResult" | "shouldEmitToolOutput" | "toolResultFormat"
>;

type ToolResult = Extract<TandemEvent, { type: "tool-result" }>;

/** Arguments that say best what a call is about, and characters shown of one. */
const TELLING = ["path", "command", "query", "pattern", "url", "target", "title", "name"];
const SHOWN_CHARS = 120;

/** `null`: nothing. The functions are asked again for each result. `input`: of the call. */
export function toolResultText(
  result: ToolResult,
  input: Readonly<Record<string, unknown>>,
  wishes: ToolResultWishes,
): string | null {
  const { verboseLevel = "full", toolResultFormat } = wishes;
  const wanted = wishes.shouldEmitToolResult?.() ?? verboseLevel !== "off";
  if (!wanted) return null;
  const withOutput = wishes.shouldEmitToolOutput?.() ?? verboseLevel === "full";
  const output = withOutput || result.isError ? textOf(result).trimEnd() : "";
  if (toolResultFormat === undefined && withOutput) return textOf(result);
  const about = argumentOf(input);
  if (toolResultFormat === "markdown") {
    const title = about === "" ? `**${result.toolName}**` : `**${result.toolName}** ${code(about)}`;
    return [title, output === "" ? "" : fenced(output)].filter(Boolean).join("\n\n");
  }
  const title = `${result.toolName} ${about}`.trim();
  return [result.isError ? `${title} failed:` : title, output].filter(Boolean).join("\n");
}

function argumentOf(input: Readonly<Record<string, unknown>>): string {
  const known = TELLING.find((name) => typeof input[name] === "string");
  const text = known === undefined ? "" : String(input[known]).replace(/\s+/g, " ").trim();
  return text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS - 1)}…` : text;
}

/** Longer than any row of backticks inside. */
function fenceFor(text: string, least: number): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([row]) => row.length));
  return "`".repeat(Math.max(least, longest + 1));
}

function code(text: string): string {
  const fence = fenceFor(text, 1);
  return fence.length === 1 ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}

function fenced(text: string): string {
  const fence = fenceFor(text, 3);
  return `${fence}\n${text}\n${fence}`;
}
