/** What all formats of a session share. */
import type { Entry, EntryDraft } from "../entry.ts";
import type { PastEntry, SessionInfo } from "../store.ts";

/** A session as it is written. */
export interface Transcript {
  readonly session: SessionInfo;
  readonly entries: readonly Entry[];
  /** Absolute path of the folder the conversation is about. */
  readonly cwd: string;
}

/** A line of a file that did not become an entry. */
export interface LeftOutLine {
  /** From 1. */
  readonly line: number;
  readonly reason: string;
  /** Whether the line is damaged; else the format has no use for it here. */
  readonly bad: boolean;
}

/** A session as it was read. */
export interface ReadTranscript {
  /** The id the session had where it comes from. */
  readonly sourceId: string;
  readonly title: string | null;
  readonly past: readonly PastEntry[];
  readonly leftOut: readonly LeftOutLine[];
}

/** The formats a session can be written in. */
export const EXPORT_FORMATS = ["pi", "claude", "html", "markdown"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The formats a session can be read from. */
export const IMPORT_FORMATS = ["pi", "claude"] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** What an import did. */
export interface ImportReport {
  readonly session: SessionInfo;
  readonly format: ImportFormat;
  /** Entries by type. */
  readonly imported: Readonly<Partial<Record<Entry["type"], number>>>;
  /** Lines that did not become entries, in order. */
  readonly leftOut: readonly LeftOutLine[];
  /** Path of the file that keeps the damaged lines; `null` without any. */
  readonly kept: string | null;
}

/** How many entries there are of each type. */
export function countByType(entries: readonly EntryDraft[]): ImportReport["imported"] {
  const counts: Partial<Record<Entry["type"], number>> = {};
  for (const { type } of entries) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
