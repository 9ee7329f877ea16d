/** `exec`: a shell command in the workspace, confined. */
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { TandemError } from "../../kernel/errors.ts";
import { systemFailure } from "../../safety/open.ts";
import { resolveInside } from "../../safety/paths.ts";
import { defineTool } from "../define.ts";
import { textOutput } from "../result.ts";
import type { ToolContext, ToolDefinition, ToolOutput } from "../tool.ts";
import { BoundedText } from "./exec/bounded-text.ts";
import type { Commands } from "./exec/commands.ts";
import { statusOf } from "./exec/ending.ts";
import { previewCommand } from "./exec/preview.ts";
import type { Ending } from "./exec/shell.ts";
import { problemOf } from "./preview.ts";

interface ExecInput {
  readonly command: string;
  readonly cwd?: string;
  readonly timeout_ms?: number;
  readonly background?: boolean;
}

const DEFAULT_TIMEOUT_MS = 120_000;
const MAX_TIMEOUT_MS = 600_000;
const HEAD_CHARS = 20_000;
const TAIL_CHARS = 30_000;
/** Characters of the latest output in a progress report, and milliseconds between two. */
const PROGRESS_CHARS = 8_000;
const PROGRESS_MS = 100;

/** Makes the tool; it runs what it is given in the sandbox of `commands`. */
export function execTool(commands: Commands): ToolDefinition {
  return defineTool<ExecInput>({
    name: "exec",
    origin: "builtin",
    effect: "exec",
    summary: ({ command, cwd, background }) =>
      `Run${background === true ? " in the background" : ""}: ${command}${cwd === undefined ? "" : ` (in ${cwd})`}`,
    description:
      "Runs a command with /bin/sh in the workspace and gives its output and exit code. No input, no terminal. What the command " +
      `leaves running ends with it, unless background is true: then it runs on, and the process tool reads and ends it.${commands.confinement}`,
    inputSchema: {
      type: "object",
      properties: {
        command: { type: "string", minLength: 1, description: "Shell command" },
        cwd: { type: "string", description: "Folder to run in, default the workspace" },
        timeout_ms: {
          type: "integer",
          minimum: 1,
          maximum: MAX_TIMEOUT_MS,
          description: `Milliseconds until it is ended, default ${DEFAULT_TIMEOUT_MS}; not for background`,
        },
        background: { type: "boolean", description: "Return at once with a job id and let it run on" },
      },
      required: ["command"],
      additionalProperties: false,
    },
    readOnly: false,
    async preview({ command, cwd, timeout_ms, background = false }, context) {
      const asked = pathOfFolder(cwd, context);
      const limit = background ? jobTimeout(commands, context) : timeoutOf(timeout_ms, context);
      const preview = await previewCommand(
        commands.sandbox,
        { command, background, timeoutMs: limit },
        context,
      );
      try {
        return { ...preview, cwd: await workingFolder(asked, context) };
      } catch (error) {
        return { ...preview, cwd: resolve(context.workspaceDir, asked), problem: problemOf(error) };
      }
    },
    async execute({ command, cwd, timeout_ms, background = false }, context) {
      if (command.includes("\0")) {
        throw new TandemError({ code: "tool_input_invalid", message: "The command holds a null byte." });
      }
      const folder = await workingFolder(pathOfFolder(cwd, context), context);
      if (background) return startJob(commands, command, folder, context);
      const timeoutMs = timeoutOf(timeout_ms, context);
      const prepared = await commands.prepare(context, command, folder);
      const output = new BoundedText(HEAD_CHARS, TAIL_CHARS);
      const report = progressReporter(context, output);
      const running = prepared.start({
        timeoutMs,
        signal: context.signal,
        onText: (text) => {
          output.append(text);
          report();
        },
      });
      const ending = await running.ended;
      const text = output.toString().trimEnd();
      return resultOf(ending, text, prepared.refusals(text), timeoutMs);
    },
  });
}

function pathOfFolder(cwd: string | undefined, context: ToolContext): string {
  return cwd ?? context.turn?.request.execOverrides?.cwd ?? ".";
}

function timeoutOf(asked: number | undefined, context: ToolContext): number {
  const most = Math.min(context.turn?.request.execOverrides?.timeoutMs ?? MAX_TIMEOUT_MS, MAX_TIMEOUT_MS);
  return Math.min(asked ?? DEFAULT_TIMEOUT_MS, most);
}

function jobTimeout({ limits: { timeoutMs } }: Commands, context: ToolContext): number {
  return Math.min(context.turn?.request.execOverrides?.timeoutMs ?? timeoutMs, timeoutMs);
}

async function workingFolder(path: string, context: ToolContext): Promise<string> {
  const folder = await resolveInside(path, context, "read");
  const stats = await stat(folder).catch((error: unknown) => {
    throw systemFailure(error, path);
  });
  if (stats.isDirectory()) return folder;
  throw new TandemError({ code: "tool_error", message: `${path} is not a folder.` });
}

async function startJob(
  commands: Commands,
  command: string,
  folder: string,
  context: ToolContext,
): Promise<ToolOutput> {
  commands.jobs.assertRoom(context);
  const prepared = await commands.prepare(context, command, folder);
  context.signal.throwIfAborted();
  const most = jobTimeout(commands, context);
  const job = commands.jobs.add(context, command, {
    start: (onText) => prepared.start({ timeoutMs: most, onText }),
    refusals: prepared.refusals,
  });
  return textOutput(`[${job.id} runs in the background. Read its output with process.]`, { job: job.id });
}

function progressReporter(context: ToolContext, output: BoundedText): () => void {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - last < PROGRESS_MS) return;
    last = now;
    context.onUpdate([{ type: "text", text: output.latest(PROGRESS_CHARS) }]);
  };
}

function resultOf(ending: Ending, text: string, refusals: readonly string[], timeoutMs: number): ToolOutput {
  const notes = refusals.map((note) => `[sandbox: ${note}]`);
  const shown = [text === "" ? "(no output)" : text, ...notes, `[${statusOf(ending, timeoutMs)}]`].join("\n");
  const failed = ending.reason !== "exit" || ending.code !== 0;
  const details = {
    exitCode: ending.code,
    signal: ending.signal,
    ...(refusals.length === 0 ? {} : { refusals }),
  };
  return { ...textOutput(shown, details), isError: failed };
}
