/** A chat on a view that only records: real store, real Pi engine, the offline model. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { ConfigInput } from "../../../config/schema.ts";
import { createTandem } from "../../../create.ts";
import type { TandemEvent } from "../../../events/event.ts";
import type { ExecutionResult } from "../../../kernel/result.ts";
import type { Tandem } from "../../../tandem.ts";
import { Chat, type ChatOptions, type ChatSettings } from "./chat.ts";
import { footerLines } from "./components/footer-lines.ts";
import type { FooterState } from "./footer-state.ts";
import { createChatTheme } from "./themes/chat-theme.ts";
import type { ChatView } from "./view.ts";

/** A folder that goes when the test is over. */
export function temporaryFolder(): string {
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), "tandem-chat-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A Tandem without keys that is closed when the test is over. */
export async function offlineTandem(home: string, config: ConfigInput = {}): Promise<Tandem> {
  const tandem = await createTandem({ home, env: {}, runtime: "pi", ...config });
  onTestFinished(() => tandem.close());
  return tandem;
}

const FOOTER = { width: 300, theme: createChatTheme({ enabled: false }), home: "" };

export interface RecordedChat {
  readonly chat: Chat;
  readonly notes: string[];
  readonly results: ExecutionResult[];
  /** The conversation as it is on the screen: `> ` before the person's messages, `* ` before tool calls. */
  readonly screen: string[];
  /** What waits, after each change. */
  readonly queues: (readonly string[])[];
  /** What stands in the input. */
  readonly input: { text(): string; set(text: string): void };
  footer(): string;
  footerState(): FooterState | null;
  /** Calls back with the next event of this kind. */
  next(type: TandemEvent["type"]): Promise<void>;
}

export interface RecordedChatOptions extends Partial<ChatSettings>, ChatOptions {
  readonly view?: Partial<ChatView>;
}

export function recordedChat(tandem: Tandem, options: RecordedChatOptions): RecordedChat {
  const notes: string[] = [];
  const results: ExecutionResult[] = [];
  const screen: string[] = [];
  const queues: (readonly string[])[] = [];
  const awaited = new Map<string, () => void>();
  const blocks = new Map<string, number>();
  let state: FooterState | null = null;
  let written = "";
  const input = {
    text: () => written,
    set: (text: string) => {
      written = text;
    },
  };
  const view: ChatView = {
    drawsHistory: true,
    input,
    user: (text) => screen.push(`> ${text}`),
    event(event) {
      awaited.get(event.type)?.();
      awaited.delete(event.type);
      if (event.type === "text-start") blocks.set(event.id, screen.push("") - 1);
      if (event.type === "text-delta") screen[blocks.get(event.id)!] += event.delta;
      if (event.type === "tool-call") screen.push(`* ${event.toolName}`);
    },
    result: (result) => results.push(result),
    note: (text) => notes.push(text),
    hint: (text) => notes.push(text),
    error: (error) => notes.push(error.message),
    footer: (now) => {
      state = now;
    },
    busy: () => {},
    queue: (messages) => queues.push(messages),
    clear: () => screen.splice(0),
    ...options.view,
  };
  const { view: _view, ...rest } = options;
  const chat = new Chat(
    tandem,
    view,
    { session: { sessionKey: "agent:main:cli:dm:me" }, workspaceDir: ".", allowExec: false, ...rest },
    rest,
  );
  onTestFinished(() => chat.close());
  return {
    chat,
    notes,
    results,
    screen,
    queues,
    input,
    footer: () => (state === null ? "" : footerLines(state, FOOTER).join("\n")),
    footerState: () => state,
    next: (type) => new Promise<void>((resolve) => awaited.set(type, resolve)),
  };
}
