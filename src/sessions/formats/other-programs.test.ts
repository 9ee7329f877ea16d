import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { lineOf, partsOf } from "../../../parity/on-wire.ts";
import { resumeInClaude, resumeInPi } from "../../../parity/other-programs.ts";
import { startModelServer } from "../../../parity/wire/model-server.ts";
import { historyOf } from "../history.ts";
import { textOf } from "../message.ts";
import { readClaudeSession } from "./claude/read.ts";
import { writeClaudeSession } from "./claude/write.ts";
import { readLines } from "./lines.ts";
import { readPiSession } from "./pi/read.ts";
import { writePiSession } from "./pi/write.ts";
import { assistant, entriesOf, PIXEL, result, transcriptOf, user } from "./transcript.fixture.ts";

const MODEL = "claude-sonnet-4-5";
const image = { type: "image", mimeType: "image/png", data: PIXEL } as const;

/** Everything that a session may hold: a compaction, images, calls with results, thinking, an unanswered prompt, another model. */
function everything(cwd: string) {
  const entries = transcriptOf(
    [
      { ...user("before the summary", "run-0"), id: "old-1" },
      { ...assistant("an old answer", {}, "run-0"), id: "old-2" },
      user("kept question"),
      assistant("kept answer"),
      {
        type: "compaction",
        runId: null,
        summary: "They spoke of old things.",
        throughEntryId: "old-2",
        tokensBefore: 100,
        tokensAfter: 10,
      },
      { type: "change", runId: "run-2", runtime: "claude", provider: "anthropic", model: MODEL },
      {
        type: "user",
        runId: "run-2",
        message: { role: "user", content: [{ type: "text", text: "Look  at\nthis" }, image] },
      },
      assistant(
        [
          { type: "thinking", text: "hm", signature: "c2ln" },
          { type: "text", text: "Calling." },
          { type: "tool-call", id: "toolu_1", name: "read", input: { path: "ä.txt" } },
          { type: "tool-call", id: "call|2:x", name: "exec", input: {} },
        ],
        { stop: "tool_calls" },
        "run-2",
      ),
      result("toolu_1", [{ type: "text", text: "content" }, image], {}, "run-2"),
      result("call|2:x", "broken", { isError: true, toolName: "exec" }, "run-2"),
      assistant("Done.", {}, "run-2"),
      user("never answered", "run-3"),
      assistant("half an ans", { stop: "error" }, "run-3"),
      { type: "custom", runId: null, name: "host.note", data: { a: 1 } },
      user("last question", "run-4"),
      assistant(
        "last answer",
        { origin: { runtime: "pi", provider: "openai", model: "gpt-5", api: "openai-responses" } },
        "run-4",
      ),
    ],
    { title: "Everything" },
  );
  return { ...entries, cwd };
}

const SENT = [
  "user:text:kept question",
  "assistant:text:kept answer",
  "user:text:Look  at\nthis",
  `user:image:${PIXEL}`,
  "assistant:thinking:hm",
  "assistant:text:Calling.",
  'assistant:tool-call:read:{"path":"ä.txt"}',
  "assistant:tool-call:exec:{}",
  `user:tool-result:content:image:${PIXEL}`,
  "user:tool-result:error:broken",
  "assistant:text:Done.",
  "user:text:last question",
  "assistant:text:last answer",
  "user:text:And now?",
];

function folder(): string {
  const home = mkdtempSync(join(tmpdir(), "tandem-formats-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

describe.each([
  { name: "pi", resume: resumeInPi, write: writePiSession, read: readPiSession, tool: "read", path: "path" },
  {
    name: "claude",
    resume: resumeInClaude,
    write: writeClaudeSession,
    read: readClaudeSession,
    tool: "Read",
    path: "file_path",
  },
])("the real $name", ({ resume, write, read, tool, path }) => {
  test("goes on from an export, and Tandem goes on from what it leaves", { timeout: 60_000 }, async () => {
    const home = folder();
    const server = await startModelServer();
    onTestFinished(() => server.close());
    const files = ["one", "two"].map((name) => join(home, name));
    for (const file of files) writeFileSync(file, `this is ${file}\n`);
    server.reply(
      {
        text: "Reading both.",
        toolCalls: files.map((file, index) => ({
          id: `toolu_new_${index}`,
          name: tool,
          input: { [path]: file },
        })),
      },
      { text: "Read both." },
    );
    const transcript = everything(home);
    const left = await resume({
      home,
      server,
      session: write(transcript),
      sessionId: transcript.session.id,
      prompt: "And now?",
      model: MODEL,
      tools: [tool],
    });
    expect(left.stdout).toContain("Read both.");

    const [summary, ...rest] = partsOf(server.requests[0]).map(lineOf);
    expect(summary).toContain("They spoke of old things.");
    expect(rest).toEqual(SENT);

    const imported = read(readLines(left.session));
    expect(imported.title).toBe("Everything");
    expect(imported.leftOut.filter(({ bad }) => bad)).toEqual([]);
    const entries = entriesOf(imported.past);
    const before = historyOf(transcript.entries).messages;
    const after = historyOf(entries).messages;
    expect(after.slice(0, before.length)).toEqual(before);
    const [prompt, call, ...results] = after.slice(before.length);
    const last = results.pop();
    expect(prompt).toEqual({ role: "user", content: [{ type: "text", text: "And now?" }] });
    expect(call).toMatchObject({
      role: "assistant",
      stop: "tool_calls",
      origin: { provider: "anthropic", model: MODEL, api: "anthropic-messages" },
      content: [
        { type: "text", text: "Reading both." },
        { type: "tool-call", id: "toolu_new_0", name: tool },
        { type: "tool-call", id: "toolu_new_1", name: tool },
      ],
    });
    const answers = new Map(
      results.map((message) => [message.role === "tool" && message.toolCallId, textOf(message)]),
    );
    expect(results).toHaveLength(2);
    for (const [index, file] of files.entries())
      expect(answers.get(`toolu_new_${index}`)).toContain(`this is ${file}`);
    expect(last).toMatchObject({
      role: "assistant",
      stop: "stop",
      content: [{ type: "text", text: "Read both." }],
    });
  });
});
