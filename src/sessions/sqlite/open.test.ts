import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { TandemError } from "../../kernel/errors.ts";
import { SCHEMA_VERSION } from "./migrate.ts";
import { STEPS, sqlOf } from "./migrations/index.ts";
import { openStore } from "./open.ts";
import { KEY, temporaryHome, user } from "./store.fixture.ts";

function fileOf(home: string): string {
  return join(home, "tandem.db");
}

/** A closed store with a transcript of about `kilobytes`. */
function filledHome(kilobytes = 200): string {
  const home = temporaryHome();
  const store = openStore({ home });
  const session = store.sessions.openSession(KEY, "main");
  const drafts = Array.from({ length: kilobytes }, (_, index) => user(`${index} `.padEnd(1_000, "x")));
  store.sessions.append(session.id, drafts);
  store.close();
  return home;
}

function failureOf(work: () => unknown): TandemError {
  try {
    work();
  } catch (error) {
    if (TandemError.isInstance(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

function overwrite(file: string, position: number, bytes: Buffer): void {
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, bytes, 0, bytes.length, position);
  closeSync(descriptor);
}

describe("openStore", () => {
  it("makes a folder and a database that only their user can read", () => {
    const home = join(temporaryHome(), "deep", "data");
    openStore({ home }).close();
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(statSync(fileOf(home)).mode & 0o777).toBe(0o600);
  });

  it("finds everything again after closing", () => {
    const home = filledHome(3);
    const store = openStore({ home });
    expect(store.sessions.entries(store.sessions.findByKey(KEY)?.id ?? "")).toHaveLength(3);
    store.close();
    store.close();
  });

  it("takes a zero-length file, as a killed first start leaves it, for a fresh store", () => {
    const home = temporaryHome();
    writeFileSync(fileOf(home), "");
    const store = openStore({ home });
    expect(store.sessions.listSessions()).toEqual([]);
    store.close();
  });

  it("refuses a folder it cannot write and says which", () => {
    const blocked = join(temporaryHome(), "file");
    writeFileSync(blocked, "");
    for (const home of [blocked, join(blocked, "below")]) {
      expect(failureOf(() => openStore({ home }))).toMatchObject({
        code: "data_folder_unwritable",
        details: { home },
      });
    }
  });

  it("opens a store of an older schema with all that is in it; where its sessions were begun is not known", () => {
    const home = temporaryHome();
    const db = new Database(fileOf(home));
    for (const [index, step] of STEPS.slice(0, 6).entries()) {
      for (const statement of sqlOf(step)) db.exec(statement);
      db.pragma(`user_version = ${index + 1}`);
    }
    db.prepare(
      "insert into sessions (id, key, agent_id, created_at, updated_at) values ('s', ?, 'main', 1, 1)",
    ).run(KEY);
    db.prepare("insert into session_keys (key, session_id) values (?, 's')").run(KEY);
    db.close();
    const store = openStore({ home });
    expect(store.sessions.findByKey(KEY)).toMatchObject({ id: "s", workspaceDir: null });
    store.sessions.append("s", [user("still here")]);
    expect(store.sessions.entries("s")).toHaveLength(1);
    store.close();
  });

  it("refuses a database that is a folder", () => {
    const home = temporaryHome();
    mkdirSync(fileOf(home));
    expect(failureOf(() => openStore({ home })).code).toBe("data_folder_unwritable");
  });

  it("refuses a store of a newer version and leaves it as it was", () => {
    const home = filledHome(1);
    const db = new Database(fileOf(home));
    db.pragma(`user_version = ${SCHEMA_VERSION + 1}`);
    db.close();
    expect(failureOf(() => openStore({ home })).code).toBe("store_newer");
    expect(failureOf(() => openStore({ home })).code).toBe("store_newer");
    expect(readdirSync(home)).toEqual(["tandem.db"]);
  });

  const damages: Record<string, (file: string) => void> = {
    "is another kind of file": (file) => writeFileSync(file, "This is not a database.\n".repeat(200)),
    "is a few bytes": (file) => truncateSync(file, 100),
    "was cut at a page": (file) => truncateSync(file, 8 * 4096),
    "was cut within its last page": (file) => truncateSync(file, statSync(file).size - 100),
    "has foreign bytes in its middle": (file) => overwrite(file, 5 * 4096, Buffer.alloc(3 * 4096, "garbage")),
    "lost its contents but not its log": (file) => {
      writeFileSync(file, "");
      writeFileSync(`${file}-wal`, "committed pages");
    },
  };
  it.each(Object.entries(damages))(
    "keeps aside a database that %s, and starts again with a fresh one",
    (_, damage) => {
      const home = filledHome();
      damage(fileOf(home));
      const content = readFileSync(fileOf(home));

      const failure = failureOf(() => openStore({ home }));
      expect(failure.code).toBe("store_corrupt");
      const kept = String(failure.details?.kept);
      expect(failure.message).toContain(kept);
      expect(readFileSync(kept).equals(content)).toBe(true);
      expect(readdirSync(home)).not.toContain("tandem.db");

      const store = openStore({ home });
      expect(store.sessions.listSessions()).toEqual([]);
      store.sessions.append(store.sessions.openSession(KEY, "main").id, [user("again")]);
      store.close();
      expect(readFileSync(kept).equals(content)).toBe(true);
    },
  );

  it("checks the whole of a large database once a turn has met damage in it", () => {
    const home = filledHome(4_000);
    overwrite(fileOf(home), 300 * 4096, Buffer.alloc(400 * 4096, "garbage"));
    const store = openStore({ home });
    const session = store.sessions.findByKey(KEY)?.id ?? "";
    expect(failureOf(() => store.sessions.entries(session)).code).toBe("store_corrupt");
    store.close();

    expect(failureOf(() => openStore({ home })).details?.kept).toBeTruthy();
    openStore({ home }).close();
  });
});
