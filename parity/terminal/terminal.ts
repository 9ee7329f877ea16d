/**
 * A program in a real terminal: started in a tmux window of a given size, typed into, and read as a person sees it. Nothing here
 * sleeps for luck: a caller waits for a condition of the screen.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { tmux, tmuxWith } from "./tmux.ts";

export interface TerminalOptions {
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly cwd: string;
  /** The program's whole environment, but for TERM. */
  readonly env: Readonly<Record<string, string>>;
  readonly columns: number;
  readonly rows: number;
}

export interface ReadOptions {
  /** With the escape sequences of colours and styles. */
  readonly styled?: boolean;
  /** With everything that has scrolled off the top. */
  readonly history?: boolean;
}

/** What a screen is waited for: a text on it, a pattern, or anything that can be said of its lines. */
export type ScreenCondition = string | RegExp | ((lines: readonly string[]) => boolean);

export interface Terminal {
  /** Types the text as it is, at once. */
  type(text: string): Promise<void>;
  /** Types character by character, with `gapMs()` milliseconds between two of them. */
  typeSlowly(text: string, gapMs: () => number): Promise<void>;
  /** Presses keys by tmux's names: `Enter`, `Escape`, `C-o`, `BTab`, `M-Up`, `Space`. */
  press(...keys: string[]): Promise<void>;
  /** Pastes; bracketed where the program asks for it. */
  paste(text: string): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  /** The lines on the screen, without what pads them at their end. */
  read(options?: ReadOptions): Promise<string[]>;
  /** The screen as one text. */
  screen(options?: ReadOptions): Promise<string>;
  /** Resolves with the screen once the condition holds; rejects with the screen after `limitMs` (default 20,000). */
  until(condition: ScreenCondition, options?: WaitOptions): Promise<string>;
  /** Resolves with the program's exit code once it has ended; after a signal with 128 and its number. */
  ended(limitMs?: number): Promise<number>;
  close(): Promise<void>;
}

export interface WaitOptions extends ReadOptions {
  readonly limitMs?: number;
  /** What is waited for, for the error; the condition itself by default. */
  readonly what?: string;
}

const POLL_MS = 25;
const LIMIT_MS = 20_000;
/** The only pane. */
const PANE = "0:0.0";

export async function openTerminal(options: TerminalOptions): Promise<Terminal> {
  const folder = await mkdtemp(join(tmpdir(), "tandem-tmux-"));
  const socket = join(folder, "socket");
  const exitFile = join(folder, "exit");
  const size = (columns: number, rows: number) => ["-x", String(columns), "-y", String(rows)];
  const environment = Object.entries(options.env).map(([name, value]) => `${name}=${value}`);
  const call = (...args: string[]): Promise<string> => tmux(socket, args);
  // Set before the window exists, so that a program that ends at once is still there to be read.
  const settings = [
    ["remain-on-exit", "on"],
    ["status", "off"],
    ["history-limit", "200000"],
    ["default-terminal", TERM],
  ].flatMap(([name, value]) => [";", "set-option", "-g", name!, value!]);
  await call(
    ...["start-server", ...settings, ";", "new-session", "-d", "-s", "0"],
    ...[...size(options.columns, options.rows), "-c", options.cwd, "--"],
    ...[
      "sh",
      "-c",
      KEEP_EXIT_CODE,
      exitFile,
      "env",
      "-i",
      ...environment,
      `TERM=${TERM}`,
      ...options.command,
    ],
  );

  const read = async ({ styled = false, history = false }: ReadOptions = {}): Promise<string[]> => {
    const text = await call(
      ...["capture-pane", "-p", "-t", PANE],
      ...(styled ? ["-e"] : []),
      ...(history ? ["-S", "-"] : []),
    );
    return text.replace(/\n$/, "").split("\n");
  };

  async function until(condition: ScreenCondition, wait: WaitOptions = {}): Promise<string> {
    const end = performance.now() + (wait.limitMs ?? LIMIT_MS);
    for (;;) {
      const lines = await read(wait);
      if (holds(condition, lines)) return lines.join("\n");
      if (performance.now() > end) {
        const what = wait.what ?? String(condition);
        throw new Error(`the screen never showed ${what}; it shows:\n${lines.join("\n").trimEnd()}`);
      }
      await delay(POLL_MS);
    }
  }

  return {
    type: async (text) => void (await call("send-keys", "-t", PANE, "-l", "--", text)),
    async typeSlowly(text, gapMs) {
      for (const character of text) {
        await call("send-keys", "-t", PANE, "-l", "--", character);
        await delay(gapMs());
      }
    },
    press: async (...keys) => void (await call("send-keys", "-t", PANE, "--", ...keys)),
    async paste(text) {
      await tmuxWith(socket, ["load-buffer", "-b", "paste", "-"], text);
      await call("paste-buffer", "-p", "-d", "-b", "paste", "-t", PANE);
    },
    resize: async (columns, rows) => void (await call("resize-window", "-t", "0", ...size(columns, rows))),
    read,
    screen: async (how) => (await read(how)).join("\n"),
    until,
    async ended(limitMs = LIMIT_MS) {
      const end = performance.now() + limitMs;
      for (;;) {
        const code = await readFile(exitFile, "utf8").catch(() => "");
        if (code.endsWith("\n")) return Number(code);
        if (performance.now() > end)
          throw new Error(
            `the program did not end; the screen shows:\n${(await read()).join("\n").trimEnd()}`,
          );
        await delay(POLL_MS);
      }
    },
    async close() {
      await call("kill-server").catch(() => {});
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Not by tmux, which now and then does not notice that its child has ended. */
const KEEP_EXIT_CODE = '"$@"; echo $? > "$0"';

/** What programs in tmux see; without images, as most terminals. */
const TERM = "tmux-256color";

function holds(condition: ScreenCondition, lines: readonly string[]): boolean {
  if (typeof condition === "function") return condition(lines);
  const text = lines.join("\n");
  return typeof condition === "string" ? text.includes(condition) : condition.test(text);
}
