/** The chat on a terminal: the conversation above, the input with its footer below. Puts the parts of `terminal/` together. */

import { homedir } from "node:os";
import { isKeyRelease, ProcessTerminal, type SlashCommand, Spacer, Text } from "@earendil-works/pi-tui";
import type { ConfirmAnswer, ConfirmQuestion } from "../../../kernel/request.ts";
import { trustedEnvironment } from "../../../safety/program-path.ts";
import { systemClock } from "../../../transport/clock.ts";
import { errorLines } from "../print-error.ts";
import { formatStatus } from "../render/format.ts";
import { printable } from "../render/printable.ts";
import { ApprovalDialog } from "./approval-dialog.ts";
import { copyText } from "./clipboard.ts";
import { FoldState } from "./components/fold-state.ts";
import { NoteBlock } from "./components/note-block.ts";
import type { AttachedImage } from "./images/attachments.ts";
import { type GivenKeys, keyName, keyTable } from "./keybindings.ts";
import { Activity } from "./terminal/activity.ts";
import { bindKeys, type KeyHandlers } from "./terminal/bind-keys.ts";
import { BlockList } from "./terminal/block-list.ts";
import { ChatScreen } from "./terminal/chat-screen.ts";
import { DialogHost } from "./terminal/dialog-host.ts";
import { createEditorArea } from "./terminal/editor-area.ts";
import { showEvent } from "./terminal/event-view.ts";
import { editorCommand, editText } from "./terminal/external-editor.ts";
import { followBackground } from "./terminal/follow-background.ts";
import { Footer } from "./terminal/footer.ts";
import { Foreground } from "./terminal/foreground.ts";
import { ImageInput } from "./terminal/image-input.ts";
import { KeyDispatch } from "./terminal/key-dispatch.ts";
import { PickerDialog } from "./terminal/picker.ts";
import { ToolList } from "./terminal/tool-list.ts";
import { TranscriptLog } from "./terminal/transcript-log.ts";
import { Waiting } from "./terminal/waiting.ts";
import { editorTheme, markdownTheme } from "./theme.ts";
import type { SwitchableTheme } from "./themes/chat-theme.ts";
import type { ChatView } from "./view.ts";

/** Rows around a question beside the input: activity, spaces and footer. */
const ROWS_AROUND = 6;
/** After Ctrl-Z. */
const NO_SHELL = "The chat stays: there is no shell here that could bring it back.";

export interface TerminalViewHandlers extends KeyHandlers {
  submit(text: string, images: readonly AttachedImage[]): void;
}

export interface TerminalViewOptions {
  readonly style: SwitchableTheme;
  readonly workspace: string;
  /** The line at the top. */
  readonly title: string;
  readonly handlers: TerminalViewHandlers;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Keys in place of the default ones. */
  readonly keys?: GivenKeys | undefined;
}

export interface TerminalView extends ChatView {
  readonly ask: (question: ConfirmQuestion) => Promise<ConfirmAnswer>;
  readonly suspend: <T>(work: () => Promise<T>) => Promise<T>;
  start(): void;
  /** Offers more behind a `/`. */
  offer(commands: readonly SlashCommand[]): void;
  /** Gives the terminal back as it was. */
  stop(): Promise<void>;
}

export function createTerminalView({
  style,
  workspace,
  title,
  handlers,
  env,
  keys: givenKeys,
}: TerminalViewOptions): TerminalView {
  const terminal = new ProcessTerminal();
  const tui = new ChatScreen(terminal);
  const foreground = new Foreground(tui, terminal);
  const log = new TranscriptLog(tui);
  const table = keyTable(givenKeys);
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
  const menu: SlashCommand[] = [];
  const editor = createEditorArea(tui, { style, workspace, menu, submit });
  const takeBackKey = table.takeBack[0];
  const waiting = new Waiting(style, takeBackKey === undefined ? "" : keyName(takeBackKey));
  const dialogs = new DialogHost(tui, editor);
  const footer = new Footer(tui, { theme: style, home: homedir() });
  const keys = new KeyDispatch(table);
  /** For programs of the desktop and the editor: none may come from the workspace. */
  const programEnv = trustedEnvironment(env, [workspace]);
  const approvals = new ApprovalDialog({
    input: editor,
    style,
    clock: systemClock,
    room: () => terminal.rows - editor.render(terminal.columns).length - ROWS_AROUND,
    inputHasKeys: () => editor.focused,
    record: (text) => void log.addText(text),
    stop: () => void handlers.stop(),
    requestRender: () => tui.requestRender(),
  });

  const images = new ImageInput({ editor, env: programEnv, hint, changed: () => tui.requestRender() });

  keys.intercept((data) => editor.focused && images.paste(data));
  keys.intercept((data) => approvals.key(data));
  bindKeys({
    keys,
    editor,
    dialogs,
    handlers,
    own: {
      tools() {
        folds.toggleTools();
        tui.requestRender();
      },
      reasoning() {
        folds.toggleThinking();
        tui.requestRender();
      },
      editor: () => void writeElsewhere(),
      pasteImage: () => void images.fromClipboard(),
      suspend: () => foreground.toBackground(() => hint(NO_SHELL)),
    },
  });

  const suspend = <T>(work: () => Promise<T>): Promise<T> => foreground.lend(work);

  async function writeElsewhere(): Promise<void> {
    const command = editorCommand(env);
    if (command === null) return hint("Set $VISUAL or $EDITOR to write in an editor of your own.");
    const text = await suspend(() => editText(editor.getExpandedText(), command, programEnv));
    if (text === null) hint(`${command} ended with an error; the text is as it was.`);
    else editor.setText(text);
  }

  function hint(text: string): void {
    waiting.hint = text;
    tui.requestRender();
  }

  function submit(text: string): void {
    if (!approvals.submit(text)) handlers.submit(text, images.of(text));
  }

  return {
    drawsHistory: true,
    user: (text) => void log.add(new Text(`${style.green("❯")} ${style.bold(printable(text))}`, 0, 0)),
    event(event) {
      approvals.event(event);
      showEvent(event, { log, blocks, tools, style });
    },
    result(result) {
      blocks.clear();
      tools.clear();
      log.addText(style.dim(formatStatus(result)));
    },
    note: (text) => void log.add(new NoteBlock(text, style)),
    error: (error) => void log.addText(errorLines(error, style).join("\n")),
    footer: (state) => footer.show(state),
    busy: (busy) => activity.show(busy),
    ask: (question) => approvals.ask(question),
    hint,
    queue(messages) {
      waiting.messages = messages;
      footer.queued(messages.length);
      tui.requestRender();
    },
    input: {
      text: () => editor.getExpandedText(),
      set(text) {
        editor.setText(text);
        tui.requestRender();
      },
    },
    copy: (text) => copyText(text, { env: programEnv, write: (sequence) => terminal.write(sequence) }),
    suspend,
    keys: table,
    offer: (commands) => void menu.push(...commands),
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
      tui.addInputListener((data) => {
        if (!isKeyRelease(data)) waiting.hint = "";
        return keys.handle(data);
      });
      tui.addChild(new Text(title, 1, 0));
      tui.addChild(log);
      tui.addChild(activity);
      tui.addChild(waiting);
      tui.addChild(dialogs);
      tui.addChild(new Spacer(1));
      tui.addChild(approvals);
      tui.addChild(editor);
      tui.addChild(footer);
      tui.setFocus(editor);
      foreground.start();
      void followBackground(tui, style);
    },
    async stop() {
      activity.show(false);
      // The input line and its footer are for a running chat; what stays on the screen is the conversation.
      for (const part of [editor, approvals, dialogs, waiting, activity, footer]) tui.removeChild(part);
      tui.renderNow();
      await terminal.drainInput();
      foreground.stop();
    },
  };
}
