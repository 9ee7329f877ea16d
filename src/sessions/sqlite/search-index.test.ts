import Database from "better-sqlite3";
import { expect, it } from "vitest";
import type { EntryDraft } from "../entry.ts";
import { temporaryStore } from "./store.fixture.ts";

const KEY = "agent:main:cli:dm:search";

function said(text: string): EntryDraft {
  return { type: "user", runId: null, message: { role: "user", content: [{ type: "text", text }] } };
}

it("finds what was said before and after the last search, and keeps the index sound over removals", () => {
  const { home, sessions } = temporaryStore();
  const kept = sessions.openSession(KEY, "main");
  const gone = sessions.openSession(`${KEY}-2`, "main");
  sessions.append(kept.id, [said("first walnut")]);
  sessions.append(gone.id, [said("second walnut")]);
  expect(sessions.search("walnut")).toHaveLength(2);

  sessions.append(kept.id, [said("third walnut")]);
  sessions.append(gone.id, [said("fourth walnut")]);
  // One of its entries is in the index, the other not yet.
  sessions.deleteSession(gone.id);
  expect(sessions.search("walnut").map((hit) => hit.snippet)).toEqual(
    expect.arrayContaining(["first walnut", "third walnut"]),
  );
  expect(sessions.search("walnut")).toHaveLength(2);

  const db = new Database(`${home}/tandem.db`);
  db.exec("insert into entry_search (entry_search) values ('integrity-check')");
  db.close();
});
