import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assistant, KEY, temporaryStore, user } from "./store.fixture.ts";

function stored() {
  const store = temporaryStore();
  const { id } = store.sessions.openSession(KEY, "main");
  store.sessions.append(id, [
    user("The Wörld of deployment-things, said brave new people"),
    assistant("第一次部署到服务器"),
    {
      type: "tool_result",
      runId: null,
      message: {
        role: "tool",
        toolCallId: "c",
        toolName: "exec",
        content: [{ type: "text", text: `${"filler ".repeat(200)}needle${" filler".repeat(200)}` }],
        isError: false,
      },
    },
    assistant("", { content: [{ type: "thinking", text: "secret thought" }] }),
  ]);
  return { ...store, found: (query: string) => store.sessions.search(query).map((hit) => hit.seq) };
}

describe("search", () => {
  it("takes words as beginnings in any order, without case and accents, and quoted ones as they stand", () => {
    const { found } = stored();
    for (const query of ["world", "WÖRLD deploy", "things brave", '"brave new"', "deployment-th"])
      expect(found(query), query).toEqual([1]);
    for (const query of ['"new brave"', "orld", "secret", "brave missing"])
      expect(found(query), query).toEqual([]);
  });

  it("finds words inside scripts that put no spaces between them", () => {
    const { sessions, found } = stored();
    expect(found("部署 服务")).toEqual([2]);
    const [hit] = sessions.search("部署");
    expect(hit?.matches.map(([from, to]) => hit.snippet.slice(from, to))).toEqual(["部署"]);
  });

  it("shows the text around what was found, and where it is", () => {
    const [hit] = stored().sessions.search("needl");
    expect(hit).toMatchObject({ seq: 3, type: "tool_result", session: { key: KEY } });
    expect(hit?.snippet.length).toBeLessThan(300);
    expect(hit?.matches.map(([from, to]) => hit.snippet.slice(from, to))).toEqual(["needle"]);
  });

  it("keeps to the agent, the session and the number that were asked for", () => {
    const { sessions } = stored();
    const other = sessions.openSession("agent:work:cli:dm:me", "work");
    sessions.append(other.id, [user("brave one"), user("brave two")]);
    expect(sessions.search("brave")).toHaveLength(3);
    expect(sessions.search("brave", { agentId: "work" })).toHaveLength(2);
    expect(sessions.search("brave", { sessionId: other.id, limit: 1 })).toHaveLength(1);
  });

  it("takes any text for a query", () => {
    const { found } = stored();
    for (const query of ["", '"', "AND OR (", "*", "text:brave NEAR(", "x'y", 'a"b"c', "{}", "^-", "\u0000"])
      expect(() => found(query), query).not.toThrow();
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (query) => {
        found(query);
        found(`部${query}`);
      }),
    );
  });
});
