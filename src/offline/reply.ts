/** What the offline model answers: a pure function of the request, so that a run can be repeated. */
import { type Action, parseActions } from "./actions.ts";
import { isReadOnly, type PlannedCall, planCall, toolFor } from "./calls.ts";
import type { OfflineRequest, ToolReport } from "./request.ts";
import { sampleOf } from "./sample.ts";
import { smallTalk } from "./small-talk.ts";

export interface OfflineReply {
  readonly reasoning: string | null;
  readonly text: string;
  readonly calls: readonly PlannedCall[];
}

const MAX_REPORT_LINES = 16;
const MAX_REPORT_CHARS = 900;

/**
 * The next message of the conversation. Tools that only look are called together, others one step at a time; after the last
 * one its message reports what each tool gave.
 */
export function replyTo(request: OfflineRequest): OfflineReply {
  const prompt = request.userTexts.at(-1) ?? "";
  const actions = parseActions(prompt);
  const step = nextStep(actions, request);
  if (step.calls.length > 0)
    return {
      reasoning: request.thinking ? reasonFor(step.actions, request.reports.length) : null,
      text: request.reports.length === 0 ? `${announce(step.actions)}` : "",
      calls: step.calls,
    };
  const reasoning = request.thinking
    ? request.reports.length > 0
      ? "The tools have answered. What is left is to report what they gave."
      : "No tool is needed for this: I can answer at once."
    : null;
  const missing = actions.filter((action) => planCall(action, request.tools) === null);
  const parts = request.reports.map(report);
  if (missing.length > 0) parts.push(refuse(missing, request));
  return {
    reasoning,
    text:
      request.outputSchema !== null
        ? JSON.stringify(sampleOf(request.outputSchema))
        : parts.length > 0
          ? parts.join("\n\n")
          : smallTalk(prompt, request),
    calls: [],
  };
}

function nextStep(
  actions: readonly Action[],
  request: OfflineRequest,
): { readonly actions: readonly Action[]; readonly calls: readonly PlannedCall[] } {
  const possible = actions.filter((action) => planCall(action, request.tools) !== null);
  const rest = possible.slice(request.reports.length);
  const step = rest[0] !== undefined && !isReadOnly(rest[0]) ? rest.slice(0, 1) : takeReadOnly(rest);
  return { actions: step, calls: step.map((action) => planCall(action, request.tools)!) };
}

function takeReadOnly(actions: readonly Action[]): readonly Action[] {
  const end = actions.findIndex((action) => !isReadOnly(action));
  return end === -1 ? actions : actions.slice(0, end);
}

function describe(action: Action): string {
  switch (action.kind) {
    case "list":
      return action.path === "." ? "list the workspace" : `list \`${action.path}\``;
    case "read":
      return `read \`${action.path}\``;
    case "write":
      return `write \`${action.path}\``;
    case "edit":
      return `edit \`${action.path}\``;
    case "search":
      return `search for \`${action.pattern}\``;
    case "find":
      return `find files like \`${action.pattern}\``;
    case "run":
      return `run \`${action.command}\``;
    case "call":
      return `call \`${action.tool}\``;
  }
}

function announce(actions: readonly Action[]): string {
  return `I will ${actions.map(describe).join(" and ")}.`;
}

function reasonFor(actions: readonly Action[], done: number): string {
  const tools = [...new Set(actions.map(toolFor))].map((tool) => `\`${tool}\``).join(" and ");
  return `${done === 0 ? "The user wants me" : "The last step is done; next I am"} to ${actions
    .map(describe)
    .join(" and ")}. The right tool for that is ${tools}.`;
}

function report(result: ToolReport): string {
  const subject = Object.values(result.input).find((value) => typeof value === "string");
  const name = `\`${result.tool}${typeof subject === "string" ? ` ${firstLine(subject)}` : ""}\``;
  const text = result.text.trim();
  if (text === "") return `${name} gave no output.`;
  return `${name} gave:\n\n\`\`\`\n${shorten(text)}\n\`\`\``;
}

function shorten(text: string): string {
  const lines = text.split("\n");
  let kept = lines.slice(0, MAX_REPORT_LINES).join("\n");
  if (kept.length > MAX_REPORT_CHARS) kept = `${kept.slice(0, MAX_REPORT_CHARS)}…`;
  const left = lines.length - kept.split("\n").length;
  return left > 0 ? `${kept}\n… (${left} more ${left === 1 ? "line" : "lines"})` : kept;
}

function firstLine(text: string): string {
  const line = text.split("\n", 1)[0]!;
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

function refuse(actions: readonly Action[], request: OfflineRequest): string {
  const names = [...new Set(actions.map(toolFor))].map((name) => `\`${name}\``).join(" or ");
  const offered = request.tools.map((tool) => `\`${tool.name}\``).join(", ");
  return `I cannot ${actions.map(describe).join(" or ")}: no ${names} tool is on offer in this turn (${
    offered === "" ? "there are no tools" : `there are ${offered}`
  }).`;
}
