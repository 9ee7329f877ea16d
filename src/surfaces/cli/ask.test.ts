/** Questions in plain lines: whole words answer, anything else asks again. */
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import type { ConfirmQuestion } from "../../kernel/request.ts";
import { ApprovalSettled } from "../../permissions/approvals.ts";
import { askInLines, askOnTerminal } from "./ask.ts";
import { LineReader } from "./line-reader.ts";
import { testIo } from "./test-io.ts";

function questionOf(more: Partial<ConfirmQuestion> = {}): ConfirmQuestion {
  return {
    ...{
      approvalId: "run-1",
      toolCallId: "c",
      toolName: "exec",
      agentId: "main",
      workspaceDir: "/home/ada/project",
    },
    ...{ summary: "Run: npm test", input: {}, rule: "exec(npm test)", signal: new AbortController().signal },
    preview: {
      ...{
        kind: "command",
        command: "npm test",
        cwd: "/home/ada/project",
        background: false,
        timeoutMs: 120_000,
      },
      env: [],
      confinement: { kind: "sandbox", writable: ["/home/ada/project"], network: [] },
    },
    ...more,
  };
}

/** Answers each prompt with the next of these lines; then the input ends. */
function conversation(...answers: readonly string[]) {
  const io = testIo({ terminal: true });
  const stdin = new PassThrough();
  const left = [...answers];
  let seen = 0;
  io.stderr.on("data", () => {
    const prompts = io.err().match(/Type yes/g)?.length ?? 0;
    if (prompts === seen) return;
    seen = prompts;
    const next = left.shift();
    // A person answers when the question is out.
    setImmediate(() => (next === undefined ? stdin.end() : stdin.write(`${next}\n`)));
  });
  return { io: { ...io, stdin: Object.assign(stdin, { isTTY: true }) }, reader: new LineReader(stdin) };
}

test.each([
  [["yes"], true],
  [[" YES "], true],
  [["no"], false],
  [["y", "very", "yes please", "", "a", "1", "no"], false],
  [["no: use pnpm"], { allow: false, instead: "use pnpm" }],
  [["no:", "NO : ask Ada: first"], { allow: false, instead: "ask Ada: first" }],
  [["always", "yes"], { allow: true, remember: true }],
  [["always", "always", "no"], false],
  [["always", "y", "yes"], true],
  [[], false],
  [["always"], false],
])("%j", async (answers, outcome) => {
  const { io, reader } = conversation(...answers);
  expect(await askInLines(io, questionOf(), reader)).toEqual(outcome);
});

test("it shows what will happen and, before always, the rule and whom it is for", async () => {
  const { io, reader } = conversation("always", "no", "no");
  await askInLines(io, questionOf(), reader);
  expect(io.stderr.isTTY).toBe(true);
  const text = testText(io);
  for (const part of [
    "exec: run a command",
    "│ npm test",
    "Folder: /home/ada/project",
    "Sandbox: writes in /home/ada/project and a /tmp of its own only; no network",
    "Type yes, always, no, or no: and what to do instead.",
    "│ exec(npm test)",
    "For agent main in /home/ada/project",
  ])
    expect(text).toContain(part);
});

test("what cannot be remembered has no always", async () => {
  const { io, reader } = conversation("always", "no");
  expect(await askInLines(io, questionOf({ rule: null }), reader)).toBe(false);
  expect(testText(io)).not.toContain("always");
});

test("a long question is cut with what is left, and show prints all", async () => {
  const preview = {
    kind: "arguments",
    arguments: { text: Array.from({ length: 100 }, (_, n) => `line ${n}`).join("\n") },
  } as const;
  const { io, reader } = conversation("show", "no");
  await askInLines(io, questionOf({ preview }), reader);
  const [first, second] = testText(io).split("Allow it?");
  expect(first).toContain("… 63 more lines (type show to see all)");
  expect(first).not.toContain("line 99");
  expect(second).toContain("line 99");
});

test("a line that is wider than the terminal keeps its mark in each row", async () => {
  const { io, reader } = conversation("no");
  const url = `https://example.org/${" ".repeat(70)}Allow it? Type yes, always, no. ${"x".repeat(5_000)}`;
  await askInLines(io, questionOf({ preview: { kind: "fetch", url } }), reader);
  const rows = testText(io).split("\n");
  expect(rows.filter((row) => row.startsWith("Allow it?"))).toHaveLength(1);
  expect(rows.filter((row) => row.startsWith("│ "))).toHaveLength(39);
  expect(rows.some((row) => row.includes("… the rest of this line (type show to see all)"))).toBe(true);
});

test("an answer from elsewhere ends it and says so", async () => {
  const { io, reader } = conversation();
  const over = new AbortController();
  const asked = askInLines(io, questionOf({ signal: over.signal }), reader);
  over.abort(new ApprovalSettled({ allowed: true, by: "user", remember: false }));
  expect(await asked).toBe(false);
  expect(testText(io)).toContain("The question has its answer: allowed (user).");
});

test("what was typed before the question does not answer it", async () => {
  const io = testIo({ terminal: true });
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  stdin.write("yes\n");
  io.stderr.on("data", () => {
    if (io.err().includes("Type yes")) setImmediate(() => stdin.end("no\n"));
  });
  expect(await askOnTerminal({ ...io, stdin }, questionOf())).toBe(false);
});

test("a reader gives an answer to the question and keeps what came before for the chat", async () => {
  const stdin = new PassThrough();
  const reader = new LineReader(stdin);
  stdin.write("typed ahead\n");
  await new Promise((resolve) => setImmediate(resolve));
  const answer = reader.fresh(new AbortController().signal);
  stdin.write("yes\nnext message\n");
  expect(await answer).toBe("yes");
  expect([await reader.next(), await reader.next()]).toEqual(["typed ahead", "next message"]);
  stdin.end();
  expect(await reader.next()).toBe(null);
});

function testText(io: object): string {
  return (io as { err(): string }).err();
}
