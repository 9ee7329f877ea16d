/** What reading either format needs: entries and left-out lines collected in order, and the refusal of what is no session. */
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { TandemError } from "../../kernel/errors.ts";
import type { EntryDraft } from "../entry.ts";
import type { PastEntry } from "../store.ts";
import type { LeftOutLine, ReadTranscript } from "./format.ts";
import type { Line } from "./lines.ts";

/** Collects what a file gives. */
export class TranscriptReader {
  readonly past: PastEntry[] = [];
  readonly leftOut: LeftOutLine[];
  #time: number;

  constructor(bad: readonly LeftOutLine[]) {
    this.leftOut = [...bad];
    this.#time = Date.now();
  }

  /** Adds an entry; a time that cannot be read is taken from the entry before. */
  add(draft: EntryDraft, timestamp: unknown): void {
    const time = typeof timestamp === "number" ? timestamp : Date.parse(String(timestamp));
    if (Number.isFinite(time)) this.#time = time;
    this.past.push({ ...draft, id: randomUUID(), createdAt: this.#time });
  }

  /** Adds what a line gave: an entry, the reason why it has none (a text), or nothing. */
  take(line: Line, found: EntryDraft | string | null): void {
    if (typeof found === "string") this.skip(line.number, found);
    else if (found !== null) this.add(found, line.value.timestamp);
  }

  /** Adds a compaction of the entries before the `kept`th. A summary of nothing is left out. */
  addCompaction(
    summary: { readonly line: number; readonly runId: string | null; readonly summary: string },
    tokens: { readonly tokensBefore: number; readonly tokensAfter: number },
    kept: number,
    timestamp: unknown,
  ): void {
    const throughEntryId = this.past[kept - 1]?.id;
    const { line, ...rest } = summary;
    if (throughEntryId === undefined) this.skip(line, "a summary without the conversation that it replaces");
    else this.add({ type: "compaction", ...rest, ...tokens, throughEntryId }, timestamp);
  }

  skip(line: number, reason: string): void {
    this.leftOut.push({ line, reason, bad: false });
  }

  bad(line: number, error: z.ZodError): void {
    const issue = error.issues[0];
    const reason = `${issue?.path.join(".") || "the line"}: ${issue?.message ?? "not as expected"}`;
    this.leftOut.push({ line, reason, bad: true });
  }

  /** What was read. Throws TandemError `import_invalid` when there is no conversation in it. */
  result(source: Pick<ReadTranscript, "sourceId" | "title">): ReadTranscript {
    const leftOut = this.leftOut.toSorted((a, b) => a.line - b.line);
    if (this.past.some((entry) => "message" in entry)) return { ...source, past: this.past, leftOut };
    throw invalidImport("There is no message in the file.", { leftOut: leftOut.slice(0, 20) });
  }
}

export function invalidImport(message: string, details?: Readonly<Record<string, unknown>>): TandemError {
  return new TandemError({
    code: "import_invalid",
    message,
    remediation: "Give a session file of Pi (versions 1 to 3) or of Claude Code; nothing was changed.",
    ...(details === undefined ? {} : { details }),
  });
}
