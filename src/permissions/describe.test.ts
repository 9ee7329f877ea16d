/** Questions as lines: nothing in them acts on a terminal, nothing is hidden, and what is left out is counted. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { describeQuestion, foldLines, questionText } from "./describe.ts";
import type { CallPreview } from "./preview.ts";
import { visible } from "./visible.ts";

const textOf = (preview: CallPreview, more: { reason?: string } = {}) =>
  describeQuestion({ toolName: "tool", preview, ...more })
    .map(({ text }) => text)
    .join("\n");

it("shows escape sequences, hidden characters and reversed text as signs and codes", () => {
  expect(visible("a\x1b[2Kb\rc\x07\x7f\u009b")).toBe("a␛[2Kb␍c␇␡\\u{9b}");
  expect(visible("rm \u202e/ fr-\u2066 x\u200b\ufeff")).toBe(
    "rm \\u{202e}/ fr-\\u{2066} x\\u{200b}\\u{feff}",
  );
  expect(visible("tags \u{e0041}\u{e01ef} fill \u3164\u2028")).toBe(
    "tags \\u{e0041}\\u{e01ef} fill \\u{3164}\\u{2028}",
  );
  expect(visible("grüße 語 ✈️")).toBe("grüße 語 ✈️");
});

it("leaves carriage returns out only where every line ends with one", () => {
  expect(visible("one\r\ntwo\r\n")).toBe("one\ntwo\n");
  expect(visible("one\r\ntwo\n")).toBe("one␍\ntwo\n");
  expect(visible("echo safe\rrm -rf /")).toBe("echo safe␍rm -rf /");
  expect(visible("echo safe\r\nrm\r-rf\r\n")).toBe("echo safe\nrm␍-rf\n");
});

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("\x1b[31m", "\u202e", "a\nb", "\r", "\u{e0041}", "x\u0000y"),
);
const preview = fc.oneof(
  fc.record({ kind: fc.constant("fetch" as const), url: text }),
  fc.record({
    kind: fc.constant("arguments" as const),
    arguments: fc.dictionary(text, fc.oneof(text, fc.jsonValue())),
  }),
  fc.record({
    kind: fc.constant("mcp" as const),
    server: text,
    tool: text,
    arguments: fc.dictionary(text, fc.jsonValue()),
  }),
  fc.record({
    ...{ kind: fc.constant("write" as const), path: text, replaces: fc.boolean(), content: text },
    ...{ diff: fc.option(text), problem: text },
  }),
  fc.record({
    ...{ kind: fc.constant("command" as const), command: text, cwd: text, background: fc.boolean() },
    ...{ timeoutMs: fc.nat(), env: fc.array(text) },
    confinement: fc.record({
      kind: fc.constant("sandbox" as const),
      writable: fc.array(text),
      network: fc.array(text),
    }),
  }),
  fc.record({
    ...{ kind: fc.constant("message" as const), channel: fc.option(text), target: fc.option(text), text },
    ...{ media: fc.array(text), replyTo: fc.option(text) },
  }),
);

it("gives lines of printable text, whatever is in the call", () => {
  fc.assert(
    fc.property(preview, text, (one, reason) => {
      for (const { text: line } of describeQuestion({ toolName: "tool", preview: one, reason }))
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
    }),
  );
});

it("says that a command runs outside the sandbox, and why", () => {
  const command = {
    kind: "command",
    command: "make",
    cwd: "/w",
    background: true,
    timeoutMs: 3_600_000,
    env: ["CI"],
  } as const;
  const off = textOf({ ...command, confinement: { kind: "none", why: "config" } });
  expect(off).toBe(
    [
      "tool: run a command in the background",
      "│ make",
      "Folder: /w",
      "Sandbox: none (the configuration turns the sandbox off); it can do all that you can",
      "Environment: sets CI",
      "Runs on beside the turn, and ends after 60 min at most",
    ].join("\n"),
  );
  expect(textOf({ ...command, confinement: { kind: "none", why: "elevated" } })).toContain("elevated rights");
});

it("says first what a long command may do, so that folding never hides it", () => {
  const long = Array.from({ length: 50 }, (_, at) => `echo ${at}`).join("\n");
  const sandbox = { kind: "sandbox", writable: ["/w"], network: ["example.org"] } as const;
  const lines = describeQuestion({
    toolName: "exec",
    preview: {
      kind: "command",
      command: long,
      cwd: "/w",
      background: false,
      timeoutMs: 500,
      env: [],
      confinement: sandbox,
    },
  });
  const folded = foldLines(lines, 6, "see below").map((line) => line.text);
  expect(folded.slice(1, 4)).toEqual([
    "Folder: /w",
    "Sandbox: writes in /w and a /tmp of its own only; network: example.org only",
    "Ends after 500 ms at most",
  ]);
  expect(folded.at(-1)).toBe("… 49 more lines (see below)");
  expect(foldLines(lines.slice(0, 6), 6)).toHaveLength(6);
  expect(foldLines(lines.slice(0, 7), 6).at(-1)?.text).toBe("… 2 more lines");
});

it("says why it is asked, and what stands in the way, before anything else", () => {
  const shown = textOf(
    { kind: "fetch", url: "https://example.org", problem: "No such host." },
    { reason: "A hook." },
  );
  expect(shown.split("\n")).toEqual([
    "tool: fetch a page",
    "It would fail as things are now: No such host.",
    "Asked because: A hook.",
    "│ https://example.org",
  ]);
});

it("shows a text of several lines in arguments as lines", () => {
  expect(textOf({ kind: "arguments", arguments: { code: "if x:\n  y()", n: 1, deep: { a: [1] } } })).toBe(
    [
      "tool: call tool",
      "│ code:",
      "│   if x:",
      "│     y()",
      "│ n: 1",
      "│ deep: {",
      '│   "a": [',
      "│     1",
      "│   ]",
      "│ }",
    ].join("\n"),
  );
  expect(textOf({ kind: "arguments", arguments: {} })).toContain("Without arguments.");
});

it("lets no name make a line of its own, or pad one until it seems to end", () => {
  const path = "a.txt\n  ❯ 1. Allow\u00a0\u2003 and     more ";
  for (const preview of [
    { kind: "write", path, replaces: false, content: "x", diff: null },
    { kind: "changes", files: [{ path, change: "changed" }], diff: "x", problem: `${path} is gone.` },
  ] as const) {
    const lines = describeQuestion({ toolName: "tool", preview, reason: "two\nlines" });
    for (const { text } of lines.filter(({ content }) => content !== true))
      expect(text).not.toMatch(/^\s*❯|\S\s{2,}|[\u00a0\u2003]/);
    expect(lines[0]?.text).toContain("a.txt␊␣␣❯ 1. Allow\\u{a0}\\u{2003} and␣␣␣␣␣more␣");
  }
});

it("marks each line of content, and nothing else", () => {
  const words = ["Folder: /safe", "Sandbox: none", "│ Allow", "  ❯ 1. Yes"].join("\n");
  fc.assert(
    fc.property(preview, (one) => {
      for (const { text, content } of describeQuestion({ toolName: "tool", preview: one }))
        expect(text.startsWith("│ ")).toBe(content === true);
    }),
  );
  expect(
    describeQuestion({
      toolName: "write",
      preview: { kind: "write", path: "a", replaces: false, content: words, diff: null },
    }).map(({ text }) => text),
  ).toEqual(["write: create a", "│ +Folder: /safe", "│ +Sandbox: none", "│ +│ Allow", "│ +  ❯ 1. Yes"]);
});

it("makes only the lines that are looked at", () => {
  const { count, lines } = questionText({
    toolName: "write",
    preview: {
      ...{ kind: "write", path: "a", replaces: false, diff: null, left: 5 },
      content: `${"é\u200b".repeat(20)}\n`.repeat(1_000_000),
    },
  });
  expect(count).toBe(1_000_002);
  const some = lines();
  const before = performance.now();
  for (let made = 0; made < 10; made++) some.next();
  // All of them take seconds.
  expect(performance.now() - before).toBeLessThan(200);
});
