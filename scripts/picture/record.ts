/** Runs the conversation with the real program in a real pseudo-terminal, against a scripted provider on 127.0.0.1. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startModelServer } from "../../parity/wire/model-server.ts";
import { COLUMNS, FILES, MODEL, SCENES } from "./conversation.ts";

const MAIN = join(import.meta.dirname, "..", "..", "src", "surfaces", "cli", "main.ts");

/** The terminal's output with its escape sequences, prompts included. Needs `script` of util-linux. */
export async function record(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "tandem-picture-"));
  const server = await startModelServer();
  try {
    const [home, workspace] = [join(root, "home"), join(root, "work")];
    await Promise.all([mkdir(home), mkdir(workspace)]);
    const config = { model: MODEL, offline: "never", providers: { anthropic: { baseUrl: server.url } } };
    await writeFile(join(home, "config.json"), JSON.stringify(config));
    for (const [name, text] of Object.entries(FILES)) await writeFile(join(workspace, name), text);
    let output = "";
    for (const { args, replies } of SCENES) {
      server.reply(...replies);
      output += `\u001b[1m$\u001b[22m tandem run ${args.map(asTyped).join(" ")}\r\n`;
      output += `${await inTerminal(args, { home, workspace })}\r\n`;
    }
    return output;
  } finally {
    await server.close();
    await rm(root, { recursive: true, force: true });
  }
}

async function inTerminal(
  args: readonly string[],
  { home, workspace }: { readonly home: string; readonly workspace: string },
): Promise<string> {
  const command = [process.execPath, MAIN, "run", ...args].map(quoted).join(" ");
  const child = spawn("script", ["-qefc", `stty cols ${COLUMNS} rows 40; ${command}`, "/dev/null"], {
    cwd: workspace,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      HOME: home,
      TANDEM_HOME: home,
      TERM: "xterm-256color",
      ANTHROPIC_API_KEY: "sk-ant-picture",
    },
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`tandem run ${args.join(" ")} ended with exit code ${code}:\n${output}`);
  return output;
}

function asTyped(argument: string): string {
  return /^[\w-]+$/.test(argument) ? argument : `"${argument}"`;
}

function quoted(argument: string): string {
  return `'${argument.replaceAll("'", "'\\''")}'`;
}
