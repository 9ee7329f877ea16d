import { appendFileSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { temporaryFolder } from "../tools/testing.ts";
import { AgentMemory } from "./agent-memory.ts";

let base: Awaited<ReturnType<typeof temporaryFolder>>;
let memory: AgentMemory;
let now = new Date(2026, 10, 20, 9, 5).getTime();
const folder = () => join(base.path, "notes");
const indexFile = () => join(base.path, "index.sqlite3");
const open = () => new AgentMemory({ folder: folder(), indexFile: indexFile(), clock: () => now });
const places = async (query: string) =>
  (await memory.search(query)).map(({ path, line }) => `${path}:${line}`);

beforeEach(async () => {
  base = await temporaryFolder();
  await mkdir(folder());
  memory = open();
});
afterEach(async () => {
  memory.close();
  await base.remove();
});

it("finds what was saved, under its title or that of the day, and in another process", async () => {
  expect(await memory.save({ text: "Ann takes oat milk in her coffee.", title: "Ann" })).toEqual({
    path: "ann.md",
    state: "created",
  });
  expect(await memory.save({ text: "Ann moved to Oslo.", title: "Ann", tags: ["address"] })).toMatchObject({
    state: "added",
  });
  expect(await memory.save({ text: "Ann moved to Oslo.", title: "Ann" })).toMatchObject({ state: "known" });
  expect(await memory.save({ text: "The build was green." })).toEqual({
    path: "2026-11-20.md",
    state: "created",
  });
  expect(await readFile(join(folder(), "ann.md"), "utf8")).toBe(
    "# Ann\n\nAnn takes oat milk in her coffee.\n\nAnn moved to Oslo.\n\nTags: address\n",
  );
  const other = open();
  expect(await other.search("What milk does Ann take?")).toMatchObject([
    { path: "ann.md", heading: "Ann", line: 3, text: expect.stringContaining("oat milk") },
  ]);
  other.close();
});

it("sees notes that people write, change, rename and delete, in folders too", async () => {
  const note = join(folder(), "garden.md");
  await writeFile(note, "# Garden\n\nThe roses are red.\n\n## Tools\n\nThe spade is in the shed.\n");
  expect(await places("spade")).toEqual(["garden.md:7"]);
  appendFileSync(note, "\nThe rake is lost.\n");
  expect(await places("rake")).toEqual(["garden.md:7"]);
  await mkdir(join(folder(), "home"));
  await rename(note, join(folder(), "home", "yard.md"));
  expect(await places("spade")).toEqual(["home/yard.md:7"]);
  rmSync(join(folder(), "home"), { recursive: true });
  expect(await places("spade")).toEqual([]);
});

it("leaves out hidden files, links and what is no note", async () => {
  await writeFile(join(base.path, "outside.md"), "spade\n");
  symlinkSync(join(base.path, "outside.md"), join(folder(), "link.md"));
  for (const name of [".hidden.md", "notes.txt", ".env.md"]) await writeFile(join(folder(), name), "spade\n");
  expect(await places("spade")).toEqual([]);
  expect(memory.list()).toEqual([]);
});

it("looks at files once a minute when there are very many, and at once at those it found", async () => {
  await Promise.all(
    Array.from({ length: 2_050 }, (_, index) =>
      writeFile(join(folder(), `n${index}.md`), `number ${index} sparrow${index}\n`),
    ),
  );
  expect(await places("sparrow7")).toContain("n7.md:1");
  writeFileSync(join(folder(), "n7.md"), "number 7 heron\n");
  expect(await places("sparrow7")).not.toContain("n7.md:1");
  writeFileSync(join(folder(), "n8.md"), "number 8 egret\n");
  now += 60_000;
  expect(await places("egret")).toEqual(["n8.md:1"]);
  await writeFile(join(folder(), "new.md"), "a kingfisher\n");
  expect(await places("kingfisher")).toEqual(["new.md:1"]);
}, 30_000);

it.each(["before it is opened", "while it is open"])("makes a damaged index anew, %s", async (when) => {
  await memory.save({ text: "The spade is in the shed.", title: "Garden" });
  expect(await places("spade")).toHaveLength(1);
  memory.close();
  for (const end of ["-wal", "-shm"]) rmSync(`${indexFile()}${end}`, { force: true });
  if (when === "while it is open") {
    memory = open();
    await memory.search("spade");
    memory.close();
  }
  const bytes = readFileSync(indexFile());
  bytes.fill(0x5a, when === "while it is open" ? 4_096 : 0);
  for (const end of ["-wal", "-shm"]) rmSync(`${indexFile()}${end}`, { force: true });
  writeFileSync(indexFile(), bytes);
  memory = open();
  expect(await places("spade")).toEqual(["garden.md:3"]);
});

it("makes the index anew when asked, and keeps what it learnt", async () => {
  await memory.save({ text: "The spade is old.", title: "One" });
  await memory.save({ text: "The spade is new.", title: "Two" });
  await memory.search("spade");
  const [first] = await places("spade");
  const [worse, better] = first === "one.md:3" ? ["one.md", "two.md"] : ["two.md", "one.md"];
  for (let round = 0; round < 4; round++) memory.learn(["one.md", "two.md"], new Set([better!]));
  expect(await places("spade")).toEqual([`${better}:3`, `${worse}:3`]);
  expect(await memory.reindex()).toBe(2);
  expect(await places("spade")).toEqual([`${better}:3`, `${worse}:3`]);
  expect(memory.feedback()).toContainEqual({ path: better, shown: 4, used: 4 });
});

it.each([
  "sk-proj-abcdefghijklmnop1234",
  "the password is hunter2x",
  "api_key = 'q9w8e7r6'",
  "-----BEGIN OPENSSH PRIVATE KEY-----",
  "https://ann:pw@example.org/",
])("refuses to keep %s", async (text) => {
  await expect(memory.save({ text })).rejects.toMatchObject({ code: "tool_error" });
  await expect(memory.save({ text: "x", title: text })).rejects.toMatchObject({ code: "tool_error" });
  expect(await readdir(folder())).toEqual([]);
});

it.each(["../../etc/passwd", ".env", "/abs", "a/b\0c", "...", "名前", "x".repeat(500)])(
  "stays in its folder with the title %j",
  async (title) => {
    const { path } = await memory.save({ text: "words", title });
    expect(path).toMatch(/^[\p{L}\p{N}-]{1,60}\.md$/u);
    expect(await readdir(folder())).toEqual([path]);
  },
);

it("loses nothing of what several save at once", async () => {
  const other = open();
  const texts = Array.from({ length: 40 }, (_, index) => `Fact number ${index}.`);
  await Promise.all(texts.map((text, index) => (index % 2 ? memory : other).save({ text, title: "Facts" })));
  const note = await readFile(join(folder(), "facts.md"), "utf8");
  for (const text of texts) expect(note).toContain(`${text}\n`);
  other.close();
});

it("takes any text as a query, and finds scripts without spaces", async () => {
  await memory.save({ text: "彼女は紅茶が好きです。", title: "Tea" });
  expect(await places("紅茶")).toEqual(["tea.md:3"]);
  for (const query of ['"', "NEAR(", "a AND", "*", "^x", "col:x", "\0", "-", "'; drop table notes"])
    await memory.search(query);
  await fc.assert(
    fc.asyncProperty(fc.string(), async (query) => {
      await memory.search(query);
    }),
    { numRuns: 60 },
  );
});
