/** One question, in every place where it is asked: each says the same, and all of it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTandem } from "../../create.ts";
import type { ConfirmQuestion } from "../../kernel/request.ts";
import { describeQuestion } from "../../permissions/describe.ts";
import type { Tandem } from "../../tandem.ts";
import { systemClock } from "../../transport/clock.ts";
import { askInLines } from "./ask.ts";
import { ApprovalDialog } from "./chat/approval-dialog.ts";
import { runCli } from "./cli.ts";
import { LineReader } from "./line-reader.ts";
import { createStyle } from "./render/style.ts";
import { testIo } from "./test-io.ts";

let home: string;
let workspace: string;
let tandem: Tandem;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "tandem-same-"));
  workspace = mkdtempSync(join(tmpdir(), "tandem-same-work-"));
  writeFileSync(join(workspace, "note.txt"), "one\ntwo\n");
  tandem = await createTandem({
    home,
    env: {},
    runtime: "pi",
    workspace,
    permissions: { mode: "default" },
  });
});
afterAll(async () => {
  await tandem.close();
  for (const folder of [home, workspace]) rmSync(folder, { recursive: true, force: true });
});

async function approveShow(id: string): Promise<string> {
  const io = testIo({ env: { TANDEM_HOME: home }, cwd: home });
  expect(await runCli(["approve", "show", id], io)).toBe(0);
  return io.out();
}

async function inLines(question: ConfirmQuestion): Promise<string> {
  const io = testIo({ terminal: true, env: { NO_COLOR: "1" } });
  const stdin = new PassThrough();
  stdin.end();
  await askInLines(io, question, new LineReader(stdin));
  return io.err();
}

function inChat(question: ConfirmQuestion): string {
  const none = () => {};
  const dialog = new ApprovalDialog({
    input: { getText: () => "", getExpandedText: () => "", setText: none, handleInput: none },
    style: createStyle(false),
    clock: systemClock,
    room: () => 60,
    inputHasKeys: () => true,
    record: none,
    stop: none,
    requestRender: none,
  });
  void dialog.ask(question);
  return dialog.render(400).join("\n");
}

/** How many places say it. */
async function inEveryPlace(question: ConfirmQuestion, part: string): Promise<number> {
  const lines = describeQuestion(question).map(({ text }) => text);
  expect(lines.join("\n")).toContain(part);
  const places = [await approveShow(question.approvalId), await inLines(question), inChat(question)];
  for (const place of places) {
    const rows = place
      .replaceAll("\n  ↳ ", " ")
      .split("\n")
      .map((row) => row.trim());
    for (const line of lines) expect(rows).toContain(line.trim());
  }
  return places.length;
}

test.each([
  ["a command", "run `touch proof`", "touch proof"],
  ["a file", "write note.txt with milk", "+milk"],
])("%s", async (_what, prompt, part) => {
  let failure: unknown = null;
  let shown = 0;
  const result = await tandem.run({
    prompt,
    // What is thrown here would only be a no.
    confirm: (question) =>
      inEveryPlace(question, part).then(
        (places) => {
          shown += places;
          return false;
        },
        (error: unknown) => {
          failure = error;
          return false;
        },
      ),
  });
  expect(failure).toBe(null);
  expect([shown, result.error]).toEqual([3, null]);
});
