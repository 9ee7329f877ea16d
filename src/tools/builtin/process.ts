/** `process`: the commands that `exec` left running in the background. */
import { TandemError } from "../../kernel/errors.ts";
import { defineTool } from "../define.ts";
import { textOutput } from "../result.ts";
import type { ToolDefinition, ToolOutput } from "../tool.ts";
import type { Commands } from "./exec/commands.ts";
import { statusOf } from "./exec/ending.ts";
import type { Job } from "./exec/jobs.ts";

interface ProcessInput {
  readonly action: "list" | "output" | "wait" | "kill";
  readonly id?: string;
  readonly timeout_ms?: number;
}

const DEFAULT_WAIT_MS = 30_000;
const MAX_WAIT_MS = 600_000;
const LISTED_CHARS = 200;

export function processTool(commands: Commands): ToolDefinition {
  return defineTool<ProcessInput>({
    name: "process",
    origin: "builtin",
    effect: "none",
    description:
      "Background commands of this session: list them, read the output since the last reading, wait for one to end, or kill it. They " +
      "end with the session.",
    inputSchema: {
      type: "object",
      properties: {
        action: { type: "string", enum: ["list", "output", "wait", "kill"] },
        id: { type: "string", description: "Job id, for all actions but list" },
        timeout_ms: {
          type: "integer",
          minimum: 0,
          maximum: MAX_WAIT_MS,
          description: `Milliseconds to wait for its end, default ${DEFAULT_WAIT_MS}; for wait`,
        },
      },
      required: ["action"],
      additionalProperties: false,
    },
    readOnly: false,
    async execute({ action, id, timeout_ms = DEFAULT_WAIT_MS }, context) {
      const { jobs, limits } = commands;
      if (action === "list") {
        const lines = jobs
          .list(context)
          .map(
            (job) => `${job.id} (${stateOf(job, limits.timeoutMs)}): ${job.command.slice(0, LISTED_CHARS)}`,
          );
        return textOutput(lines.length === 0 ? "(no background commands)" : lines.join("\n"));
      }
      if (id === undefined) {
        const message = `The action ${action} needs the id of a job.`;
        throw new TandemError({ code: "tool_input_invalid", message });
      }
      const job = jobs.get(context, id);
      if (action === "kill") await jobs.kill(context, id);
      if (action === "wait") await endOrTimeout(job, timeout_ms, context.signal);
      return report(job, jobs.takeOutput(context, id), limits.timeoutMs);
    },
  });
}

function report(job: Job, output: string, timeoutMs: number): ToolOutput {
  const text = output.trimEnd();
  const notes = job.ending === null ? [] : job.refusals(text).map((note) => `[sandbox: ${note}]`);
  const shown = [text === "" ? "(no new output)" : text, ...notes, `[${job.id}: ${stateOf(job, timeoutMs)}]`];
  return textOutput(shown.join("\n"), {
    job: job.id,
    running: job.ending === null,
    exitCode: job.ending?.code ?? null,
  });
}

function stateOf(job: Job, timeoutMs: number): string {
  return job.ending === null ? "running" : statusOf(job.ending, timeoutMs);
}

async function endOrTimeout(job: Job, ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => resolve(), { once: true });
  await Promise.race([job.ended, promise]);
  clearTimeout(timer);
}
