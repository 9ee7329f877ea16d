/** Shell transcripts in pages: run again in an empty folder with the offline model, and compared without figures that vary. */
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";

const MAIN = join(import.meta.dirname, "..", "..", "src", "surfaces", "cli", "main.ts");

export interface Step {
  readonly command: string;
  readonly output: string;
}

/** A block's commands, each with the output shown below it. */
export function stepsOf(code: string): Step[] {
  return code
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command, ...output] = part.trimEnd().split("\n");
      return { command: command!, output: output.join("\n") };
    });
}

/** Runs the commands one after another, as one person in one folder would, and gives what each printed. */
export async function rerun(commands: readonly string[]): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), "tandem-transcript-"));
  try {
    const [bin, home, work] = ["bin", "home", "work"].map((name) => join(root, name)) as [
      string,
      string,
      string,
    ];
    for (const folder of [bin, home, work]) mkdirSync(folder);
    const program = join(bin, "tandem");
    writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`);
    chmodSync(program, 0o755);
    const env = {
      PATH: `${bin}:${dirname(process.execPath)}:${process.env.PATH}`,
      HOME: home,
      TANDEM_HOME: join(home, ".tandem"),
      NO_COLOR: "1",
    };
    const outputs: string[] = [];
    for (const command of commands) {
      const child = spawn("sh", ["-c", `{ ${command}\n} 2>&1`], {
        cwd: work,
        env,
        stdio: ["ignore", "pipe", "inherit"],
      });
      outputs.push((await text(child.stdout)).trimEnd());
    }
    return outputs;
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Tokens, times and costs vary. Whatever is left must be the same. */
export function withoutFigures(output: string): string {
  return output.replace(/\d[\d,.]*(?: (?:ms|s|min)\b)?/g, "#");
}
