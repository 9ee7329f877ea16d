/** Puts text on the clipboard: by the desktop's own program where there is one, and by the terminal. */
import { spawn } from "node:child_process";
import { platform } from "node:os";

export interface ClipboardOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Sends an escape sequence to the terminal. */
  readonly write: (sequence: string) => void;
  /** Default: this machine's. */
  readonly system?: NodeJS.Platform;
}

/** Terminals ignore longer ones. */
const MAX_OSC_BYTES = 100_000;

/** Resolves with who has it now; rejects with an Error when nobody has. */
export async function copyText(text: string, options: ClipboardOptions): Promise<string> {
  const { env, write, system = platform() } = options;
  for (const [program, ...args] of programs(env, system))
    if (program !== undefined && (await feed(program, args, text, env))) return program;
  const encoded = Buffer.from(text, "utf8").toString("base64");
  if (encoded.length > MAX_OSC_BYTES) throw new Error("The text is too long for the terminal's clipboard.");
  const sequence = `\u001B]52;c;${encoded}\u0007`;
  // tmux passes it on only when it is wrapped, or when its `set-clipboard` allows it.
  write(env.TMUX === undefined ? sequence : `\u001BPtmux;\u001B${sequence}\u001B\\${sequence}`);
  return "the terminal's clipboard sequence";
}

function programs(env: ClipboardOptions["env"], system: NodeJS.Platform): readonly (readonly string[])[] {
  if (system === "darwin") return [["pbcopy"]];
  if (system === "win32") return [["clip"]];
  return [
    ...(env.WAYLAND_DISPLAY ? [["wl-copy"]] : []),
    ...(env.DISPLAY
      ? [
          ["xclip", "-selection", "clipboard"],
          ["xsel", "--clipboard", "--input"],
        ]
      : []),
  ];
}

/** Whether the program took the text. */
function feed(
  program: string,
  args: readonly string[],
  text: string,
  env: ClipboardOptions["env"],
): Promise<boolean> {
  return new Promise((resolve) => {
    // Not with its output: xclip stays in the background and would hold it open.
    const child = spawn(program, args, { stdio: ["pipe", "ignore", "ignore"], env: { ...env } });
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
    child.stdin.on("error", () => {});
    child.stdin.end(text);
  });
}
