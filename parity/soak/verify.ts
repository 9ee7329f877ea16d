/** What must be true after a soak, whatever happened in it. */

import type { Entry } from "../../src/sessions/entry.ts";
import type { Tandem } from "../../src/tandem.ts";
import type { Check } from "../check.ts";
import type { Report } from "./crew.ts";
import { idsIn } from "./plan.ts";

/** Compares the store with what the processes told. Throws through `check`. */
export function verify(check: Check, tandem: Tandem, reports: readonly Report[]): void {
  const byId = new Map(reports.map((report) => [report.job.id, report]));
  const runs = new Map(tandem.runs.list().map((run) => [run.runId, run]));
  const prompts = new Map<string, number>();
  const answers = new Map<string, number>();
  for (const session of tandem.sessions.list()) {
    const entries = tandem.sessions.entries(session.id);
    checkChain(check, session.key, entries);
    for (const entry of entries) {
      if (entry.type === "user") count(prompts, idsOf(entry));
      if (entry.type === "assistant" && entry.message.stop === "stop") count(answers, idsOf(entry));
    }
    checkOrder(check, session.key, entries, byId);
  }

  for (const { job, status, code, endedAt } of reports) {
    const stored = `${prompts.get(job.id) ?? 0} prompts, ${answers.get(job.id) ?? 0} answers`;
    const what = `${job.id} on ${job.runtime}, ${status ?? "killed"} ${code ?? ""}`;
    if (status === "completed") check.equal(stored, "1 prompts, 1 answers", what);
    else check.ok(/^[01] prompts, [01] answers$/.test(stored), `${what}: ${stored}`);
    if (status !== "completed" && endedAt !== null) check.ok(code !== null, `${what}: a typed error`);

    const run = runs.get(`run-${job.id}`);
    // A process may die before it has noted the run, and between the end of a turn and telling it.
    if (endedAt !== null)
      check.deepEqual([run?.status, run?.errorCode], [status, code], `${what}: its record`);
    else check.ok(run?.status !== "running", `${what}: its record says it runs`);
  }
}

/** Positions without gaps, each entry after the one before it. */
function checkChain(check: Check, key: string, entries: readonly Entry[]): void {
  const broken = entries.findIndex(
    (entry, index) => entry.seq !== index + 1 || entry.parentId !== (entries[index - 1]?.id ?? null),
  );
  check.equal(broken, -1, `${key}: the chain of its ${entries.length} entries`);
}

/**
 * A turn whose end was told before another was begun comes before it; turns never stand inside each other; and a run's entries
 * stay together.
 */
function checkOrder(
  check: Check,
  key: string,
  entries: readonly Entry[],
  byId: ReadonlyMap<string, Report>,
): void {
  const order = entries.flatMap((entry) => (entry.type === "user" ? idsOf(entry) : []));
  const wrong = order.flatMap((id, index) => {
    const mine = byId.get(id)!;
    return order
      .slice(0, index)
      .filter((before) => mine.endedAt !== null && mine.endedAt < byId.get(before)!.sentAt);
  });
  check.deepEqual(wrong, [], `${key}: turns that stand before earlier ones`);
  const runs = entries.map((entry) => entry.runId).filter((run, index, all) => run !== all[index - 1]);
  check.equal(
    new Set(runs).size,
    runs.length,
    `${key}: turns of ${runs.length} that stand inside each other`,
  );
}

function idsOf(entry: Extract<Entry, { type: "user" | "assistant" }>): string[] {
  return entry.message.content.flatMap((block) => (block.type === "text" ? idsIn(block.text) : []));
}

function count(counts: Map<string, number>, ids: readonly string[]): void {
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
}
