import { Text, TuiMainScreen } from "@earendil-works/pi-tui";
import { expect, test } from "vitest";
import { TranscriptLog } from "./transcript-log.ts";

/** A terminal that keeps what was written. */
function screen(rows: number) {
  let written = "";
  const nothing = (): void => {};
  const terminal = {
    columns: 40,
    rows,
    kittyProtocolActive: false,
    write: (text: string) => {
      written += text;
    },
    start: nothing,
    stop: nothing,
    drainInput: async () => {},
    moveBy: nothing,
    hideCursor: nothing,
    showCursor: nothing,
    clearLine: nothing,
    clearFromCursor: nothing,
    clearScreen: nothing,
    setTitle: nothing,
    setProgress: nothing,
  };
  const tui = new TuiMainScreen(terminal);
  const log = new TranscriptLog(tui);
  tui.addChild(new Text("title", 0, 0));
  tui.addChild(log);
  tui.addChild(new Text("input", 0, 0));
  return {
    tui,
    log,
    /** What a drawing writes. */
    draw: () => {
      written = "";
      tui.renderNow();
      return written;
    },
  };
}

test("the oldest parts are let go without anything being drawn again, and the newest still change", () => {
  const { tui, log, draw } = screen(20);
  tui.start();
  const draws: number[] = [];
  for (let turn = 0; turn < 300; turn++) {
    for (let part = 0; part < 20; part++) log.addText(`turn ${turn} part ${part}`);
    draws.push(draw().length);
  }
  expect(log.children.length).toBeLessThan(1_600);
  expect(tui.fullRedraws).toBe(1);
  // A turn's lines, and nothing of the thousands before.
  expect(Math.max(...draws.slice(1))).toBeLessThan(4_000);
  const last = log.addText("growing");
  draw();
  last.setText("growing more");
  const change = draw();
  expect(change).toContain("growing more");
  expect(change.length).toBeLessThan(200);
  expect(tui.fullRedraws).toBe(1);
  tui.stop();
});

test("of a long conversation that is drawn again, only its end is drawn", () => {
  const { tui, log, draw } = screen(20);
  for (let part = 0; part < 20_000; part++) log.addText(`part ${part}`);
  expect(log.children.length).toBeLessThanOrEqual(1_500);
  tui.start();
  const written = draw();
  expect(written).toContain("part 19999");
  expect(written).not.toContain("part 100 ");
  tui.stop();
});
