/** The chat on a terminal: the conversation above, the input with its footer below. Puts the parts of `terminal/` together. */
import { homedir } from "node:os";
import { ProcessTerminal, Spacer, Text, type TUI, TuiMainScreen } from "@earendil-works/pi-tui";
import type { ConfirmAnswer, ConfirmQuestion } from "../../../kernel/request.ts";
import { systemClock } from "../../../transport/clock.ts";
import { errorLines } from "../print-error.ts";
import { formatStatus } from "../render/format.ts";
import { ApprovalDialog } from "./approval-dialog.ts";
import { FoldState } from "./components/fold-state.ts";
import { keyName, keyTable } from "./keybindings.ts";
import { Activity } from "./terminal/activity.ts";
import { BlockList } from "./terminal/block-list.ts";
import { DialogHost } from "./terminal/dialog-host.ts";
import { createEditorArea } from "./terminal/editor-area.ts";
import { showEvent } from "./terminal/event-view.ts";
import { Footer } from "./terminal/footer.ts";
import { KeyDispatch } from "./terminal/key-dispatch.ts";
import { PickerDialog } from "./terminal/picker.ts";
import { ToolList } from "./terminal/tool-list.ts";
import { TranscriptLog } from "./terminal/transcript-log.ts";
import { editorTheme, markdownTheme } from "./theme.ts";
import type { SwitchableTheme } from "./themes/chat-theme.ts";
import type { ChatView } from "./view.ts";

/** Rows around a question beside the input: activity, spaces and footer. */
const ROWS_AROUND = 6;

export interface TerminalViewHandlers {
  submit(text: string): void;
  interrupt(): void;
  leave(): void;
}

export interface TerminalViewOptions {
  readonly style: SwitchableTheme;
  readonly workspace: string;
  /** The line at the top. */
  readonly title: string;
  readonly handlers: TerminalViewHandlers;
}

export interface TerminalView extends ChatView {
  readonly ask: (question: ConfirmQuestion) => Promise<ConfirmAnswer>;
  start(): void;
  /** Gives the terminal back as it was. */
  stop(): Promise<void>;
}

export function createTerminalView({ style, workspace, title, handlers }: TerminalViewOptions): TerminalView {
  const terminal = new ProcessTerminal();
  const tui: TUI = new TuiMainScreen(terminal);
  const log = new TranscriptLog(tui);
  const table = keyTable();
  const folds = new FoldState();
  const foldKey = (action: "tools" | "reasoning"): string =>
    table[action][0] === undefined ? "" : keyName(table[action][0]);
  const blocks = new BlockList(log, {
    theme: style,
    markdown: markdownTheme(style),
    folds,
    foldKey: foldKey("reasoning"),
  });
  const tools = new ToolList(log, { theme: style, folds, foldKey: foldKey("tools") });
  const activity = new Activity(tui, style);
  const editor = createEditorArea(tui, { style, workspace, submit });
  const dialogs = new DialogHost(tui, editor);
  const footer = new Footer(tui, { theme: style, home: homedir() });
  const keys = new KeyDispatch(table);
  const approvals = new ApprovalDialog({
    input: editor,
    style,
    clock: systemClock,
    room: () => terminal.rows - editor.render(terminal.columns).length - ROWS_AROUND,
    inputHasKeys: () => editor.focused,
    record: (text) => void log.addText(text),
    stop: () => handlers.interrupt(),
    requestRender: () => tui.requestRender(),
  });
  const typing = (): boolean => editor.getText() !== "";

  keys.intercept((data) => approvals.key(data));
  keys.on("clear", () => {
    // A dialog takes it as a no.
    if (dialogs.active) return false;
    if (typing()) editor.setText("");
    else handlers.interrupt();
    return true;
  });
  keys.on("leave", () => {
    if (typing() || dialogs.active) return false;
    handlers.leave();
    return true;
  });

  keys.on("tools", () => {
    folds.toggleTools();
    tui.requestRender();
    return true;
  });
  keys.on("reasoning", () => {
    folds.toggleThinking();
    tui.requestRender();
    return true;
  });

  function submit(text: string): void {
    if (!approvals.submit(text)) handlers.submit(text);
  }

  return {
    drawsHistory: true,
    user: (text) => void log.add(new Text(`${style.green("❯")} ${style.bold(text)}`, 0, 0)),
    event(event) {
      approvals.event(event);
      showEvent(event, { log, blocks, tools, style });
    },
    result(result) {
      blocks.clear();
      tools.clear();
      log.addText(style.dim(formatStatus(result)));
    },
    note: (text) => void log.addText(style.dim(text)),
    error: (error) => void log.addText(errorLines(error, style).join("\n")),
    footer: (state) => footer.show(state),
    busy: (busy) => activity.show(busy),
    ask: (question) => approvals.ask(question),
    clear() {
      blocks.clear();
      tools.clear();
      log.clear();
      tui.requestRender(true);
    },
    pick: (picker) =>
      new Promise((resolve) => {
        const theme = editorTheme(style).selectList;
        const done = (value: string | null): void => {
          dialog.close();
          resolve(value);
        };
        const dialog = dialogs.show(new PickerDialog({ picker, style, theme, done }));
      }),
    start() {
      tui.addInputListener((data) => keys.handle(data));
      tui.addChild(new Text(title, 1, 0));
      tui.addChild(log);
      tui.addChild(activity);
      tui.addChild(dialogs);
      tui.addChild(new Spacer(1));
      tui.addChild(approvals);
      tui.addChild(editor);
      tui.addChild(footer);
      tui.setFocus(editor);
      tui.start();
    },
    async stop() {
      activity.show(false);
      // The input line and its footer are for a running chat; what stays on the screen is the conversation.
      for (const part of [editor, approvals, dialogs, activity, footer]) tui.removeChild(part);
      tui.renderNow();
      await terminal.drainInput();
      tui.stop();
    },
  };
}
