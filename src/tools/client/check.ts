/** Checks what a request says about client tools, before anything is opened for it. */
import { TandemError } from "../../kernel/errors.ts";
import { keepsNothing } from "../../kernel/probe.ts";
import type { TurnRequest } from "../../kernel/request.ts";

const TOOL_NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** Throws TandemError `validation_failed` with the field. */
export function checkClientTools(request: TurnRequest): void {
  if (request.clientTools !== undefined) checkOffers(request);
  if (request.toolResults !== undefined) checkResults(request);
}

function checkOffers({ clientTools = [], extraTools = [] }: TurnRequest): void {
  const names = new Set(extraTools.map((tool) => tool.name));
  for (const [index, { name, description, inputSchema }] of clientTools.entries()) {
    const at = `clientTools[${index}]`;
    if (typeof name !== "string" || !TOOL_NAME.test(name))
      throw invalid(
        `${at}.name`,
        `"${name}" is not a tool's name.`,
        "Use 1 to 64 letters, digits, `-` or `_`.",
      );
    if (names.has(name))
      throw invalid(`${at}.name`, `There are two tools "${name}".`, "Give each tool a different name.");
    if (typeof description !== "string")
      throw invalid(`${at}.description`, `The tool "${name}" has no description.`, "Say what it does.");
    if (typeof inputSchema !== "object" || inputSchema === null || inputSchema.type !== "object")
      throw invalid(
        `${at}.inputSchema`,
        `The input schema of "${name}" is not that of an object.`,
        'Give a JSON Schema with `"type": "object"` at the top.',
      );
    names.add(name);
  }
}

function checkResults(request: TurnRequest): void {
  const { toolResults = [], sessionKey, sessionId } = request;
  if (keepsNothing(request) || (sessionKey === undefined && sessionId === undefined))
    throw invalid(
      "toolResults",
      "Tool results need the session whose calls they answer.",
      "Name it by `sessionKey` or `sessionId`, and leave `ephemeral` out.",
    );
  const ids = new Set<string>();
  for (const [index, { toolCallId, content }] of toolResults.entries()) {
    const at = `toolResults[${index}]`;
    if (typeof toolCallId !== "string" || ids.has(toolCallId))
      throw invalid(
        `${at}.toolCallId`,
        typeof toolCallId === "string" ? `"${toolCallId}" is answered twice.` : "The id is missing.",
        "Give each pending call one result.",
      );
    ids.add(toolCallId);
    if (typeof content !== "string" && !Array.isArray(content))
      throw invalid(
        `${at}.content`,
        "The content is neither a text nor a list of blocks.",
        "Give one of them.",
      );
  }
}

function invalid(field: string, message: string, remediation: string): TandemError {
  return new TandemError({ code: "validation_failed", field, message, remediation });
}
