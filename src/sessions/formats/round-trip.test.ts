import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { historyOf } from "../history.ts";
import { readClaudeSession } from "./claude/read.ts";
import { writeClaudeSession } from "./claude/write.ts";
import { readLines } from "./lines.ts";
import { readPiSession } from "./pi/read.ts";
import { writePiSession } from "./pi/write.ts";
import { entriesOf, essence, transcripts } from "./transcript.fixture.ts";

describe("a transcript that went to another program's form and back", () => {
  test("is as it was, through Pi's", () => {
    fc.assert(
      fc.property(transcripts, (transcript) => {
        const read = readPiSession(readLines(writePiSession(transcript)));
        expect(read.leftOut).toEqual([]);
        expect(read.title).toBe(transcript.session.title);
        expect(read.sourceId).toBe(transcript.session.id);
        expect(essence(entriesOf(read.past))).toEqual(essence(transcript.entries));
      }),
    );
  });

  test("has every entry and says the same to a model, through Claude Code's", () => {
    fc.assert(
      fc.property(transcripts, (transcript) => {
        const read = readClaudeSession(readLines(writeClaudeSession(transcript)));
        expect(read.leftOut).toEqual([]);
        expect(read.title).toBe(transcript.session.title);
        const entries = entriesOf(read.past);
        const others = (list: readonly object[]) => list.filter((entry) => !("summary" in entry));
        expect(others(essence(entries))).toEqual(others(essence(transcript.entries)));
        expect(entries.length).toBe(transcript.entries.length);
        expect(historyOf(entries).messages).toEqual(historyOf(transcript.entries).messages);
      }),
    );
  });

  test("gives the same bytes each time", () => {
    fc.assert(
      fc.property(transcripts, (transcript) => {
        expect(writePiSession(transcript)).toBe(writePiSession(transcript));
        expect(writeClaudeSession(transcript)).toBe(writeClaudeSession(transcript));
      }),
      { numRuns: 10 },
    );
  });
});
