/** What the scenarios of the policy share. */
import type { TurnRequest } from "../src/kernel/request.ts";
import type { ToolDefinition } from "../src/tools/tool.ts";
import { textOutput, toolOf } from "./props.ts";

/** Tools of every origin that a turn can have beside the built-in ones, and what ran of them. */
export function policyProps() {
  const ran: string[] = [];
  const made = (name: string, more: Partial<ToolDefinition> = {}): ToolDefinition => ({
    ...toolOf(name, () => {
      ran.push(name);
      return textOutput(`${name} ran`);
    }),
    ...more,
  });
  const extraTools = [
    made("forecast"),
    made("deploy", { origin: "extension:ops" }),
    made("mcp__github__create_issue", { origin: "mcp:github", effect: "external" }),
    made("mcp__github__list_issues", { origin: "mcp:github", effect: "external" }),
  ];
  const clientTools = [{ name: "pick_colour", description: "Asks.", inputSchema: { type: "object" } }];
  return { ran, made, request: { extraTools, clientTools } satisfies TurnRequest };
}
