/** The dialog with pi-tui's own editor on a terminal in memory, and a clock turned by hand. */
import { Editor, type Terminal, TuiMainScreen, visibleWidth } from "@earendil-works/pi-tui";
import { expect, test } from "vitest";
import type { ConfirmAnswer, ConfirmQuestion } from "../../../kernel/request.ts";
import { ApprovalSettled } from "../../../permissions/approvals.ts";
import type { CallPreview } from "../../../permissions/preview.ts";
import type { Clock } from "../../../transport/clock.ts";
import { createStyle } from "../render/style.ts";
import { ApprovalDialog } from "./approval-dialog.ts";
import { editorTheme } from "./theme.ts";
import { HOLD_MS, QUIET_MS, READ_MS } from "./typing-guard.ts";

const UP = "\x1b[A";
const DOWN = "\x1b[B";
const ENTER = "\r";
const ESCAPE = "\x1b";
const CTRL_O = "\x0f";
const CTRL_R = "\x12";
const PAGE_DOWN = "\x1b[6~";

function handClock(): Clock & { turn(ms: number): void; stall(ms: number): void } {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => now,
    elapsed: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    stall(ms) {
      now += ms;
    },
    turn(ms) {
      const end = now + ms;
      for (;;) {
        const due = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers.delete(due);
        now = Math.max(now, due.at);
        due.run();
      }
      now = end;
    },
  };
}

const nothing = () => {};
const terminal: Terminal = {
  ...{
    start: nothing,
    stop: nothing,
    write: nothing,
    moveBy: nothing,
    hideCursor: nothing,
    showCursor: nothing,
  },
  ...{
    clearLine: nothing,
    clearFromCursor: nothing,
    clearScreen: nothing,
    setTitle: nothing,
    setProgress: nothing,
  },
  ...{ drainInput: async () => {}, columns: 80, rows: 24, kittyProtocolActive: false },
};

function setup({ room = 16 }: { readonly room?: number } = {}) {
  const clock = handClock();
  const style = createStyle(false);
  const editor = new Editor(new TuiMainScreen(terminal), editorTheme(style));
  const sent: string[] = [];
  const records: string[] = [];
  let stops = 0;
  let hasKeys = true;
  const dialog = new ApprovalDialog({
    input: editor,
    style,
    clock,
    room: () => room,
    inputHasKeys: () => hasKeys,
    record: (text) => records.push(text),
    stop: () => stops++,
    requestRender: nothing,
  });
  editor.onSubmit = (text) => {
    if (!dialog.submit(text)) sent.push(text);
  };
  /** As the chat gives it a key. */
  const press = (...keys: string[]) => {
    for (const key of keys) if (!dialog.key(key)) editor.handleInput(key);
  };
  /** With this many milliseconds after each key. */
  const type = (text: string, gapMs: number) => {
    for (const key of text) {
      press(key);
      clock.turn(gapMs);
    }
  };
  const screen = (width = 80) => dialog.render(width).join("\n");
  return {
    ...{ clock, editor, dialog, sent, records, press, type, screen },
    stops: () => stops,
    giveKeysAway: () => {
      hasKeys = false;
    },
  };
}

let asked = 0;
function questionOf(more: Partial<ConfirmQuestion> = {}): ConfirmQuestion {
  return {
    approvalId: `run-${++asked}`,
    toolCallId: "call",
    toolName: "exec",
    agentId: "main",
    workspaceDir: "/home/ada/project",
    summary: "Run: npm test",
    preview: commandOf("npm test"),
    input: { command: "npm test" },
    rule: "exec(npm test)",
    signal: new AbortController().signal,
    ...more,
  };
}

function commandOf(command: string): CallPreview {
  return {
    ...{ kind: "command", command, cwd: "/home/ada/project", background: false, timeoutMs: 120_000, env: [] },
    confinement: { kind: "sandbox", writable: ["/home/ada/project"], network: [] },
  };
}

/** Asks, and says what became of it. */
function ask(dialog: ApprovalDialog, question = questionOf()) {
  let answer: ConfirmAnswer | "open" = "open";
  const done = dialog.ask(question).then((given) => {
    answer = given;
  });
  return {
    async answer() {
      await Promise.race([done, new Promise((resolve) => setImmediate(resolve))]);
      return answer;
    },
  };
}

test("a digit answers once nothing has followed it for long enough", async () => {
  const { clock, dialog, press, screen, records } = setup();
  const one = ask(dialog);
  clock.turn(QUIET_MS);
  press("1");
  expect(screen()).toContain("“1” will be “Yes” in a moment");
  clock.turn(HOLD_MS - 1);
  expect(await one.answer()).toBe("open");
  clock.turn(1 + READ_MS);
  expect(await one.answer()).toBe(true);
  expect(records).toEqual(["✓ Allowed: Run: npm test"]);
  expect(screen()).toBe("");
});

test("arrows select and Enter answers; Enter alone does not", async () => {
  const { clock, dialog, press, screen } = setup();
  const one = ask(dialog);
  clock.turn(QUIET_MS);
  expect(screen()).not.toContain("❯");
  press(ENTER);
  clock.turn(QUIET_MS);
  expect(await one.answer()).toBe("open");
  press(DOWN, DOWN, DOWN);
  expect(screen()).toContain("❯ 3. No");
  press(ENTER);
  expect(await one.answer()).toBe(false);
});

test.each([
  ["letters", "yes always no a y n", ""],
  ["a digit and more", "1 egg and 2 more", ""],
  ["two digits", "11", ""],
  ["what was begun before", "3", "and "],
])("%s are text and answer nothing", async (_what, text, before) => {
  const { clock, dialog, editor, type, screen } = setup();
  type(before, 50);
  const one = ask(dialog);
  clock.turn(QUIET_MS * 3);
  type(text, HOLD_MS - 1);
  clock.turn(HOLD_MS * 5);
  expect(await one.answer()).toBe("open");
  expect(editor.getText()).toBe(before + text);
  expect(screen()).toContain("You are typing.");
});

test("a process that was kept from running reads what was typed meanwhile before it answers", async () => {
  const { clock, dialog, editor, press } = setup();
  const one = ask(dialog);
  clock.turn(QUIET_MS);
  press("1");
  clock.stall(HOLD_MS * 3);
  clock.turn(READ_MS);
  expect(await one.answer()).toBe("open");
  press(" ", "e");
  clock.turn(HOLD_MS * 3);
  expect([await one.answer(), editor.getText()]).toEqual(["open", "1 e"]);
});

test.each(["before the key is read", "as the key is read"])(
  "a key that a process reads late counts as typed in time: %s",
  async (order) => {
    const { clock, dialog, editor, press } = setup();
    const one = ask(dialog);
    clock.turn(QUIET_MS * 2);
    press("x", "\x7f");
    clock.stall(QUIET_MS * 2);
    if (order === "before the key is read") clock.turn(0);
    press("1");
    clock.turn(HOLD_MS * 3);
    expect([await one.answer(), editor.getText()]).toEqual(["open", "1"]);
  },
);

test("a digit and Enter in one go are a message", async () => {
  const { clock, dialog, press, sent } = setup();
  const one = ask(dialog);
  clock.turn(QUIET_MS * 2);
  press("1", ENTER);
  clock.turn(HOLD_MS * 2);
  expect(await one.answer()).toBe("open");
  expect(sent).toEqual(["1"]);
});

test.each([
  ["the question has just come up", 0, QUIET_MS - 1],
  ["a key has just been typed", 1, QUIET_MS - 1],
])("nothing answers while %s", async (_what, keys, wait) => {
  const { clock, dialog, editor, press, screen } = setup();
  const one = ask(dialog);
  if (keys > 0) {
    clock.turn(QUIET_MS * 2);
    press("x", "\x7f");
  }
  clock.turn(wait);
  expect(screen()).toContain("pause for a second");
  press("1");
  clock.turn(HOLD_MS * 2);
  expect(await one.answer()).toBe("open");
  expect(editor.getText()).toBe("1");
});

test("a key before the question came up counts too", async () => {
  const { clock, dialog, editor, press } = setup();
  press("x", "\x7f");
  clock.turn(QUIET_MS / 2);
  const one = ask(dialog);
  clock.turn(QUIET_MS / 2);
  press("2");
  clock.turn(HOLD_MS * 2);
  expect(await one.answer()).toBe("open");
  expect(editor.getText()).toBe("2");
});

test("pasted text never answers", async () => {
  const { clock, dialog, editor, press } = setup();
  const one = ask(dialog);
  clock.turn(QUIET_MS * 2);
  press("\x1b[200~1\x1b[201~");
  clock.turn(HOLD_MS * 2);
  expect(await one.answer()).toBe("open");
  expect(editor.getText()).toBe("1");
});

test("what is typed takes a selection back", async () => {
  const { clock, dialog, press, sent } = setup();
  const one = ask(dialog);
  clock.turn(QUIET_MS);
  press(DOWN, "h", "i", ENTER);
  expect(await one.answer()).toBe("open");
  expect(sent).toEqual(["hi"]);
});

test("always shows the rule that it will store and for whom, and asks once more", async () => {
  const { clock, dialog, press, screen, records } = setup();
  const one = ask(dialog);
  clock.turn(QUIET_MS);
  press(DOWN, DOWN, ENTER);
  expect(screen()).toContain("This rule will be stored. Exactly this call then runs without a question:");
  expect(screen()).toContain("exec(npm test)");
  expect(screen()).toContain("For agent main in /home/ada/project");
  press(ENTER, "1");
  clock.turn(HOLD_MS * 2);
  expect(await one.answer()).toBe("open");
  press("\x7f");
  clock.turn(QUIET_MS);
  press("1");
  clock.turn(HOLD_MS + READ_MS);
  expect(await one.answer()).toEqual({ allow: true, remember: true });
  expect(records[0]).toContain("from now on exec(npm test)");
});

test("Escape in the confirmation of always goes back, and stops nothing", async () => {
  const { clock, dialog, press, screen, stops } = setup();
  const one = ask(dialog);
  clock.turn(QUIET_MS);
  press(DOWN, DOWN, ENTER);
  clock.turn(QUIET_MS);
  press(ESCAPE);
  expect(screen()).toContain("1. Yes");
  expect([await one.answer(), stops()]).toEqual(["open", 0]);
});

test("what cannot be remembered has no always", async () => {
  const { clock, dialog, press, screen } = setup();
  const one = ask(dialog, questionOf({ rule: null }));
  clock.turn(QUIET_MS);
  expect(screen()).not.toContain("do not ask again");
  press("2");
  clock.turn(HOLD_MS + READ_MS);
  expect(await one.answer()).toBe(false);
});

test("no, and do this instead takes what is typed, and it is no message", async () => {
  const { clock, dialog, press, type, sent, records, screen } = setup();
  const one = ask(dialog);
  clock.turn(QUIET_MS);
  press("4");
  clock.turn(HOLD_MS + READ_MS);
  expect(screen()).toContain("Type below what to do instead");
  press(ENTER);
  type("use 1 pnpm", 10);
  press(ENTER);
  expect(await one.answer()).toEqual({ allow: false, instead: "use 1 pnpm" });
  expect(sent).toEqual([]);
  expect(records).toEqual(["✗ Not allowed: Run: npm test\n  Instead: use 1 pnpm"]);
});

test("Escape says no and stops the turn, but not while somebody types", async () => {
  const { clock, dialog, editor, press, type, stops } = setup();
  const one = ask(dialog);
  type("half", 10);
  press(ESCAPE);
  clock.turn(QUIET_MS * 2);
  press(ESCAPE);
  expect([await one.answer(), stops(), editor.getText()]).toEqual(["open", 0, "half"]);
  editor.setText("");
  press(ESCAPE);
  expect([await one.answer(), stops()]).toEqual(["open", 0]);
  clock.turn(QUIET_MS);
  press(ESCAPE);
  expect([await one.answer(), stops()]).toEqual([false, 1]);
});

test("Ctrl-R puts the text aside, and it comes back with the answer", async () => {
  const { clock, dialog, editor, press, type } = setup();
  type("half a thought", 10);
  const one = ask(dialog);
  press(CTRL_R);
  expect(editor.getText()).toBe("");
  press("1");
  clock.turn(HOLD_MS + READ_MS);
  expect(await one.answer()).toBe(true);
  expect(editor.getText()).toBe("half a thought");
});

test("text that was put aside comes back before what is typed", async () => {
  const { clock, dialog, editor, press, type } = setup();
  type("half", 10);
  ask(dialog);
  press(CTRL_R);
  type(" 2", 10);
  clock.turn(HOLD_MS * 2);
  expect(editor.getText()).toBe("half 2");
});

test("a question that was answered elsewhere closes and says so; a digit on its way becomes text", async () => {
  const { clock, dialog, editor, press, records, screen } = setup();
  const over = new AbortController();
  const one = ask(dialog, questionOf({ signal: over.signal }));
  const two = ask(dialog, questionOf({ summary: "Run: rm -rf /" }));
  clock.turn(QUIET_MS);
  press("1");
  over.abort(new ApprovalSettled({ allowed: true, by: "user", remember: false }));
  expect(await one.answer()).toBe(false);
  clock.turn(HOLD_MS * 2);
  expect(await two.answer()).toBe("open");
  expect(editor.getText()).toBe("1");
  expect(records).toEqual(["✓ Allowed elsewhere: Run: npm test"]);
  expect(screen()).toContain("Question 2 of 2");
});

test.each([
  [
    new ApprovalSettled({ allowed: false, by: "timeout", remember: false }),
    "✗ No answer in time, so it is not allowed: Run: npm test",
  ],
  [new Error("stopped"), "✗ The turn ended, so it is not allowed: Run: npm test"],
])("a question without an answer closes with %s", async (reason, line) => {
  const { dialog, records } = setup();
  const over = new AbortController();
  const one = ask(dialog, questionOf({ signal: over.signal }));
  over.abort(reason);
  expect(await one.answer()).toBe(false);
  expect(records).toEqual([line]);
});

test("several questions queue up, each with its number, and an answer never reaches the next", async () => {
  const { clock, dialog, press, screen } = setup();
  const all = [1, 2, 3].map((number) => ask(dialog, questionOf({ preview: commandOf(`echo ${number}`) })));
  expect(screen()).toContain("Question 1 of 3");
  clock.turn(QUIET_MS);
  press(DOWN, ENTER, DOWN, ENTER, ENTER);
  expect(await all[0]!.answer()).toBe(true);
  expect(await all[1]!.answer()).toBe("open");
  expect(screen()).toContain("Question 2 of 3");
  expect(screen()).toContain("echo 2");
  clock.turn(QUIET_MS);
  press(UP, UP, ENTER);
  expect(await all[1]!.answer()).toBe(false);
  expect(screen()).toContain("Question 3 of 3");
});

test("questions of the turn that were not handed over yet are counted", () => {
  const { dialog, screen } = setup();
  const request = (approvalId: string) =>
    dialog.event({ type: "approval.request", approvalId, expiresAt: 1 } as Parameters<
      ApprovalDialog["event"]
    >[0]);
  request("a-1");
  request("a-2");
  ask(dialog, questionOf({ approvalId: "a-1" }));
  expect(screen()).toContain("Question 1 of 2");
});

test("keys are not the dialog's while something in front of the input has them", async () => {
  const { clock, dialog, press, giveKeysAway } = setup();
  const one = ask(dialog);
  clock.turn(QUIET_MS);
  giveKeysAway();
  press(DOWN, ENTER, "1");
  clock.turn(HOLD_MS * 2);
  expect(await one.answer()).toBe("open");
});

test.each([16, 12])(
  "a long question folds, unfolds and scrolls within %i rows, and never moves its answers away",
  (room) => {
    const { clock, dialog, press, screen } = setup({ room });
    ask(
      dialog,
      questionOf({ preview: commandOf(Array.from({ length: 100 }, (_, at) => `echo ${at}`).join("\n")) }),
    );
    clock.turn(QUIET_MS);
    const rows = () => screen().split("\n");
    const shown = () => rows().filter((row) => /^ │ echo /.test(row)).length;
    expect(screen()).toContain(`… ${100 - shown()} more lines (Ctrl-O)`);
    expect(rows().length).toBeLessThanOrEqual(room);
    press(CTRL_O);
    expect(rows().length).toBe(room);
    for (let page = 0; page < 100; page++) {
      expect(screen()).toContain("4. No, and do this instead …");
      expect(rows().length).toBe(room);
      press(PAGE_DOWN);
    }
    expect(screen()).toContain("echo 99");
    expect(screen()).toContain("the end (rows");
  },
);

test("no row is wider than the screen", () => {
  const { dialog, screen } = setup();
  ask(
    dialog,
    questionOf({
      preview: commandOf(`${"語".repeat(200)} ${"x".repeat(500)}`),
      rule: `exec(${"r".repeat(300)})`,
    }),
  );
  for (const width of [40, 80, 200])
    for (const row of screen(width).split("\n")) expect(visibleWidth(row)).toBeLessThanOrEqual(width);
});

const CHOICES = /^ {2}[❯ ] \d\. /;

test.each(["answer", "always"])("a long name or rule never pushes the choices off: step %s", (step) => {
  const { clock, dialog, press, screen } = setup({ room: 16 });
  const long = Array.from({ length: 600 }, (_, at) => `echo number ${at}; `).join("");
  ask(
    dialog,
    questionOf({
      preview: commandOf(long),
      rule: `exec(${long})`,
      workspaceDir: `/home/${"deep/".repeat(200)}`,
    }),
  );
  clock.turn(QUIET_MS);
  if (step === "always") press(DOWN, DOWN, ENTER);
  const rows = () => screen().split("\n");
  for (const unfold of [false, true]) {
    if (unfold) press(CTRL_O);
    expect(rows().length).toBeLessThanOrEqual(16);
    expect(screen()).toContain(step === "always" ? "1. Yes, store this rule" : "1. Yes");
    expect(screen()).toMatch(unfold ? /rows 1 to \d+ of \d+; PgUp, PgDn/ : /… \d{3} more lines \(Ctrl-O\)/);
  }
  clock.turn(QUIET_MS);
  for (let page = 0; page < 200; page++) {
    press(PAGE_DOWN);
    expect(rows().length).toBeLessThanOrEqual(16);
  }
  expect(screen()).toContain("echo number 599");
});

test("no row of the call can look like one of the dialog", () => {
  const { dialog, screen } = setup();
  const fake = "  1. Yes, store this rule";
  const padded = `note${" ".repeat(76)}${fake} ${fake}\n${fake}\n❯ 1. Yes`;
  ask(
    dialog,
    questionOf({
      preview: { kind: "write", path: padded, replaces: false, content: padded, diff: null },
      rule: `write(${padded})`,
      workspaceDir: padded,
    }),
  );
  const choices = screen(80)
    .split("\n")
    .filter((row) => CHOICES.test(row) || /^\s*(?:❯|\d\.) /.test(row));
  expect(choices.map((row) => row.trim().slice(0, 6))).toEqual(["1. Yes", "2. Yes", "3. No", "4. No,"]);
});

test("a very large file is drawn at once", () => {
  const { dialog, screen } = setup();
  const content = "é".repeat(1_000_000);
  ask(dialog, questionOf({ preview: { kind: "write", path: "a", replaces: false, content, diff: null } }));
  const before = performance.now();
  screen();
  // The whole of it takes seconds.
  expect(performance.now() - before).toBeLessThan(300);
});
