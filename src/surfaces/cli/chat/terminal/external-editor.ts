/** Lets the person write a text in their own editor. */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The person's editor, with its arguments; `null`: none is set. */
export function editorCommand(env: Readonly<Record<string, string | undefined>>): string | null {
  return env.VISUAL || env.EDITOR || null;
}

/** The text as the editor left it; `null`: the editor could not be started, or ended with an error. */
export async function editText(
  text: string,
  command: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), "tandem-message-"));
  try {
    const file = join(folder, "message.md");
    await writeFile(file, text, { mode: 0o600 });
    // By a shell, since the variable may hold arguments and quotes; the file is no part of its text.
    const child = spawn("/bin/sh", ["-c", `${command} "$1"`, "sh", file], {
      stdio: "inherit",
      env: { ...env },
    });
    const code = await new Promise<number | null>((resolve) => {
      child.once("error", () => resolve(null));
      child.once("exit", resolve);
    });
    return code === 0 ? (await readFile(file, "utf8")).replace(/\n$/, "") : null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
