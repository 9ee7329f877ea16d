/** What a turn showed, in lines that are equal on all engines: without times, sizes and ids that are made up. */
import type { TandemEvent } from "../src/events/event.ts";
import type { Turn } from "./stage.ts";

/** Every event once, in order; neighbouring deltas count as one. Those about tools and approvals with what they say. */
export function outlineOf({ events, result }: Turn): string[] {
  const lines = events.map((event) => lineOf(event, result.runId));
  return lines.filter((line, index) => !(/-delta$/.test(line) && lines[index - 1] === line));
}

function lineOf(event: TandemEvent, runId: string): string {
  const parts: unknown[] = [event.type];
  switch (event.type) {
    case "tool-call":
      parts.push(event.toolCallId, event.toolName, JSON.stringify(event.input));
      break;
    case "tool-result":
      parts.push(event.toolCallId, event.isError ? "error" : "ok");
      for (const block of event.content) parts.push(block.type === "text" ? block.text : block.mimeType);
      break;
    case "approval.request":
      parts.push(event.approvalId.replace(runId, "run"), event.toolCallId, event.summary, event.rule ?? "");
      break;
    case "approval.response":
      parts.push(event.approvalId.replace(runId, "run"), event.allowed, event.by, event.remembered ?? "");
      break;
    case "warning":
      parts.push(event.code, event.message);
      break;
    case "lifecycle.end":
      parts.push(event.status, event.stopReason);
      break;
  }
  return parts.join(" ").trim();
}
