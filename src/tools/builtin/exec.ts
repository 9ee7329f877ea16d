/** `exec`: a shell command in the workspace. */
import { TandemError } from "../../kernel/errors.ts";
import { resolveInside } from "../../safety/paths.ts";
import { defineTool } from "../define.ts";
import { textOutput } from "../result.ts";
import type { ToolContext, ToolOutput } from "../tool.ts";
import { BoundedText } from "./exec/bounded-text.ts";
import type { Ending } from "./exec/shell.ts";

interface ExecInput {
  readonly command: string;
  readonly cwd?: string;
  readonly timeout_ms?: number;
}

const DEFAULT_TIMEOUT_MS = 120_000;
const MAX_TIMEOUT_MS = 600_000;
const HEAD_CHARS = 20_000;
const TAIL_CHARS = 30_000;
/** Characters of the latest output in a progress report, and milliseconds between two. */
const PROGRESS_CHARS = 8_000;
const PROGRESS_MS = 100;

export const exec = defineTool<ExecInput>({
  name: "exec",
  origin: "builtin",
  effect: "exec",
  summary: ({ command, cwd }) => `Run: ${command}${cwd === undefined ? "" : ` (in ${cwd})`}`,
  description:
    "Runs a command with /bin/sh in the workspace and gives its output and exit code. No input, no terminal. What the command " +
    "leaves running in the background ends with it.",
  inputSchema: {
    type: "object",
    properties: {
      command: { type: "string", minLength: 1, description: "Shell command" },
      cwd: { type: "string", description: "Folder to run in, default the workspace" },
      timeout_ms: {
        type: "integer",
        minimum: 1,
        maximum: MAX_TIMEOUT_MS,
        description: `Milliseconds until it is ended, default ${DEFAULT_TIMEOUT_MS}`,
      },
    },
    required: ["command"],
    additionalProperties: false,
  },
  readOnly: false,
  async execute({ command, cwd = ".", timeout_ms = DEFAULT_TIMEOUT_MS }, context) {
    if (command.includes("\0")) {
      throw new TandemError({ code: "tool_input_invalid", message: "The command holds a null byte." });
    }
    const folder = await resolveInside(cwd, context, "read");
    // Child processes cost milliseconds to load, which a start without commands need not pay.
    const { runShell } = await import("./exec/shell.ts");
    const output = new BoundedText(HEAD_CHARS, TAIL_CHARS);
    const report = progressReporter(context, output);
    const ending = await runShell(command, {
      cwd: folder,
      env: context.env,
      timeoutMs: timeout_ms,
      signal: context.signal,
      onText: (text) => {
        output.append(text);
        report();
      },
    });
    return resultOf(ending, output, timeout_ms);
  },
});

function progressReporter(context: ToolContext, output: BoundedText): () => void {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - last < PROGRESS_MS) return;
    last = now;
    context.onUpdate([{ type: "text", text: output.latest(PROGRESS_CHARS) }]);
  };
}

function resultOf(ending: Ending, output: BoundedText, timeoutMs: number): ToolOutput {
  const text = output.toString().trimEnd();
  const status = statusOf(ending, timeoutMs);
  const shown = [text === "" ? "(no output)" : text, ...(status === null ? [] : [`[${status}]`])].join("\n");
  const failed = ending.reason !== "exit" || ending.code !== 0;
  return { ...textOutput(shown, { exitCode: ending.code, signal: ending.signal }), isError: failed };
}

function statusOf({ reason, code, signal }: Ending, timeoutMs: number): string | null {
  if (reason === "timeout")
    return `Timed out after ${timeoutMs} ms and was ended, with all processes it had started.`;
  if (reason === "aborted") return "Aborted, and ended with all processes it had started.";
  if (signal !== null) return `Ended by ${signal}.`;
  return `exit code ${code}`;
}
