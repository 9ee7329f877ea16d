/** The status of a server, for people and programs. */
import type { ApiKind } from "../routing/model.ts";

/**
 * `idle`: no turn has needed it yet. `starting`: on its way. `ready`: its tools can be called. `lost`: it went away and is started
 * again when it is needed. `failed`: it did not start; tried again after `retryAt`. `disabled`: switched off in the configuration.
 */
export type McpState = "idle" | "starting" | "ready" | "lost" | "failed" | "disabled";

export interface McpToolStatus {
  /** The server's own name. */
  readonly tool: string;
  /** As it is offered. */
  readonly name: string;
  readonly readOnly: boolean;
  /** Why it is offered through the proxy tool, by wire API; empty: nowhere. */
  readonly proxied: Readonly<Partial<Record<ApiKind, string>>>;
}

export interface McpServerStatus {
  readonly name: string;
  readonly state: McpState;
  readonly transport: "stdio" | "http" | "sse" | null;
  /** Command or address, without its variables filled in. */
  readonly target: string;
  /**
   * Why starting it runs what the workspace holds, as a clause; `null`: it does not. Such a server is started by turns and by its name,
   * never to look whether it works.
   */
  readonly runsWorkspace: string | null;
  /** What it says of itself. */
  readonly version: string | null;
  /** Revision of the protocol spoken. */
  readonly protocol: string | null;
  readonly pid: number | null;
  readonly tools: readonly McpToolStatus[];
  readonly skipped: readonly { readonly tool: string; readonly reason: string }[];
  /** Why it is not ready, or what its last failure was. */
  readonly lastError: string | null;
  /** Milliseconds since 1970; `null`: at once. */
  readonly retryAt: number | null;
  /** The last of what it wrote to standard error; with its credentials blanked. */
  readonly stderr: string;
  /** Lines it wrote to standard output that were no messages, and the first of them. */
  readonly noise: { readonly lines: number; readonly sample: string | null };
  /** Times it was started again after it had been ready. */
  readonly restarts: number;
  /** Settings that have no effect here. */
  readonly ignoredKeys: readonly string[];
}
