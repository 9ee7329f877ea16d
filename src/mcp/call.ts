/** One call of a server's tool: progress, result, cancellation. */
import type { Tool } from "@modelcontextprotocol/client";
import type { ToolContext, ToolOutput } from "../tools/tool.ts";
import type { Connection } from "./connection.ts";
import { outputOf } from "./content.ts";

export interface ToolRequest {
  readonly tool: Tool;
  readonly input: Record<string, unknown>;
  readonly context: ToolContext;
  /** Milliseconds without an answer or progress. */
  readonly timeoutMs: number;
}

/** Rejects with what the SDK says. When the context's signal aborts, the server is told that nobody waits any more. */
export async function callTool(
  { client, declined }: Pick<Connection, "client" | "declined">,
  { tool, input, context, timeoutMs }: ToolRequest,
): Promise<ToolOutput> {
  const asked = declined.length;
  const result = await client.callTool(
    { name: tool.name, arguments: input },
    {
      signal: context.signal,
      timeout: timeoutMs,
      resetTimeoutOnProgress: true,
      onprogress: (progress) => context.onUpdate([{ type: "text", text: progressText(progress) }]),
    },
  );
  const output = outputOf(result);
  const questions = declined.slice(asked);
  if (questions.length === 0) return output;
  const note = `[The server asked the user: ${questions.map((one) => JSON.stringify(one)).join(", ")}. It was declined: nobody can be asked here.]`;
  return { ...output, content: [...output.content, { type: "text", text: note }] };
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
