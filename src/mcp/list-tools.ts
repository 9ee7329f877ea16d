/** Asks a server which tools it has. */
import { SdkError, SdkErrorCode, specTypeSchemas, type Tool } from "@modelcontextprotocol/client";
import { z } from "zod";
import type { Connection } from "./connection.ts";

const TOOLS_PAGE = z.looseObject({ tools: z.array(z.unknown()), nextCursor: z.string().optional() });
const TOOL_NAME = z.looseObject({ name: z.string().min(1) });
/** Pages of a tool list at most. */
const MAX_PAGES = 64;

/** What a server lists, and what in the list is no tool. */
export interface ListedTools {
  readonly tools: readonly Tool[];
  readonly malformed: readonly { readonly name: string; readonly reason: string }[];
}

/** All pages. One entry that breaks the protocol costs that entry, not the list. */
export async function listTools(
  { client }: Pick<Connection, "client">,
  timeoutMs: number,
): Promise<ListedTools> {
  // Asked anyway, the SDK would write a line to standard output.
  if (client.getServerCapabilities()?.tools === undefined) return { tools: [], malformed: [] };
  try {
    const { tools } = await client.listTools(undefined, { cacheMode: "refresh", timeout: timeoutMs });
    return { tools, malformed: [] };
  } catch (error) {
    if (!(error instanceof SdkError) || error.code !== SdkErrorCode.InvalidResult) throw error;
  }
  const tools: Tool[] = [];
  const malformed: { name: string; reason: string }[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const params = cursor === undefined ? {} : { cursor };
    const answer = await client.request({ method: "tools/list", params }, TOOLS_PAGE, { timeout: timeoutMs });
    for (const [index, entry] of answer.tools.entries()) {
      const problem = await problemOf(entry);
      const name = TOOL_NAME.safeParse(entry).data?.name ?? `tool ${index + 1}`;
      if (problem === null) tools.push(entry as Tool);
      else malformed.push({ name, reason: problem });
    }
    if (answer.nextCursor === undefined || answer.nextCursor === cursor) break;
    cursor = answer.nextCursor;
  }
  return { tools, malformed };
}

async function problemOf(entry: unknown): Promise<string | null> {
  const { issues = [] } = await specTypeSchemas.Tool["~standard"].validate(entry);
  if (issues.length === 0) return null;
  const [{ message, path = [] }] = issues as [(typeof issues)[number]];
  const field = path.map((part) => (typeof part === "object" ? part.key : part)).join(".");
  return `its description breaks the protocol (${field}: ${message})`;
}
