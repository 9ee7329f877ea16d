/** What a request may say of its commands, checked before anything runs. */

import { TandemError } from "../kernel/errors.ts";
import { MESSAGING_FIELDS } from "../kernel/messaging.ts";
import type { TurnRequest } from "../kernel/request.ts";
import type { SandboxConfig } from "./config.ts";

/** Settings of `exec` for one turn; each narrows what the configuration allows, or is a default for the model's calls. */
export interface ExecOverrides {
  /** Milliseconds a command may take at most. */
  readonly timeoutMs?: number;
  /** Folder commands run in unless the model names one; by the rules of every path. */
  readonly cwd?: string;
  /** On top of the turn's own environment; values are not logged. */
  readonly env?: Readonly<Record<string, string>>;
  /** Domains commands may reach: some of those the configuration allows, or none. */
  readonly network?: readonly string[];
}

/** Throws TandemError `validation_failed`, or `elevation_denied` for a turn that may not leave the sandbox. */
export function checkExecRequest(request: TurnRequest, config: SandboxConfig): void {
  const { execOverrides, bashElevated } = request;
  if (bashElevated === true) checkElevation(request, config);
  if (execOverrides === undefined) return;
  const { timeoutMs, network } = execOverrides;
  if (timeoutMs !== undefined && !(Number.isFinite(timeoutMs) && timeoutMs > 0)) {
    throw new TandemError({
      code: "validation_failed",
      field: "execOverrides.timeoutMs",
      message: `execOverrides.timeoutMs is ${timeoutMs}; it must be more than 0.`,
      remediation: "Give a positive number of milliseconds, or leave it out.",
    });
  }
  const { allow } = config.network;
  const beyond = network?.find((domain) => !allow.includes(domain));
  if (beyond === undefined) return;
  throw new TandemError({
    code: "validation_failed",
    field: "execOverrides.network",
    message: `"${beyond}" is not among the domains that commands may reach (${allow.join(", ") || "none"}).`,
    remediation: "A turn can only narrow the list: add the domain to sandbox.network.allow first.",
    details: { allowed: [...allow] },
  });
}

function checkElevation(request: TurnRequest, config: SandboxConfig): void {
  const deny = (message: string, remediation: string) =>
    new TandemError({ code: "elevation_denied", field: "bashElevated", message, remediation });
  if (!config.allowElevated) {
    throw deny(
      "Commands outside the sandbox are not allowed here.",
      "Leave bashElevated out, or set sandbox.allowElevated to true in the configuration.",
    );
  }
  const fromMessage = MESSAGING_FIELDS.some(
    (field) => field !== "senderIsOwner" && request[field] !== undefined,
  );
  if (request.senderIsOwner === true || (!fromMessage && request.senderIsOwner === undefined)) return;
  throw deny("Only the owner may run commands outside the sandbox.", "Have the owner send the request.");
}
