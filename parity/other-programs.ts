/** Runs the real `pi` and `claude` on a session file, each with a clean home of its own and a scripted server for a provider. */
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBinary } from "../src/engines/claude/binary.ts";
import type { ModelServer } from "./wire/model-server.ts";

export interface ResumeOptions {
  /** An empty folder for the program's home, settings and work. */
  readonly home: string;
  readonly server: ModelServer;
  /** The session file's text. */
  readonly session: string;
  readonly sessionId: string;
  readonly prompt: string;
  readonly model: string;
  /** The program's own tools that the model may use, by the program's names; default none. */
  readonly tools?: readonly string[];
  readonly signal?: AbortSignal;
}

export interface Resumed {
  readonly stdout: string;
  /** The session file as the program left it. */
  readonly session: string;
}

/** The session's next turn in the pi CLI. Rejects when pi is not installed or fails. */
export async function resumeInPi(options: ResumeOptions): Promise<Resumed> {
  const { home, server, prompt, model, tools = [], signal } = options;
  const file = join(home, "session.jsonl");
  const settings = join(home, "agent");
  await mkdir(settings);
  await writeFile(file, options.session);
  const models = { providers: { anthropic: { baseUrl: server.url } } };
  await writeFile(join(settings, "models.json"), JSON.stringify(models));
  const offered = tools.length === 0 ? ["--no-tools"] : ["--tools", tools.join(",")];
  const args = [
    "-p",
    "--offline",
    "--session",
    file,
    "--provider",
    "anthropic",
    "--model",
    model,
    ...offered,
  ];
  const stdout = await run(process.execPath, [piProgram(), ...args, prompt], home, signal, {
    PI_CODING_AGENT_DIR: settings,
    ANTHROPIC_API_KEY: "key",
  });
  return { stdout, session: await readFile(file, "utf8") };
}

/** The session's next turn in `claude --resume`. */
export async function resumeInClaude(options: ResumeOptions): Promise<Resumed> {
  const { home, server, sessionId, prompt, model, tools = [], signal } = options;
  const binary = findBinary(undefined);
  if (!binary.ok) throw new Error(binary.reason);
  const config = join(home, "config");
  const project = join(config, "projects", home.replace(/[^A-Za-z0-9]/g, "-"));
  const file = join(project, `${sessionId}.jsonl`);
  await mkdir(project, { recursive: true });
  await writeFile(file, options.session);
  const args = ["-p", prompt, "--resume", sessionId, "--model", model, "--setting-sources", ""];
  const offered = [
    "--tools",
    tools.join(","),
    ...(tools.length === 0 ? [] : ["--allowedTools", tools.join(",")]),
  ];
  const stdout = await run(binary.path, [...args, ...offered], home, signal, {
    CLAUDE_CONFIG_DIR: config,
    ANTHROPIC_BASE_URL: server.url,
    ANTHROPIC_API_KEY: "key",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    CLAUDE_CODE_SIMPLE: "1",
    CLAUDE_CODE_MAX_RETRIES: "0",
  });
  return { stdout, session: await readFile(file, "utf8") };
}

/** Whether the pi CLI is here; only a development install has it. */
export function hasPi(): boolean {
  try {
    return piProgram() !== "";
  } catch {
    return false;
  }
}

function piProgram(): string {
  return fileURLToPath(new URL("bundle/cli.js", import.meta.resolve("@earendil-works/pi-coding-agent")));
}

function run(
  program: string,
  args: readonly string[],
  home: string,
  signal: AbortSignal | undefined,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const clean = { PATH: process.env.PATH, HOME: home, TMPDIR: home, ...env };
    const child = execFile(program, args, { cwd: home, env: clean, signal }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stdout}\n${stderr}`));
      else resolve(stdout);
    });
    child.stdin?.end();
  });
}
