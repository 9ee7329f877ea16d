/** What the parent's model is told about its subagents. */
import { cutMiddle } from "../context/cut-text.ts";
import type { ExecutionResult } from "../kernel/result.ts";
import type { ToolOutput } from "../tools/tool.ts";
import type { Spawn, SubagentTask } from "./task.ts";

/** How one task ended. */
export interface TaskEnd {
  readonly task: SubagentTask;
  /** `null`: it was not begun. */
  readonly result: ExecutionResult | null;
  /** Why it has no reply; `null`: it has one. */
  readonly problem: string | null;
}

/** A separate sentence per reply if there are several; failures of some leave the others as they are. */
export function outputOf({ mode, tasks }: Spawn, ends: readonly TaskEnd[], maxChars: number): ToolOutput {
  const texts = ends.map((end) => textOf(end, maxChars));
  const failed = ends.filter((end) => end.problem !== null).length;
  const details = { mode, tasks: ends.map(detailsOf) };
  if (mode === "single") return { content: [text(texts[0] ?? "")], isError: failed > 0, details };
  const parts = ends.map((end, index) => `## Task ${index + 1}: ${statusOf(end)}\n\n${texts[index]}`);
  if (ends.length < tasks.length)
    parts.push(`The chain ended here; ${tasks.length - ends.length} of its tasks were not started.`);
  // Of a chain the last reply is the result; in a list one that succeeded is worth reading.
  const isError = mode === "chain" ? failed > 0 : failed === ends.length;
  return { content: [text(parts.join("\n\n"))], isError, details };
}

/** The reply as it goes into the next task of a chain. */
export function textOf({ result, problem }: TaskEnd, maxChars: number): string {
  const reply = cutMiddle(result?.text.trim() ?? "", `session ${result?.sessionKey}`, maxChars);
  if (problem === null) return reply === "" ? "(no reply)" : reply;
  return reply === "" ? problem : `${problem}\n\nIts last words:\n${reply}`;
}

function statusOf({ result, problem }: TaskEnd): string {
  if (problem === null) return "completed";
  return result?.status ?? "failed";
}

function detailsOf({ result, problem }: TaskEnd): object {
  if (result === null) return { status: "failed", problem };
  const {
    runId,
    sessionKey,
    sessionId,
    status,
    runtime,
    provider,
    model,
    usage,
    costUsd,
    unreported,
    durations,
  } = result;
  return {
    runId,
    sessionKey,
    sessionId,
    status,
    runtime,
    provider,
    model,
    usage,
    costUsd,
    ...(unreported.attempts === 0 ? {} : { unreported }),
    durationMs: durations.total,
    ...(problem === null ? {} : { problem }),
  };
}

function text(value: string) {
  return { type: "text", text: value } as const;
}
