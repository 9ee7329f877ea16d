import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NO_USAGE } from "../cost/usage.ts";
import { SessionsFacade } from "./facade.ts";
import { historyOf } from "./history.ts";
import { openStore } from "./sqlite/open.ts";
import { assistant, KEY, temporaryHome, temporaryStore, user } from "./sqlite/store.fixture.ts";

function opened() {
  const store = temporaryStore();
  const { id } = store.sessions.openSession(KEY, "main");
  const entries = store.sessions.append(id, [
    user("one"),
    assistant("first"),
    user("two"),
    assistant("second"),
  ]);
  const sessions = new SessionsFacade({
    store: () => store,
    workspaceDir: () => "/work",
    busy: () => false,
    onGone: () => undefined,
  });
  return { store, sessions, id, entries };
}

describe("a fork", () => {
  it("has the entries up to the one it was made at, under ids of its own, and has cost nothing", () => {
    const { sessions, id, entries } = opened();
    const fork = sessions.fork(KEY, { entryId: entries[1]!.id });
    expect(fork).toMatchObject({
      key: `${KEY}:fork:1`,
      agentId: "main",
      entryCount: 2,
      usage: NO_USAGE,
      costUsd: 0,
    });
    const copied = sessions.entries(fork.id);
    expect(copied.map((entry) => "message" in entry && entry.message)).toEqual(
      entries.slice(0, 2).map((entry) => "message" in entry && entry.message),
    );
    expect(copied.map(({ createdAt, runId }) => [createdAt, runId])).toEqual(
      entries.slice(0, 2).map(({ createdAt, runId }) => [createdAt, runId]),
    );
    expect(new Set([...copied, ...entries].map((entry) => entry.id)).size).toBe(6);
    expect(sessions.fork(id).key).toBe(`${KEY}:fork:2`);
    expect(sessions.fork(fork.id).key).toBe(`${KEY}:fork:3`);
    sessions.delete(id);
    expect(sessions.entries(fork.id)).toEqual(copied);
  });

  it("sends what the session would have sent there, also after a compaction", () => {
    const { store, sessions, id, entries } = opened();
    const compaction = {
      type: "compaction",
      runId: null,
      summary: "s",
      throughEntryId: entries[1]!.id,
    } as const;
    store.sessions.append(id, [{ ...compaction, tokensBefore: 9, tokensAfter: 1 }, user("three")]);
    const fork = sessions.fork(id);
    const sent = (sessionId: string) =>
      historyOf(store.sessions.entries(sessionId, { fromLastCompaction: true })).messages;
    expect(sent(fork.id)).toEqual(sent(id));
    expect(sent(fork.id)).toHaveLength(4);
  });

  it("is refused for an entry of another session, an empty session and a key that is taken", () => {
    const { store, sessions, entries } = opened();
    const empty = store.sessions.openSession("agent:main:cli:dm:empty", "main");
    const refused = (key: string, options: object) =>
      expect(() => sessions.fork(key, options)).toThrow(
        expect.objectContaining({ code: "validation_failed" }),
      );
    refused(KEY, { entryId: "unknown" });
    refused(empty.key, { entryId: entries[0]!.id });
    refused(empty.key, {});
    refused(KEY, { key: empty.key });
    refused(KEY, { key: "agent:bad" });
    expect(sessions.list()).toHaveLength(2);
  });
});

describe("deleting", () => {
  it("is refused while another holds the session's lease", () => {
    const { store, sessions, id } = opened();
    const elsewhere = openStore({ home: store.home });
    elsewhere.leases.acquire(id, "run-x", 60_000);
    expect(() => sessions.delete(id)).toThrow(expect.objectContaining({ code: "session_busy" }));
    expect(sessions.entries(id)).toHaveLength(4);
    elsewhere.leases.release(id, "run-x");
    elsewhere.close();
    sessions.delete(id);
    expect(sessions.get(id)).toBeNull();
  });
});

describe("an import", () => {
  it("is taken back whole when the store does not take it, with what was kept of damaged lines", async () => {
    const { store, sessions } = opened();
    const file = join(temporaryHome(), "session.jsonl");
    const text = await sessions.export(KEY, { format: "pi" });
    writeFileSync(file, `${text}damaged\n`);
    await expect(sessions.import({ file, key: KEY })).rejects.toMatchObject({
      code: "validation_failed",
      field: "key",
    });
    expect(sessions.list()).toHaveLength(1);
    expect(readdirSync(join(store.home, "imports"))).toEqual([]);
  });

  it("of one file twice makes two sessions, named after it, with their own times", async () => {
    const { sessions, id, entries } = opened();
    const file = join(temporaryHome(), "session.jsonl");
    sessions.rename(id, "Named");
    writeFileSync(file, await sessions.export(id, { format: "claude" }));
    const first = await sessions.import({ file });
    const second = await sessions.import({ file });
    expect(first).toMatchObject({
      format: "claude",
      imported: { user: 2, assistant: 2 },
      leftOut: [],
      kept: null,
    });
    expect(first.session).toMatchObject({
      key: `agent:main:import:dm:${id}`,
      title: "Named",
      usage: NO_USAGE,
    });
    expect(second.session.key).toBe(`agent:main:import:dm:${id}:fork:1`);
    expect(sessions.entries(first.session.id).map((entry) => entry.createdAt)).toEqual(
      entries.map((entry) => entry.createdAt),
    );
  });
});
