/** What the scenarios about subagents share: a model that answers by the task it is given, and the runs below a run. */
import type { RunRecord } from "../src/sessions/store.ts";
import { partsOf } from "./on-wire.ts";
import type { Stage } from "./stage.ts";
import type { CapturedRequest, MessageReply, Reply } from "./wire/model-server.ts";

export const OTHER_MODEL = "anthropic/claude-haiku-4-5";

/** A message of the model that calls the tool. */
export function spawn(input: object, id = "toolu_spawn"): MessageReply {
  return { toolCalls: [{ id, name: "spawn_subagent", input }] };
}

/** Answers each conversation by its task, with these replies one after another. */
export function script(s: Stage, conversations: Readonly<Record<string, readonly Reply[]>>): void {
  const at = new Map<string, number>();
  s.server.respond((request) => {
    const texts = textsOf(request);
    const name = Object.keys(conversations).find((one) => texts.includes(one)) ?? "";
    const next = at.get(name) ?? 0;
    at.set(name, next + 1);
    return conversations[name]?.[next] ?? { text: "ok" };
  });
}

/** The first is the task, but for what native mode says before it. */
export function textsOf(request: CapturedRequest): string[] {
  return partsOf(request).flatMap((part) => (part.kind === "text" ? [part.text] : []));
}

export function firstText(request: CapturedRequest): string {
  return textsOf(request)[0] ?? "";
}

export function requestsOf(s: Stage, task: string): CapturedRequest[] {
  return s.server.requests.filter((request) => textsOf(request).includes(task));
}

export function children(s: Stage, runId: string): RunRecord[] {
  return s.tandem.runs.list().filter((run) => run.parentRunId === runId);
}

export function firstUserText(s: Stage, run: RunRecord): string | undefined {
  const user = s.tandem.sessions.entries(run.sessionId ?? "").find((entry) => entry.type === "user");
  return user?.message.content.flatMap((block) => (block.type === "text" ? [block.text] : []))[0];
}

export function near(
  check: { ok(value: unknown, what: string): void },
  actual: number | null,
  sum: number,
  what: string,
) {
  check.ok(actual !== null && Math.abs(actual - sum) < 1e-9, `${what}: ${actual} against ${sum}`);
}
