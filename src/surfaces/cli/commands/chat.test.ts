/** The chat without a terminal, and how conversations of a folder are continued: whole commands, on the offline model. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { runCli } from "../cli.ts";
import { testIo } from "../test-io.ts";

// Each command opens a Tandem of its own.
vi.setConfig({ testTimeout: 120_000 });

let home: string;
let workspace: string;
beforeEach(() => {
  const top = realpathSync.native(mkdtempSync(join(tmpdir(), "tandem-chat-")));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  home = join(top, "home");
  workspace = join(top, "work");
  mkdirSync(home);
  mkdirSync(workspace);
});

async function tandem(args: readonly string[], input: readonly string[] = [], cwd = workspace) {
  const io = testIo({
    cwd,
    env: { TANDEM_HOME: home, PATH: process.env.PATH },
    input: input.map((text) => `${text}\n`).join(""),
  });
  const code = await runCli(args, io);
  return { code, out: io.out(), err: io.err() };
}

test("each line is a message or a command; a new conversation each time, or the last one of the folder", async () => {
  const first = await tandem(["chat"], ["My dog is called Rex", "/name The dog", "/cost"]);
  expect(first).toMatchObject({ code: 0 });
  expect(first.err).toMatch(/“The dog”: .* in, .* out/);
  expect((await tandem(["chat"], ["What did I say first?"])).out).not.toContain("Rex");
  const again = await tandem(["-c"], ["What did I say?", "/resume", "/resume 2", "What did I say first?"]);
  expect(again.err).toMatch(/Continuing “What did I say first\?”/);
  expect(again.err).toMatch(/2 .*“The dog”/);
  expect(again.out).toContain("Rex");
  const run = await tandem(["run", "-c", "What did I say first?"]);
  expect(run.out).toContain("Rex");
});

test("a message can be given at the start, for a new conversation or the last one", async () => {
  const first = await tandem(["say one"], ["say two"]);
  expect(first.code).toBe(0);
  expect(first.out).toMatch(/one[\s\S]*two/);
  const again = await tandem(["-c", "What did I say?", "then?"]);
  expect(again.out).toContain("say two");
  expect((await tandem(["chat", "/exit"], ["say three"])).out).not.toContain("three");
});

test("another folder has conversations of its own, and what cannot be continued is an error that says what to do", async () => {
  await tandem(["chat", "--session", "notes"], ["say one"]);
  const other = join(workspace, "other");
  mkdirSync(other);
  const none = await tandem(["-c"], [], other);
  expect(none.code).toBe(2);
  expect(none.err).toContain(`no conversation in ${other} yet`);
  expect((await tandem(["run", "-c", "hi"], [], other)).code).toBe(2);
  // A name is known everywhere.
  expect((await tandem(["-r", "notes"], ["/cost"], other)).err).toContain("Continuing “say one”");
  expect((await tandem(["-r", "nothing"])).err).toContain('There is no session "nothing"');
  const unchosen = await tandem(["-r"]);
  expect(unchosen.code).toBe(2);
  expect(unchosen.err).toContain("needs a terminal");
  expect((await tandem(["-c", "-s", "notes"])).err).toContain("cannot be used with");
});

test("what needs a screen says so, and a command of the person shows its whole output", async () => {
  writeFileSync(join(home, "config.json"), JSON.stringify({ sandbox: { mode: "unsafe-off" } }));
  const { err, code } = await tandem(
    ["chat"],
    [
      "/login",
      "say one",
      "/copy",
      "/tree",
      "/tree 1",
      "/permissions",
      "!echo a; echo b",
      "/nonsense",
      "/exit",
      "say no",
    ],
  );
  expect(code).toBe(0);
  expect(err).toContain("run `tandem auth add`");
  expect(err).toContain("There is no clipboard here");
  expect(err).toMatch(/ 1 {2}❯ say one\n {2}2 {4}one/);
  expect(err).toContain("Back in a copy");
  expect(err).toContain("Permission mode: acceptEdits.");
  expect(err).toContain("a\nb\n[exit code 0]");
  expect(err).toContain("There is no command /nonsense");
});
