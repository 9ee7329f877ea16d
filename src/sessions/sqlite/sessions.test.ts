import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { NO_USAGE } from "../../cost/usage.ts";
import { historyOf } from "../history.ts";
import type { Store } from "../store.ts";
import { openStore } from "./open.ts";
import { assistant, KEY, temporaryHome, temporaryStore, user } from "./store.fixture.ts";

function ticking(): () => number {
  let now = 1_000;
  return () => now++;
}

function runOf(store: Store, runId: string, sessionId: string): void {
  store.runs.startRun({ runId, sessionId, sessionKey: KEY, parentRunId: null, startedAt: 1 });
  store.events.append(runId, [
    { type: "lifecycle.start", sessionKey: KEY, agentId: "main", runId, sessionId, seq: 1, at: 1 },
  ]);
}

describe("sessions", () => {
  it("are made once for a key, however many ask", () => {
    const store = temporaryStore();
    const first = store.sessions.openSession(KEY, "main");
    expect(store.sessions.openSession(KEY, "other")).toEqual(first);
    expect(first).toMatchObject({
      key: KEY,
      agentId: "main",
      title: null,
      entryCount: 0,
      headId: null,
      runtime: null,
      usage: NO_USAGE,
      costUsd: 0,
      promptParts: null,
    });
    expect(store.sessions.getSession("unknown")).toBeNull();
    expect(store.sessions.findByKey("unknown")).toBeNull();
  });

  it("belong to the folder they were begun in, and are listed by it, with or without those of subagents", () => {
    const store = temporaryStore({ clock: ticking() });
    const [work, other] = ["/work", "/other"].map((workspaceDir) =>
      store.sessions.openSession(`agent:main:cli:dm:${workspaceDir}`, "main", { workspaceDir }),
    );
    const helper = store.sessions.openSession("agent:main:subagent:1", "main", {
      workspaceDir: "/work",
      spawnedBy: work?.id ?? null,
    });
    expect(store.sessions.openSession(work?.key ?? "", "main", { workspaceDir: "/other" })).toEqual(work);
    expect(store.sessions.listSessions({ workspaceDir: "/work" })).toEqual([helper, work]);
    expect(store.sessions.listSessions({ workspaceDir: "/work", withoutSpawned: true })).toEqual([work]);
    expect(store.sessions.listSessions({ withoutSpawned: true })).toEqual([other, work]);
    store.sessions.setWorkspaceDir(other?.id ?? "", "/moved");
    expect(store.sessions.listSessions({ workspaceDir: "/moved" }).map(({ id }) => id)).toEqual([other?.id]);
    expect(() => store.sessions.setWorkspaceDir("unknown", "/work")).toThrow(/no session unknown/);
  });

  it("remember what they ran on", () => {
    const store = temporaryStore();
    const { id } = store.sessions.openSession(KEY, "main");
    const entries = store.sessions.append(id, [user("hi"), assistant("one"), assistant("two")]);
    expect(store.sessions.getSession(id)).toMatchObject({
      entryCount: 3,
      headId: entries[2]?.id,
      runtime: "pi",
      provider: "acme",
      model: "m-1",
    });
    store.sessions.append(id, [
      { type: "change", runId: null, runtime: "claude", provider: "anthropic", model: "c-1" },
    ]);
    expect(store.sessions.getSession(id)).toMatchObject({
      runtime: "claude",
      provider: "anthropic",
      model: "c-1",
    });
  });

  it("list the newest activity first", () => {
    const store = temporaryStore({ clock: ticking() });
    const a = store.sessions.openSession("a", "main");
    const b = store.sessions.openSession("b", "helper");
    const c = store.sessions.openSession("c", "main");
    store.sessions.append(a.id, [user("hi")]);
    const keys = (options?: Parameters<typeof store.sessions.listSessions>[0]) =>
      store.sessions.listSessions(options).map((session) => session.key);
    expect(keys()).toEqual(["a", "c", "b"]);
    expect(keys({ agentId: "main" })).toEqual(["a", "c"]);
    expect(keys({ limit: 1, offset: 1 })).toEqual(["c"]);
    expect(b.agentId).toBe("helper");
    expect(c.createdAt).toBe(c.updatedAt);
  });

  it("keep title and prompt parts, and say when there is no such session", () => {
    const store = temporaryStore();
    const { id } = store.sessions.openSession(KEY, "main");
    store.sessions.setTitle(id, "Über Äpfel");
    store.sessions.setPromptParts(id, { tools: "abc" });
    expect(store.sessions.getSession(id)).toMatchObject({
      title: "Über Äpfel",
      promptParts: { tools: "abc" },
    });
    const missing = expect.objectContaining({ code: "session_not_found" });
    expect(() => store.sessions.setTitle("none", "x")).toThrow(missing);
    expect(() => store.sessions.setPromptParts("none", {})).toThrow(missing);
    expect(() => store.sessions.append("none", [user("x")])).toThrow(missing);
  });

  it("leave the old transcript readable after a reset", () => {
    const store = temporaryStore();
    const old = store.sessions.openSession(KEY, "helper");
    store.sessions.append(old.id, [user("before")]);
    const fresh = store.sessions.resetSession(KEY);
    expect(fresh).toMatchObject({ key: KEY, agentId: "helper", entryCount: 0 });
    expect(store.sessions.findByKey(KEY)?.id).toBe(fresh.id);
    expect(store.sessions.entries(old.id)).toHaveLength(1);
    expect(store.sessions.resetSession("agent:scout:cli:dm:new").agentId).toBe("scout");
  });

  it("take their entries, runs, events and images with them, but no image that another session shows", () => {
    const home = temporaryHome();
    const store = openStore({ home });
    const picture = (bytes: string) => {
      const data = Buffer.from(bytes).toString("base64");
      return {
        type: "user",
        runId: null,
        message: { role: "user", content: [{ type: "image", mimeType: "image/png", data }] },
      } as const;
    };
    const gone = store.sessions.openSession("gone", "main");
    const kept = store.sessions.openSession("kept", "main");
    store.sessions.append(gone.id, [picture("shared"), picture("own")]);
    const [shared] = store.sessions.append(kept.id, [picture("shared")]);
    runOf(store, "run-gone", gone.id);
    runOf(store, "run-kept", kept.id);
    store.events.flush();

    expect(store.sessions.deleteSession(gone.id)).toBe(true);
    expect(store.sessions.deleteSession(gone.id)).toBe(false);
    expect(store.sessions.findByKey("gone")).toBeNull();
    expect(store.sessions.entries(gone.id)).toEqual([]);
    expect(store.runs.getRun("run-gone")).toBeNull();
    expect(store.events.read("run-gone")).toEqual([]);
    expect(store.events.read("run-kept")).toHaveLength(1);
    expect(store.sessions.entries(kept.id)).toEqual([shared]);
    expect(store.sessions.openSession("gone", "main").id).not.toBe(gone.id);
    store.close();
    expect(blobCount(home)).toBe(1);
  });

  it("read only what the last compaction kept when a turn asks for it", () => {
    const store = temporaryStore();
    const { id } = store.sessions.openSession(KEY, "main");
    const [, through] = store.sessions.append(id, [user("one"), assistant("two"), user("three", null)]);
    const compaction = {
      type: "compaction",
      runId: null,
      summary: "so far",
      throughEntryId: through?.id ?? "",
      tokensBefore: 10,
      tokensAfter: 5,
    } as const;
    store.sessions.append(id, [compaction, user("four", null)]);
    const recent = store.sessions.entries(id, { fromLastCompaction: true });
    expect(recent.map((entry) => entry.seq)).toEqual([3, 4, 5]);
    expect(historyOf(recent)).toEqual(historyOf(store.sessions.entries(id)));
    expect(store.sessions.entries(id, { fromLastCompaction: true, afterSeq: 3, limit: 1 })).toEqual([
      recent[1],
    ]);
    expect(store.sessions.entries(id, { afterSeq: 1, limit: 1 }).map((entry) => entry.seq)).toEqual([2]);
    expect(() => store.sessions.append(id, [{ ...compaction, throughEntryId: "elsewhere" }])).toThrow(
      expect.objectContaining({ code: "validation_failed", field: "throughEntryId" }),
    );
    expect(store.sessions.getSession(id)?.entryCount).toBe(5);
  });
});

function blobCount(home: string): number {
  const db = new Database(`${home}/tandem.db`, { readonly: true });
  const count = db.prepare<[], number>("select count(*) from blobs").pluck().get();
  db.close();
  return count ?? -1;
}
