import { expect, test } from "vitest";
import { NOTHING_SPENT } from "../../cost/spent.ts";
import type { SessionInfo } from "../../sessions/store.ts";
import {
  chosenSession,
  conversations,
  findSession,
  keyOfName,
  newConversation,
  newestConversation,
  sessionFields,
} from "./session-ref.ts";

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
const sessions = {
  list: () => [],
  get: (text: string) => (text === session.id || text === session.key ? session : null),
};

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

test("a folder's conversations are a person's own, with something in them, newest first", () => {
  const of = (id: string, changes: Partial<SessionInfo>): SessionInfo => ({
    ...session,
    id,
    entryCount: 2,
    workspaceDir: "/work",
    ...changes,
  });
  const all = [
    of("empty", { entryCount: 0 }),
    of("telegram", { key: "agent:main:telegram:dm:42" }),
    of("host", { key: "a host's own key".replaceAll(" ", "-") }),
    of("one-turn", { key: "agent:main:local:dm:1" }),
    of("elsewhere", { workspaceDir: "/other" }),
    of("named", { key: "agent:main:cli:dm:notes" }),
  ];
  const store = {
    get: (text: string) => all.find(({ id, key }) => id === text || key === text) ?? null,
    list: ({ workspaceDir }: { readonly workspaceDir?: string } = {}) =>
      all.filter((one) => workspaceDir === undefined || one.workspaceDir === workspaceDir),
  };
  const ids = (folder?: string) =>
    conversations(store, folder === undefined ? {} : { folder }).map(({ id }) => id);
  expect(ids("/work")).toEqual(["one-turn", "named"]);
  expect(ids()).toEqual(["one-turn", "elsewhere", "named"]);
  expect(newestConversation(store, "/other")).toEqual({ sessionId: "elsewhere" });
  expect(() => newestConversation(store, "/empty")).toThrow(/There is no conversation in \/empty yet/);
  const workspaceDir = "/work";
  expect(chosenSession(store, { workspaceDir })).toBeUndefined();
  expect(chosenSession(store, { workspaceDir, continue: true })).toEqual({ sessionId: "one-turn" });
  expect(chosenSession(store, { workspaceDir, resume: "named" })).toEqual({ sessionId: "named" });
  expect(() => chosenSession(store, { workspaceDir, resume: "gone" })).toThrow(/no session "gone"/);
  expect(chosenSession(store, { workspaceDir, session: "new" })).toEqual({ sessionKey: keyOfName("new") });
  expect(newConversation().sessionKey).not.toBe(newConversation().sessionKey);
});

test("a session is found by the beginning of its id, from four characters on, if no other begins so", () => {
  const ids = ["0198f1c2-aaaa", "0198f1c2-bbbb", "beef0001-cccc"];
  const listed = ids.map((id): SessionInfo => ({ ...session, id }));
  const many = { list: () => listed, get: sessions.get };
  for (const text of ["beef", "beef0001", "beef0001-cc"]) expect(findSession(many, text).id).toBe(ids[2]);
  expect(findSession(many, "0198f1c2-a").id).toBe(ids[0]);
  expect(() => findSession(many, "0198f1c2")).toThrow(/2 sessions have an id that begins with "0198f1c2"/);
  for (const text of ["bee", "cafe", "BEEF"]) expect(() => findSession(many, text)).toThrow(/no session/);
  expect(chosenSession(many, { resume: "beef", workspaceDir: "/work" })).toEqual({ sessionId: ids[2] });
});
