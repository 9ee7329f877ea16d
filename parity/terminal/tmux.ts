/** Calls of the `tmux` program, on a server with a socket of its own that no tmux of the person's touches. */
import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);
const MAX_SCREEN_BYTES = 64 * 1024 * 1024;

/** Whether there is a tmux to run terminals in. */
export async function hasTmux(): Promise<boolean> {
  return execute("tmux", ["-V"]).then(
    () => true,
    () => false,
  );
}

/** Runs one tmux command on the server behind `socket`; resolves with what it printed. */
export async function tmux(socket: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execute("tmux", ["-S", socket, "-f", "/dev/null", "-u", ...args], {
    maxBuffer: MAX_SCREEN_BYTES,
    env: environment(),
  });
  return stdout;
}

/** Runs one tmux command that reads `input`. */
export async function tmuxWith(socket: string, args: readonly string[], input: string): Promise<void> {
  const child = spawn("tmux", ["-S", socket, "-u", ...args], {
    stdio: ["pipe", "ignore", "inherit"],
    env: environment(),
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  child.stdin.end(input);
  const code = await ended;
  if (code !== 0) throw new Error(`tmux ${args[0]} failed with exit code ${code}`);
}

/** A UTF-8 locale, without which tmux replaces wide characters; never the variables of a tmux we may run in. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: process.env.HOME, LC_ALL: "C.UTF-8", TERM: "xterm-256color" };
}
