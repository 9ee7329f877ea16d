/** The provider of a soak: answers every turn by its id, and fails as planned. */
import { bodyOf, partsOf } from "../on-wire.ts";
import type { CapturedRequest, ModelServer } from "../wire/model-server.ts";
import type { Reply } from "../wire/reply.ts";
import { faultOf, idsIn, type SoakOptions, usesTool } from "./plan.ts";

export interface SoakModel {
  /** What was wrong with conversations as they were sent: a turn that appears twice or out of place. */
  readonly problems: readonly string[];
  readonly faults: number;
  readonly requests: number;
}

export function playModel(server: ModelServer, options: SoakOptions): SoakModel {
  const seen = new Map<string, number>();
  const tally = { problems: [] as string[], faults: 0, requests: 0 };
  server.respond((request): Reply => {
    tally.requests += 1;
    const { id, done, problem } = readRequest(request);
    if (id === null) return { text: "ok" };
    if (problem !== null) tally.problems.push(problem);
    const nth = (seen.get(id) ?? 0) + 1;
    seen.set(id, nth);
    const fault = faultOf(options, id, nth);
    if (fault !== null) {
      tally.faults += 1;
      return fault;
    }
    if (usesTool(id) && !done) return { toolCalls: [{ id: `toolu_${id}`, name: "act", input: { id } }] };
    return { text: ["answer ", `[${id}]`] };
  });
  return tally;
}

interface Reading {
  /** The turn whose prompt is the last. */
  readonly id: string | null;
  /** Whether its tool has run. */
  readonly done: boolean;
  readonly problem: string | null;
}

function readRequest(request: CapturedRequest): Reading {
  if (!Array.isArray(bodyOf(request).messages)) return { id: null, done: false, problem: null };
  const parts = partsOf(request);
  const prompts = parts.flatMap((part) =>
    part.kind === "text" && part.role === "user" ? idsIn(part.text) : [],
  );
  const answers = parts.flatMap((part) =>
    part.kind === "text" && part.role === "assistant" ? idsIn(part.text) : [],
  );
  const id = prompts.at(-1) ?? null;
  const done = parts.some((part) => part.kind === "tool-result" && part.id === `toolu_${id}`);
  const doubled = [...repeated(prompts), ...repeated(answers)];
  const problem = doubled.length === 0 ? null : `${id}: sent with ${doubled.join(", ")} twice`;
  return { id, done, problem };
}

function repeated(ids: readonly string[]): string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}
