import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runCli } from "../cli.ts";
import { testIo } from "../test-io.ts";

async function classify(args: readonly string[], input = "") {
  const io = testIo({ input });
  const code = await runCli(["classify", ...args], io);
  return { code, out: io.out(), err: io.err(), rows: rowsOf(io.out()) };
}

function rowsOf(text: string): Record<string, unknown>[] {
  return text.startsWith("{")
    ? text
        .trim()
        .split("\n")
        .map((row) => JSON.parse(row) as Record<string, unknown>)
    : [];
}

const LINES = [
  '{"id":"a","provider":"openai","status":429,"code":"insufficient_quota","message":"You exceeded your current quota"}',
  '{"message":"prompt is too long: 210000 tokens > 200000 maximum","accept":["billing"]}',
  "",
  '{"status":"529","type":"overloaded_error","message":{"text":"Overloaded"}}',
].join("\n");

test("each JSON line of stdin gives one, with index, id and what decided", async () => {
  const { code, rows, err } = await classify([], LINES);
  expect(code).toBe(0);
  expect(err).toBe("");
  expect(rows).toMatchObject([
    { index: 0, id: "a", kind: "billing", retryable: false },
    { index: 1, kind: "context_overflow", details: { contextLimit: 200_000 } },
    { index: 2, kind: "overloaded", retryable: true },
  ]);
  for (const row of rows) expect(row).toMatchObject({ remediation: /./, decidedBy: /./ });
});

test("a file is read in the same way", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tandem-classify-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "errors.jsonl"), LINES);
  expect((await classify([join(folder, "errors.jsonl")])).rows).toHaveLength(3);
});

test("a line that tells of no failure keeps its place and ends with 2", async () => {
  const { code, rows } = await classify([], `not json\n[]\n{"provider":"x"}\n"401 unauthorized"\n`);
  expect(code).toBe(2);
  expect(rows.map((row) => ("error" in row ? "error" : row.kind))).toEqual([
    "error",
    "error",
    "error",
    "auth",
  ]);
});

test("a message is told to a person, and with --json to a program", async () => {
  const { code, out } = await classify(["503", "Service Unavailable, retry after 20 seconds"]);
  expect(code).toBe(0);
  expect(out).toMatch(/^\w+ {2}temporary, wait 20\.0 s\n.+\ndecided by: .+\n$/);
  const json = await classify(["--status", "404", "--provider", "anthropic", "--json", "model: nope"]);
  expect(json.rows).toMatchObject([{ kind: "model_not_found" }]);
});
