/**
 * Calls of tools that a server runs only as tasks, as revision 2025-11-25 has them: the call gives a task, and the task its result.
 * The SDK leaves these requests to its users.
 */
import { setTimeout as delay } from "node:timers/promises";
import { type CallToolResult, type Client, specTypeSchemas } from "@modelcontextprotocol/client";
import { z } from "zod";
import type { ToolRequest } from "./call.ts";

const STATUS = z.looseObject({
  taskId: z.string(),
  statusMessage: z.string().optional(),
  pollInterval: z.number().optional(),
});
const STARTED = z.looseObject({ task: STATUS });
const ANYTHING = z.looseObject({});

/** Milliseconds between two looks at a task that names none, and at least. */
const POLL_MS = 1_000;
const MIN_POLL_MS = 100;
/** The longest timer there is: how long a task takes is the server's affair, as long as it answers questions about it. */
const LONGEST_MS = 2_147_483_647;

export async function callAsTask(client: Client, request: ToolRequest): Promise<CallToolResult> {
  const { tool, input, signal, timeoutMs, onProgress } = request;
  const call = { method: "tools/call", params: { name: tool.name, arguments: input, task: {} } } as const;
  const { task } = await client.request(call, STARTED, { signal, timeout: timeoutMs });
  const params = { taskId: task.taskId };
  const over = new AbortController();
  const watched = AbortSignal.any([signal, over.signal]);
  // Open from the start: a server sends its questions about the task along with the answer to this.
  const result = client.request({ method: "tasks/result", params }, specTypeSchemas.CallToolResult, {
    signal: watched,
    timeout: LONGEST_MS,
  });
  const watch = async () => {
    let told = "";
    for (let status = task; !watched.aborted; ) {
      const message = status.statusMessage ?? "";
      if (message !== "" && message !== told) onProgress(message);
      told = message;
      await delay(Math.max(MIN_POLL_MS, status.pollInterval ?? POLL_MS), undefined, { signal: watched });
      status = await client.request({ method: "tasks/get", params }, STATUS, {
        signal: watched,
        timeout: timeoutMs,
      });
    }
  };
  // A server that no longer answers questions about the task will not finish it either.
  void watch().catch((error) => over.abort(error));
  try {
    return await result;
  } catch (error) {
    client
      .request({ method: "tasks/cancel", params }, ANYTHING, { timeout: timeoutMs })
      .catch(() => undefined);
    throw error;
  } finally {
    over.abort();
  }
}
