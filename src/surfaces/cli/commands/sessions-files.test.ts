import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore } from "../../../sessions/sqlite/open.ts";
import { assistant, user } from "../../../sessions/sqlite/store.fixture.ts";
import { runCli } from "../cli.ts";
import { testIo } from "../test-io.ts";

let home: string;
let folder: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "tandem-cli-"));
  folder = mkdtempSync(join(tmpdir(), "tandem-files-"));
  const store = openStore({ home });
  const { id } = store.sessions.openSession("agent:main:cli:dm:notes", "main");
  store.sessions.append(id, [
    user("Why is the disk full?"),
    assistant("Because of the logs."),
    user("Thanks"),
  ]);
  store.close();
});
afterEach(() => {
  for (const path of [home, folder]) rmSync(path, { recursive: true, force: true });
});

async function sessions(...args: string[]) {
  const io = testIo({ env: { TANDEM_HOME: home }, cwd: folder });
  const code = await runCli(["sessions", ...args], io);
  return { code, out: io.out(), err: io.err() };
}

describe("search and fork", () => {
  test("an entry that is found can be forked at", async () => {
    const found = await sessions("search", "DISK", "ful");
    expect(found).toMatchObject({ code: 0, err: "" });
    expect(found.out).toMatch(/^notes · user · entry 1 · /m);
    expect(found.out).toContain("Why is the disk full?");
    const forked = await sessions("fork", "notes", "--at", "2", "--as", "other", "--json");
    expect(JSON.parse(forked.out)).toMatchObject({
      key: "agent:main:cli:dm:other",
      entryCount: 2,
      costUsd: 0,
    });
    expect((await sessions("show", "other")).out).toContain("Because of the logs.");
  });

  test("an argument with a space is a phrase; nothing found is no failure", async () => {
    const hits = JSON.parse((await sessions("search", "disk full", "--json")).out) as { seq: number }[];
    expect(hits.map((hit) => hit.seq)).toEqual([1]);
    expect(await sessions("search", "full disk")).toMatchObject({
      code: 0,
      out: "",
      err: "Nothing was found.\n",
    });
  });

  test.each([
    [["fork", "notes", "--at", "9"], "no entry 9"],
    [["fork", "notes", "--at", "x-1"], 'no entry "x-1"'],
    [["fork", "notes", "--as", "notes"], "has a session already"],
    [["export", "notes", "-o", "notes.jsonl"], "does not say which format"],
    [["import", "missing.jsonl"], "cannot be read"],
  ])("%j is refused", async (args, message) => {
    const { code, err } = await sessions(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe("export", () => {
  test("goes to stdout, or to a private file that is never overwritten unasked", async () => {
    expect((await sessions("export", "notes")).out).toContain("Why is the disk full?");
    const file = join(folder, "notes.html");
    expect(await sessions("export", "notes", "-o", "notes.html")).toMatchObject({ code: 0, err: "" });
    expect(readFileSync(file, "utf8")).toMatch(/^<!doctype html>/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, "mine");
    const refused = await sessions("export", "notes", "-o", "notes.html");
    expect(refused.err).toContain("already exists");
    expect(readFileSync(file, "utf8")).toBe("mine");
    await sessions("export", "notes", "-o", "notes.html", "--force");
    expect(readFileSync(file, "utf8")).toMatch(/^<!doctype html>/);
    expect(readdirSync(folder)).toEqual(["notes.html"]);
  });

  test.each(["pi", "claude"])("in the form of %s comes back by import", async (format) => {
    await sessions("export", "notes", "--format", format, "-o", "session.jsonl");
    const imported = await sessions("import", "session.jsonl", "--as", "back");
    expect(imported).toMatchObject({ code: 0, err: "" });
    expect(imported.out).toContain("Imported 3 entries (2 user, 1 assistant).");
    const { entries } = JSON.parse((await sessions("show", "back", "--json")).out) as { entries: object[] };
    const { entries: before } = JSON.parse((await sessions("show", "notes", "--json")).out) as {
      entries: object[];
    };
    const said = (list: object[]) => list.map((entry) => ("message" in entry ? entry.message : null));
    expect(said(entries)).toEqual(said(before));
  });
});

describe("import", () => {
  test("reports damaged lines by number and keeps them", async () => {
    await sessions("export", "notes", "--format", "pi", "-o", "session.jsonl");
    const file = join(folder, "session.jsonl");
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    writeFileSync(file, [lines[0], lines[1], "{ bad", lines[2], '{"type":"message","id":"x"'].join("\n"));
    const imported = await sessions("import", "session.jsonl");
    expect(imported.code).toBe(0);
    expect(imported.out).toContain("Imported 2 entries");
    expect(imported.err).toContain("Left out line 3: not valid JSON.");
    expect(imported.err).toContain("Left out line 5: cut off: the file ends inside this line.");
    const kept = join(home, "imports", "session.jsonl.bak");
    expect(readFileSync(kept, "utf8")).toBe('{ bad\n{"type":"message","id":"x"\n');
    await sessions("import", "session.jsonl");
    expect(readdirSync(join(home, "imports")).sort()).toEqual(["session.jsonl.2.bak", "session.jsonl.bak"]);
  });

  test("of what is no session changes nothing", async () => {
    writeFileSync(join(folder, "other.jsonl"), '{"a":1}\nplain text\n');
    await sessions("export", "notes", "--format", "claude", "-o", "claude.jsonl");
    for (const args of [
      ["other.jsonl"],
      ["claude.jsonl", "--format", "pi"],
      ["claude.jsonl", "--as", "notes"],
    ]) {
      const { code, out } = await sessions("import", ...args, "--json");
      expect(code).toBe(2);
      expect(JSON.parse(out).error.code).toBe(
        args.includes("notes") ? "validation_failed" : "import_invalid",
      );
    }
    expect(JSON.parse((await sessions("list", "--json")).out)).toHaveLength(1);
    expect(existsSync(join(home, "imports"))).toBe(false);
  });
});
