/** What a person on the command line calls the fields of the library. */
import type { ErrorInfo } from "../../kernel/errors.ts";

/** Fields whose flag has another name. Those that configuration and flag share (`model`, `runtime`) stay as they are. */
const FLAGS: Readonly<Record<string, string>> = {
  agentId: "--agent",
  allowTools: "--allow-tool",
  authProfileId: "--profile",
  billingTag: "--billing-tag",
  clientTools: "--client-tools",
  extraSystemPrompt: "--system",
  fallbackModels: "--fallback",
  images: "--image",
  maxBudgetUsd: "--budget",
  maxTurns: "--max-turns",
  outputSchema: "--output-schema",
  permissionMode: "--permission-mode",
  sessionId: "--session",
  sessionKey: "--session",
  timeoutMs: "--timeout",
  toolResults: "--tool-results",
  workspaceDir: "--workspace",
};

/** A field alone: a path into one (`toolResults[0].content`) leads into a file, which has the library's names. */
const NAMES = new RegExp(`\\b(?:${Object.keys(FLAGS).join("|")})\\b(?![[.]\\w)`, "g");

/** The error in the words of the command line. One about the configuration stays as it is: there the names are right. */
export function inFlags(error: ErrorInfo): ErrorInfo {
  const name = error.field?.match(/^\w+/)?.[0];
  const flag = name === undefined ? undefined : FLAGS[name];
  if (flag === undefined || error.code === "invalid_config") return error;
  const reword = (text: string) => text.replace(NAMES, (field) => FLAGS[field]!);
  return {
    ...error,
    field: flag,
    message: reword(error.message),
    remediation: reword(error.remediation),
  };
}
