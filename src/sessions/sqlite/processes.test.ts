import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { openStore } from "./open.ts";
import { child, KEY, temporaryHome, user } from "./store.fixture.ts";

describe("the store between processes", () => {
  it("loses no committed entry to kill -9 at any moment", { timeout: 120_000 }, async () => {
    const home = temporaryHome();
    const committed: { seq: number; id: string }[] = [];
    for (let round = 0; round < 8; round++) {
      const writer = child("append-forever.fixture.ts", home);
      // Some rounds end at the first commits, some after the log has been copied into the database.
      const enough = Math.ceil(Math.random() * (round % 2 === 0 ? 50 : 3_000));
      let seen = 0;
      for await (const line of writer.lines) {
        const [seq, id] = line.split(" ");
        if (id?.length === 36) committed.push({ seq: Number(seq), id });
        seen += 1;
        if (seen === enough) writer.process.kill("SIGKILL");
      }

      const store = openStore({ home });
      const session = store.sessions.openSession(KEY, "main");
      const entries = store.sessions.entries(session.id);
      for (const { seq, id } of committed) expect(entries[seq - 1]?.id).toBe(id);
      expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, index) => index + 1));
      expect(session).toMatchObject({ entryCount: entries.length, headId: entries.at(-1)?.id });
      const next = store.sessions.append(session.id, [user(`after round ${round}`)]);
      committed.push(...next);
      store.close();

      const raw = new Database(`${home}/tandem.db`);
      expect(raw.pragma("integrity_check")).toEqual([{ integrity_check: "ok" }]);
      expect(raw.pragma("foreign_key_check")).toEqual([]);
      raw.close();
    }
  });

  it("lets processes that open a fresh folder at the same moment all in", async () => {
    const home = temporaryHome();
    const openers = Array.from({ length: 4 }, (_, index) =>
      child("append-fenced.fixture.ts", home, `p${index}`),
    );
    expect(await Promise.all(openers.map((opener) => opener.exit))).toEqual([0, 0, 0, 0]);
  });

  it("keeps the entries of a fenced run together while another process writes the same session", async () => {
    const home = temporaryHome();
    openStore({ home }).close();
    const writers = ["a", "b"].map((name) => child("append-fenced.fixture.ts", home, name));
    expect(await Promise.all(writers.map((writer) => writer.exit))).toEqual([0, 0]);

    const store = openStore({ home });
    const entries = store.sessions.entries(store.sessions.openSession(KEY, "main").id);
    store.close();
    expect(entries).toHaveLength(60);
    for (let first = 0; first < 60; first += 3) {
      const run = entries.slice(first, first + 3);
      expect(new Set(run.map((entry) => entry.runId)).size).toBe(1);
      expect(run.map((entry) => entry.type === "custom" && entry.data)).toEqual([0, 1, 2]);
    }
  });
});
