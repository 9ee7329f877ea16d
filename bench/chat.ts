/** Drawing the chat: a frame while text streams in, in a conversation of 10,000 blocks. */
import { Markdown, TuiMainScreen } from "@earendil-works/pi-tui";
import { FoldState } from "../src/surfaces/cli/chat/components/fold-state.ts";
import { ToolBlock } from "../src/surfaces/cli/chat/components/tool-block.ts";
import { TranscriptLog } from "../src/surfaces/cli/chat/terminal/transcript-log.ts";
import { markdownTheme } from "../src/surfaces/cli/chat/theme.ts";
import { createChatTheme } from "../src/surfaces/cli/chat/themes/chat-theme.ts";
import { median, onCpu } from "./lib/alternate.ts";
import type { Benchmark } from "./lib/benchmark.ts";

const BLOCKS = 10_000;
const FRAMES = 100;
const OUTPUT = Array.from({ length: 30 }, (_, index) => `line ${index} of the output`).join("\n");

export const chat: Benchmark = {
  name: "chat",
  async run(bench) {
    const times: number[] = [];
    for (let round = 0; round < bench.rounds; round++) times.push(once());
    return [
      {
        name: `Chat frame while text streams in, ${BLOCKS} blocks`,
        value: median(times),
        unit: "ms",
        limit: 20,
        detail: `${FRAMES} frames, ${bench.rounds} rounds`,
      },
    ];
  },
};

/** Milliseconds for each frame. */
function once(): number {
  const tui = new TuiMainScreen(silentTerminal());
  const log = new TranscriptLog(tui);
  tui.addChild(log);
  tui.start();
  const theme = createChatTheme({ enabled: true });
  const options = { theme, folds: new FoldState(), foldKey: "Ctrl-O" };
  for (let turn = 0; turn < BLOCKS / 2; turn++) {
    log.add(new Markdown(`Answer **${turn}**\n\n- one\n- two`, 1, 0, markdownTheme(theme)));
    const tool = log.add(new ToolBlock({ toolName: "exec", input: { command: `ls ${turn}` } }, options));
    tool.done({ content: [{ type: "text", text: OUTPUT }], isError: false, durationMs: 5 });
    if (turn % 50 === 0) tui.renderNow();
  }
  const streaming = log.add(new Markdown("", 1, 0, markdownTheme(theme)));
  let text = "";
  const ms = onCpu(() => {
    for (let frame = 0; frame < FRAMES; frame++) {
      text += "some more words ";
      streaming.setText(text);
      tui.renderNow();
    }
  });
  tui.stop();
  return ms / FRAMES;
}

function silentTerminal(): ConstructorParameters<typeof TuiMainScreen>[0] {
  const nothing = (): void => {};
  return {
    columns: 80,
    rows: 24,
    kittyProtocolActive: false,
    write: nothing,
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
}
