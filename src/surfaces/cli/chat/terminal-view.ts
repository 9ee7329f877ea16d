/** The chat on a terminal: the conversation above, the input with its footer below. */
import {
  CombinedAutocompleteProvider,
  type Component,
  Container,
  Editor,
  isKeyRelease,
  Loader,
  Markdown,
  matchesKey,
  ProcessTerminal,
  Spacer,
  Text,
  type TUI,
  TuiMainScreen,
} from "@earendil-works/pi-tui";
import type { TandemEvent } from "../../../events/event.ts";
import type { ConfirmAnswer, ConfirmQuestion } from "../../../kernel/request.ts";
import { errorLines } from "../print-error.ts";
import { formatStatus, subagentLine, toolOutcome, toolTitle } from "../render/format.ts";
import { printable } from "../render/printable.ts";
import type { Style } from "../render/style.ts";
import { SLASH_COMMANDS } from "./slash.ts";
import { editorTheme, markdownTheme } from "./theme.ts";
import type { ChatView } from "./view.ts";

export interface TerminalViewHandlers {
  submit(text: string): void;
  interrupt(): void;
  leave(): void;
}

export interface TerminalView extends ChatView {
  readonly ask: (question: ConfirmQuestion) => Promise<ConfirmAnswer>;
  start(handlers: TerminalViewHandlers): void;
  /** Gives the terminal back as it was. */
  stop(): Promise<void>;
}

/** What an approval in progress needs to hear. */
interface Asked {
  /** Whether "always" is among the answers. */
  readonly always: boolean;
  settle(answer: "yes" | "always" | "no" | "gone"): void;
}

const OUTCOMES = {
  yes: "allowed",
  always: "allowed, and from now on",
  no: "denied",
  gone: "needs no answer any more",
};

/** Milliseconds in which keys still belong to what was being typed when a question came up. */
const TYPE_AHEAD_MS = 400;

export function createTerminalView(style: Style, workspace: string, title: string): TerminalView {
  const terminal = new ProcessTerminal();
  const tui: TUI = new TuiMainScreen(terminal);
  const log = new Container();
  const activity = new Container();
  const footer = new Text("", 1, 0);
  const editor = new Editor(tui, editorTheme(style));
  const loader = new Loader(tui, style.cyan, style.dim, "working, Ctrl-C stops");
  loader.stop();
  const markdown = markdownTheme(style);
  // Blocks of the running turn by id, so that deltas find theirs and a discarded attempt can be taken back.
  const blocks = new Map<string, { readonly component: Component; text: string; show(text: string): void }>();
  const tools = new Map<string, { readonly title: string; readonly component: Text }>();
  let open: Asked | null = null;
  let askedAt = 0;

  const add = (component: Component): void => {
    log.addChild(component);
    tui.requestRender();
  };
  const addText = (text: string): Text => {
    const component = new Text(text, 1, 0);
    add(component);
    return component;
  };
  const startBlock = (id: string, component: Markdown | Text, paint: (text: string) => string): void => {
    add(component);
    blocks.set(id, { component, text: "", show: (text) => component.setText(paint(text)) });
  };
  const addDelta = (id: string, delta: string): void => {
    const block = blocks.get(id);
    if (block === undefined) return;
    block.text += printable(delta);
    block.show(block.text);
    tui.requestRender();
  };

  function showEvent(event: TandemEvent): void {
    switch (event.type) {
      case "text-start":
        add(new Spacer(1));
        startBlock(event.id, new Markdown("", 1, 0, markdown), (text) => text);
        return;
      case "reasoning-start":
        add(new Spacer(1));
        startBlock(event.id, new Text("", 1, 0), (text) => style.dim(style.italic(text)));
        return;
      case "text-delta":
      case "reasoning-delta":
        addDelta(event.id, event.delta);
        return;
      case "tool-call": {
        const called = toolTitle(event.toolName, event.input);
        add(new Spacer(1));
        tools.set(event.toolCallId, {
          title: called,
          component: addText(`${style.cyan(`● ${called}`)} ${style.dim("…")}`),
        });
        return;
      }
      case "tool-result": {
        const tool = tools.get(event.toolCallId);
        const outcome = toolOutcome(event);
        const sign = event.isError ? style.red("●") : style.green("●");
        tool?.component.setText(
          `${sign} ${style.cyan(tool.title)} ${event.isError ? style.red(outcome) : style.dim(`→ ${outcome}`)}`,
        );
        tui.requestRender();
        return;
      }
      case "attempt.discarded":
        for (const id of event.blockIds) {
          const block = blocks.get(id);
          if (block !== undefined) log.removeChild(block.component);
          blocks.delete(id);
        }
        if (event.blockIds.length > 0)
          addText(style.yellow(`What was shown is void (${event.reason}); trying again.`));
        return;
      case "subagent":
        addText(style.dim(subagentLine(event)));
        return;
      case "queue":
        if (event.state === "waiting")
          addText(style.dim(`Waiting: ${event.ahead} ahead in lane ${event.lane}.`));
        return;
      case "recovery":
      case "warning":
        addText(style.yellow(printable(event.message)));
        return;
      case "fallback":
        addText(
          style.yellow(
            `Going on with ${event.to.runtime} · ${event.to.provider}/${event.to.model} (${event.reason}).`,
          ),
        );
        return;
    }
  }

  function ask(question: ConfirmQuestion): Promise<ConfirmAnswer> {
    add(new Spacer(1));
    const { rule, signal } = question;
    const asked = `${style.yellow(`${question.toolName} asks to:`)} ${question.summary}`;
    const always = rule === null ? "" : ` / a: always, for ${rule}`;
    const component = addText(`${asked}\n${style.bold(`Allow it? y / n${always}`)}`);
    return new Promise((resolve) => {
      const one: Asked = {
        always: rule !== null,
        settle(answer) {
          if (open !== one) return;
          open = null;
          const allow = answer === "yes" || answer === "always";
          component.setText(`${asked} ${(allow ? style.green : style.red)(OUTCOMES[answer])}`);
          tui.requestRender();
          resolve({ allow, remember: answer === "always" });
        },
      };
      open = one;
      askedAt = performance.now();
      signal.addEventListener("abort", () => one.settle("gone"), { once: true });
    });
  }

  function onInput(data: string, handlers: TerminalViewHandlers): { consume: true } | undefined {
    if (isKeyRelease(data)) return undefined;
    if (matchesKey(data, "ctrl+c")) {
      if (editor.getText() !== "" && open === null) editor.setText("");
      else handlers.interrupt();
      return { consume: true };
    }
    if (open !== null && performance.now() - askedAt > TYPE_AHEAD_MS) {
      if (/^y$/i.test(data)) open.settle("yes");
      else if (/^a$/i.test(data) && open.always) open.settle("always");
      else if (/^n$/i.test(data) || matchesKey(data, "escape") || matchesKey(data, "enter"))
        open.settle("no");
      return { consume: true };
    }
    if (matchesKey(data, "ctrl+d") && editor.getText() === "") {
      handlers.leave();
      return { consume: true };
    }
    return undefined;
  }

  return {
    user(text) {
      add(new Spacer(1));
      add(new Text(`${style.green("❯")} ${style.bold(text)}`, 0, 0));
    },
    event: showEvent,
    result(result) {
      blocks.clear();
      tools.clear();
      add(new Spacer(1));
      addText(style.dim(formatStatus(result)));
    },
    note(text) {
      add(new Spacer(1));
      addText(style.dim(text));
    },
    error(error) {
      add(new Spacer(1));
      addText(errorLines(error, style).join("\n"));
    },
    footer(text) {
      footer.setText(style.dim(text));
      tui.requestRender();
    },
    busy(busy) {
      activity.clear();
      if (busy) {
        activity.addChild(loader);
        loader.start();
      } else {
        loader.stop();
      }
      terminal.setProgress(busy);
      tui.requestRender();
    },
    ask,
    start(handlers) {
      editor.setAutocompleteProvider(
        new CombinedAutocompleteProvider(
          SLASH_COMMANDS.map(({ name, argument, help }) => ({
            name,
            description: help,
            ...(argument === undefined ? {} : { argumentHint: argument }),
          })),
          workspace,
        ),
      );
      editor.onSubmit = (text) => {
        editor.addToHistory(text);
        editor.setText("");
        handlers.submit(text);
      };
      tui.addInputListener((data) => onInput(data, handlers));
      tui.addChild(new Text(title, 1, 0));
      tui.addChild(log);
      tui.addChild(activity);
      tui.addChild(new Spacer(1));
      tui.addChild(editor);
      tui.addChild(footer);
      tui.setFocus(editor);
      tui.start();
    },
    async stop() {
      loader.stop();
      // The input line and its footer are for a running chat; what stays on the screen is the conversation.
      tui.removeChild(editor);
      tui.removeChild(activity);
      tui.removeChild(footer);
      tui.renderNow();
      await terminal.drainInput();
      tui.stop();
    },
  };
}
