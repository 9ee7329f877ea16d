/** One call of a server's tool: progress, result, cancellation. */
import type { CallToolResult, Tool } from "@modelcontextprotocol/client";
import type { ToolContext, ToolOutput } from "../tools/tool.ts";
import type { Connection } from "./connection.ts";
import { outputOf } from "./content.ts";
import { callAsTask } from "./task.ts";

export interface ToolRequest {
  readonly tool: Tool;
  readonly input: Record<string, unknown>;
  readonly signal: AbortSignal;
  /** Milliseconds without an answer or progress. */
  readonly timeoutMs: number;
  readonly onProgress: (text: string) => void;
}

/** Rejects with what the SDK says. When the context's signal aborts, the server is notified that nobody is waiting any more. */
export async function callTool(
  { client, declined }: Pick<Connection, "client" | "declined">,
  { context, ...call }: Omit<ToolRequest, "signal" | "onProgress"> & { readonly context: ToolContext },
): Promise<ToolOutput> {
  const request: ToolRequest = {
    ...call,
    signal: context.signal,
    onProgress: (text) => context.onUpdate([{ type: "text", text }]),
  };
  const asked = declined.length;
  const isTask = call.tool.execution?.taskSupport === "required" && client.getProtocolEra() === "legacy";
  const output = outputOf(await (isTask ? callAsTask(client, request) : callAtOnce(client, request)));
  const questions = declined.slice(asked);
  if (questions.length === 0) return output;
  const note = `[The server asked the user: ${questions.map((one) => JSON.stringify(one)).join(", ")}. It was declined: nobody can be asked here.]`;
  return { ...output, content: [...output.content, { type: "text", text: note }] };
}

function callAtOnce(client: Connection["client"], request: ToolRequest): Promise<CallToolResult> {
  const { tool, input, signal, timeoutMs, onProgress } = request;
  return client.callTool(
    { name: tool.name, arguments: input },
    {
      signal,
      timeout: timeoutMs,
      resetTimeoutOnProgress: true,
      onprogress: (progress) => onProgress(progressText(progress)),
    },
  );
}

interface Progress {
  readonly progress: number;
  readonly total?: number | undefined;
  readonly message?: string | undefined;
}

function progressText({ progress, total, message }: Progress): string {
  const count = total === undefined ? `${progress}` : `${progress}/${total}`;
  return message === undefined || message === "" ? count : `${count} ${message}`;
}
