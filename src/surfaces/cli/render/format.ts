/** Figures and tool calls in a few words, the same everywhere in the CLI. */
import type { CostUsd, Usage } from "../../../cost/usage.ts";
import type { TandemEvent } from "../../../events/event.ts";
import type { ExecutionResult } from "../../../kernel/result.ts";
import { textOf } from "../../../sessions/message.ts";
import { printable } from "./printable.ts";
import { spentCost, spentParts } from "./spent.ts";

const ARGUMENTS_SHOWN_FIRST = ["command", "path", "file_path", "pattern", "query", "url"];
const MAX_TITLE = 100;

/** `$0.0123`, enough digits for small sums; `cost unknown` without a price. */
export function formatCost(cost: CostUsd): string {
  if (cost === null) return "cost unknown";
  if (cost === 0) return "$0";
  return cost < 0.01 ? `$${cost.toPrecision(2)}` : `$${cost.toFixed(cost < 1 ? 4 : 2)}`;
}

/** `1,234 in (1,000 cached), 56 out`. */
export function formatUsage(usage: Usage): string {
  const cached = usage.cacheRead > 0 ? ` (${count(usage.cacheRead)} cached)` : "";
  return `${count(usage.input + usage.cacheRead + usage.cacheWrite)} in${cached}, ${count(usage.output)} out`;
}

/** `820 ms`, `1.4 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}

/** `950`, `48k`, `1.2M`: a number of tokens where space is short. */
export function formatTokens(tokens: number): string {
  if (tokens < 1_000) return String(tokens);
  if (tokens < 1_000_000) return `${Math.round(tokens / 1_000)}k`;
  return `${(tokens / 1_000_000).toFixed(1).replace(/\.0$/, "")}M`;
}

export function count(value: number): string {
  // Not by `toLocaleString`, which loads the locale data: 10 ms at the end of each run.
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** `2025-11-20 17:25`, in local time. */
export function formatTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** What ran, and what it took: `pi · anthropic/claude-… · 12 in, 3 out · $0.0001 · 0.8 s`. */
export function formatStatus(result: ExecutionResult): string {
  const parts = [
    result.runtime ?? "no engine",
    result.model === null ? "no model" : `${result.provider}/${result.model}`,
    ...spentParts(result),
    ...(result.subagents.count === 0 ? [] : [subagentsShare(result.subagents)]),
    formatDuration(result.durations.total),
  ];
  if (result.status !== "completed") {
    const reason = result.stopReason === result.status ? "" : ` (${result.stopReason})`;
    parts.unshift(`${result.status}${reason}`);
  }
  return parts.join(" · ");
}

function subagentsShare(subagents: ExecutionResult["subagents"]): string {
  const { count: runs } = subagents;
  return `${runs} ${runs === 1 ? "subagent" : "subagents"} ${spentCost(subagents)}`;
}

/** A tool call in one line: its name and what matters of its input. */
export function toolTitle(name: string, input: Readonly<Record<string, unknown>>): string {
  const known = ARGUMENTS_SHOWN_FIRST.find((argument) => typeof input[argument] === "string");
  const shown =
    known === undefined
      ? Object.keys(input).length === 0
        ? ""
        : JSON.stringify(input)
      : String(input[known]);
  return shorten(printable(`${name} ${shown}`.trim()), MAX_TITLE);
}

/** What a subagent does or did, in one line. */
export function subagentLine(event: Extract<TandemEvent, { type: "subagent" }>): string {
  const task = shorten(printable(event.task), MAX_TITLE);
  if (event.state === "started") return `subagent ${event.agentId}: ${task}`;
  const cost = event.costUsd === undefined ? "" : ` · ${formatCost(event.costUsd)}`;
  return `subagent ${event.agentId} ${event.status ?? "ended"}${cost}: ${task}`;
}

/** What a turn waits for before it begins. */
export function waitingLine({ ahead }: Extract<TandemEvent, { type: "queue" }>): string {
  return ahead <= 1
    ? "waiting until another turn has ended"
    : `waiting until ${ahead} other turns have ended`;
}

/** Calls that wait for their caller's results, in one line. */
export function pendingLine(result: Pick<ExecutionResult, "pendingToolCalls">): string {
  const calls = result.pendingToolCalls.map(({ id, name, input }) => `${toolTitle(name, input)} (${id})`);
  return `waiting for results of ${calls.join(", ")}`;
}

/** A tool's result in one line. */
export function toolOutcome(result: Extract<TandemEvent, { type: "tool-result" }>): string {
  const text = printable(textOf(result)).trim();
  const images = result.content.filter((block) => block.type === "image").length;
  const lines = text === "" ? [] : text.split("\n");
  if (result.isError) {
    // A command's output ends with how it ended; what it said first is rarely what went wrong.
    const ending = /^\[(.+)\]$/.exec(lines.at(-1) ?? "")?.[1];
    return `failed: ${shorten(ending ?? lines[0] ?? "no message", MAX_TITLE)}`;
  }
  const parts = [
    ...(images > 0 ? [images === 1 ? "1 image" : `${images} images`] : []),
    ...(lines.length === 1 && lines[0]!.length <= 60 ? [lines[0]!] : []),
    ...(lines.length > 1 || (lines[0]?.length ?? 0) > 60
      ? [lines.length === 1 ? `${count(text.length)} characters` : `${lines.length} lines`]
      : []),
  ];
  return parts.join(", ") || "no output";
}

/** One line of at most `length` characters. */
export function shorten(text: string, length: number): string {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length > length ? `${flat.slice(0, length - 1)}…` : flat;
}
