import { expect, test } from "vitest";
import { NOTHING_SPENT } from "../../cost/spent.ts";
import type { SessionInfo } from "../../sessions/store.ts";
import { findSession, keyOfName, sessionFields } from "./session-ref.ts";

const session: SessionInfo = {
  id: "s-1",
  key: "agent:main:cli:dm:notes",
  agentId: "main",
  title: null,
  spawnedBy: null,
  workspaceDir: null,
  createdAt: 0,
  updatedAt: 0,
  entryCount: 0,
  headId: null,
  runtime: null,
  provider: null,
  model: null,
  ...NOTHING_SPENT,
  promptParts: null,
};
const sessions = { get: (text: string) => (text === session.id || text === session.key ? session : null) };

test("a name stands for a key of the command line, a key for itself, an id for its transcript", () => {
  expect(sessionFields(sessions, "notes")).toEqual({ sessionKey: "agent:main:cli:dm:notes" });
  expect(sessionFields(sessions, "new one", "work")).toEqual({ sessionKey: "agent:work:cli:dm:new%20one" });
  expect(sessionFields(sessions, "agent:main:web:dm:ann")).toEqual({ sessionKey: "agent:main:web:dm:ann" });
  expect(sessionFields(sessions, "s-1")).toEqual({ sessionId: "s-1" });
  expect(keyOfName("agent:x:cli:dm:y")).toBe("agent:x:cli:dm:y");
});

test("an existing session is found by id, key and name; another is an error that says where to look", () => {
  for (const text of ["s-1", "agent:main:cli:dm:notes", "notes"])
    expect(findSession(sessions, text)).toBe(session);
  expect(() => findSession(sessions, "other")).toThrow(/There is no session "other"/);
});
